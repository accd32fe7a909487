package hk.innopark.dashboards;

/** How far the other pages' figures can be trusted. */
final class DataQualityPage {
  private static final String QUALITY = "quality_of_data";

  private final Panels panels = new Panels(Source.FIGURES);

  GrafanaDashboard build() {
    Page page =
        new Page(
            "innopark-data-quality",
            Audience.TENANT,
            "Data quality",
            "Completeness after ISO 14064-1, and what became of the messages that did not come in"
                + " order: docs/metrics.md.",
            "now-12h");
    TenantVariables.addTo(page);
    page.row("The range at a glance")
        .panel(
            panels
                .tile(
                    "Coverage",
                    Unit.SHARE,
                    "valid / expected sample intervals, of the lines picked")
                .query(Scope.LINES.total(QUALITY, Ratio.COVERAGE))
                .thresholds("#C4162A", 0.9, "#E0B400", 0.99, "#37872D"))
        .panel(count("Messages", "messages", "readings taken"))
        .panel(count("Duplicates", "duplicates", "repeats by boot and seq; they changed nothing"))
        .panel(
            count(
                "Missing numbers",
                "sequence_gaps",
                "sequence numbers that have not come; falls when they do"))
        .panel(count("Late", "late", "readings that came after the lateness horizon"))
        .panel(
            count(
                "Dead letters",
                "dead_letters",
                "messages that could not be decoded, or whose counter fell. Those whose origin"
                    + " could not be read count as real."))
        .panel(
            panels
                .tile(
                    "Bridged",
                    Unit.SHARE,
                    "estimated / expected sample intervals: between readings further apart than"
                        + " 1.5 periods")
                .query(Scope.LINES.total(QUALITY, Ratio.BRIDGED)))
        .panel(
            panels
                .tile(
                    "Highest revision",
                    Unit.COUNT,
                    "How often a period of the range was corrected after its close, at most; 1 is"
                        + " never")
                .query(Scope.LINES.total(QUALITY, "max(\"revision\")")));
    completeness(page);
    messages(page);
    readings(page);
    return page.build();
  }

  private Panel count(String title, String field, String description) {
    return panels
        .tile(title, Unit.COUNT, field + ": " + description)
        .query(Scope.LINES.total(QUALITY, "sum(\"" + field + "\")"));
  }

  private void completeness(Page page) {
    page.row("Completeness")
        .panel(
            panels
                .lines("Coverage by line", Unit.SHARE, "valid / expected sample intervals", 12)
                .query("$tag_line", Scope.LINES.rows(QUALITY, "coverage", "line"))
                .defaults("{\"max\": 1}"))
        .panel(
            panels
                .lines(
                    "Measured share by line",
                    Unit.SHARE,
                    "(active kWh − active kWh in gaps) / active kWh",
                    12)
                .query("$tag_line", Scope.LINES.rows(QUALITY, "measured_share", "line"))
                .defaults("{\"max\": 1}"))
        .panel(
            panels
                .bars(
                    "Sample intervals",
                    Unit.COUNT,
                    "Expected, of them valid (neighbours at most 1.5 periods apart), of them"
                        + " estimated (bridged)",
                    24)
                .query(
                    "$col",
                    Scope.LINES.perPeriod(
                        QUALITY,
                        "sum(\"expected\") AS \"Expected\", sum(\"valid\") AS \"Valid\","
                            + " sum(\"estimated\") AS \"Estimated\""))
                .color("Expected", "#6E7079")
                .color("Valid", "#37872D")
                .color("Estimated", "#E0B400"));
  }

  private void messages(Page page) {
    page.row("Messages")
        .panel(
            panels
                .stack("Messages by line", Unit.COUNT, "Readings taken, by their stamp", 12)
                .query("$tag_line", Scope.LINES.rows(QUALITY, "messages", "line")))
        .panel(
            panels
                .stack(
                    "Out of order",
                    Unit.COUNT,
                    "Duplicates, late readings and dead letters, in the minute of their arrival;"
                        + " missing sequence numbers",
                    12)
                .query(
                    "$col",
                    Scope.LINES.perPeriod(
                        QUALITY,
                        "sum(\"duplicates\") AS \"Duplicates\", sum(\"late\") AS \"Late\","
                            + " sum(\"dead_letters\") AS \"Dead letters\", sum(\"sequence_gaps\")"
                            + " AS \"Missing numbers\"")))
        .panel(
            panels
                .table(
                    "Machines",
                    "Over the range; the least covered first. A machine that never sent anything"
                        + " is missing here, not at 0.",
                    24,
                    10,
                    "Coverage")
                .tableQuery(
                    Scope.MACHINES.totalBy(QUALITY, Ratio.COVERAGE, "Coverage", "line", "machine"))
                .tableQuery(
                    Scope.MACHINES.totalBy(
                        QUALITY,
                        "sum(\"messages\") AS \"Messages\", sum(\"duplicates\") AS"
                            + " \"Duplicates\", sum(\"sequence_gaps\") AS \"Missing numbers\","
                            + " sum(\"late\") AS \"Late\", sum(\"dead_letters\") AS \"Dead"
                            + " letters\", sum(\"quarantined\") AS \"Quarantined\","
                            + " sum(\"stuck_s\") AS \"Stuck\"",
                        "line",
                        "machine"))
                .merged()
                .override("Coverage", "unit", "\"percentunit\"")
                .override("Coverage", "decimals", "2")
                .unit("Stuck", Unit.DURATION));
  }

  private void readings(Page page) {
    page.row("Readings that cannot be right")
        .panel(fault("Quarantined", "quarantined", "readings of a counter that were passed over"))
        .panel(
            fault(
                "Restarts of counters",
                "resets",
                "what a counter counted between its last reading and the restart is missing"))
        .panel(fault("Wrong clocks", "clock_off", "readings whose stamps show a wrong clock"))
        .panel(
            panels
                .tile(
                    "Stuck counters",
                    Unit.DURATION,
                    "stuck_s: RUNNING between two equal readings of a counter that ought to have"
                        + " moved",
                    6)
                .query(Scope.LINES.total(QUALITY, "sum(\"stuck_s\")")))
        .panel(
            panels
                .stack(
                    "Counters and clocks",
                    Unit.COUNT,
                    "Readings of counters that were passed over, restarts of counters, and"
                        + " readings with a wrong clock",
                    8)
                .query(
                    "$col",
                    Scope.LINES.perPeriod(
                        QUALITY,
                        "sum(\"quarantined\") AS \"Quarantined\", sum(\"resets\") AS"
                            + " \"Restarts\", sum(\"clock_off\") AS \"Wrong clock\"")))
        .panel(
            panels
                .stack(
                    "Stuck counters by line",
                    Unit.SECONDS,
                    "stuck_s of each period: machine seconds",
                    8)
                .query("$tag_line", Scope.LINES.rows(QUALITY, "stuck_s", "line")))
        .panel(
            panels
                .lines(
                    "Power against the meter",
                    Unit.PERCENT,
                    "power_mismatch_pct: 100 · (integrated power − meter) / meter, of machines"
                        + " that send both",
                    8)
                .query(
                    "$tag_line / $tag_machine",
                    Scope.MACHINES.rows(QUALITY, "power_mismatch_pct", "line", "machine")));
  }

  private Panel fault(String title, String field, String description) {
    return panels
        .tile(title, Unit.COUNT, field + ": " + description, 6)
        .query(Scope.LINES.total(QUALITY, "sum(\"" + field + "\")"));
  }
}
