package hk.innopark.dashboards;

import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the lines made, what kept them from making more, and how that compares with the plan. */
final class ProductionPage {
  private static final String THROUGHPUT = "throughput";
  private static final String GOOD = "#37872D";
  private static final String SCRAP = "#C4162A";
  private static final String REWORK = "#E0B400";

  private final Panels panels = new Panels(Source.FIGURES);

  GrafanaDashboard build() {
    Page page =
        new Page(
            "innopark-production",
            Audience.TENANT,
            "Production",
            "Throughput, OEE after ISO 22400-2 and losses of the lines that are picked. Every"
                + " figure is a sum of elements, divided once: docs/metrics.md.",
            "now-12h");
    TenantVariables.addTo(page);
    tiles(page);
    AlertPanels.ofLines().addTo(page);
    states(page);
    effectiveness(page);
    throughput(page);
    losses(page);
    machines(page);
    return page.build();
  }

  private void tiles(Page page) {
    page.row("The range at a glance")
        .panel(
            panels
                .tile(
                    "OEE",
                    Unit.SHARE,
                    "Σ PRI·GQ / (planned busy time − unknown time), of the lines picked. ISO"
                        + " 22400-2; 1 is full speed, without stops and scrap.")
                .query(Scope.LINES.total(THROUGHPUT, Ratio.OEE))
                .defaults("{\"min\": 0}"))
        .panel(
            panels
                .tile(
                    "Availability",
                    Unit.SHARE,
                    "production_s / (planned_busy_s − unknown_s): APT / PBT over its known part")
                .query(Scope.LINES.total(THROUGHPUT, Ratio.AVAILABILITY)))
        .panel(
            panels
                .tile(
                    "Effectiveness",
                    Unit.SHARE,
                    "ideal_s / production_s: Σ PRI·PQ / APT. Above 1 the ideal cycle in the"
                        + " registry is too slow.")
                .query(Scope.LINES.total(THROUGHPUT, Ratio.EFFECTIVENESS)))
        .panel(
            panels
                .tile("Quality", Unit.SHARE, "good / produced: GQ / PQ")
                .query(Scope.LINES.total(THROUGHPUT, Ratio.QUALITY)))
        .panel(
            panels
                .tile("Good items", Unit.COUNT, "Σ good: what the lines' counters moved")
                .query(Scope.LINES.total(THROUGHPUT, "sum(\"good\")")))
        .panel(
            panels
                .tile("Throughput", Unit.PER_HOUR, "3600 · produced / (production + setup + delay)")
                .query(Scope.LINES.total(THROUGHPUT, Ratio.THROUGHPUT_PER_H)))
        .panel(
            panels
                .tile("Scrap", Unit.SHARE, "scrap / produced: SQ / PQ")
                .query(Scope.LINES.total(THROUGHPUT, Ratio.SCRAP_RATIO)))
        .panel(
            panels
                .tile(
                    "Coverage",
                    Unit.SHARE,
                    "valid / expected sample intervals: how complete the data are on which the"
                        + " figures beside rest. ISO 14064-1.")
                .query(Scope.LINES.total("quality_of_data", Ratio.COVERAGE))
                .thresholds("#C4162A", 0.9, "#E0B400", 0.99, "#37872D"));
  }

  private void states(Page page) {
    page.row("What the machines were doing")
        .panel(
            panels
                .stateTimeline(
                    "States",
                    "The state that filled at least half of a minute; over longer steps the most"
                        + " frequent of its minutes. Delayed: DOWN, or IDLE with a reason. Blank:"
                        + " outside the shift calendar.",
                    9)
                .query("$tag_line / $tag_machine", stateQuery()));
  }

  /** Each minute's greatest share of time as a code; minutes of all states together. */
  private static String stateQuery() {
    String minutes =
        Stream.of(State.values())
            .map(
                state ->
                    "(SELECT \"%s\" * 0 + %d AS \"state\" FROM \"throughput\" WHERE %s AND \"%s\" >= 30 AND $timeFilter)"
                        .formatted(
                            state.field, state.code, Scope.MACHINE_MINUTES.where(), state.field))
            .collect(Collectors.joining(", "));
    return "SELECT mode(\"state\") AS \"state\" FROM "
        + minutes
        + " WHERE $timeFilter GROUP BY time($__interval), \"line\", \"machine\" fill(null)";
  }

  private void effectiveness(Page page) {
    page.row("OEE and its parts")
        .panel(
            panels
                .lines("OEE by line", Unit.SHARE, "ideal_good_s / (planned_busy_s − unknown_s)", 12)
                .query("$tag_line", Scope.LINES.rows(THROUGHPUT, "oee", "line"))
                .defaults("{\"min\": 0}"))
        .panel(
            panels
                .lines(
                    "Availability, effectiveness, quality",
                    Unit.SHARE,
                    "Of the lines picked, each a quotient of sums: APT / PBT, Σ PRI·PQ / APT,"
                        + " GQ / PQ. OEE is their product where one product was made.",
                    12)
                .query("availability", Scope.LINES.perPeriod(THROUGHPUT, Ratio.AVAILABILITY))
                .query("effectiveness", Scope.LINES.perPeriod(THROUGHPUT, Ratio.EFFECTIVENESS))
                .query("quality", Scope.LINES.perPeriod(THROUGHPUT, Ratio.QUALITY))
                .color("availability", "#3274D9")
                .color("effectiveness", "#E0B400")
                .color("quality", "#37872D")
                .defaults("{\"min\": 0}"))
        .panel(
            panels
                .lines(
                    "NEE by line",
                    Unit.SHARE,
                    "(production_s + setup_s) · effectiveness · quality / known planned busy time:"
                        + " set-up is not a loss here",
                    12)
                .query("$tag_line", Scope.LINES.rows(THROUGHPUT, "nee", "line"))
                .defaults("{\"min\": 0}"))
        .panel(
            panels
                .lines(
                    "Utilization, technical efficiency, set-up ratio",
                    Unit.SHARE,
                    "APT / (APT + AUST + ADET); APT / (APT + ADET); AUST / (APT + AUST)",
                    12)
                .query("utilization", Scope.LINES.perPeriod(THROUGHPUT, Ratio.UTILIZATION))
                .query(
                    "technical efficiency",
                    Scope.LINES.perPeriod(THROUGHPUT, Ratio.TECHNICAL_EFFICIENCY))
                .query("set-up ratio", Scope.LINES.perPeriod(THROUGHPUT, Ratio.SETUP_RATIO))
                .defaults("{\"min\": 0, \"max\": 1}"));
  }

  private void throughput(Page page) {
    page.row("Throughput against plan, and scrap")
        .panel(
            panels
                .stack(
                    "Good and scrapped, against plan",
                    Unit.COUNT,
                    "Items of each period. Plan: produced · planned_busy_s / ideal_s, that is what"
                        + " the mix that was made comes to at its ideal cycles in all of the"
                        + " planned time.",
                    12)
                .query(
                    "$col",
                    Scope.LINES.perPeriod(
                        THROUGHPUT, "sum(\"good\") AS \"good\", sum(\"scrap\") AS \"scrap\""))
                .query("plan", Scope.LINES.perPeriod(THROUGHPUT, Ratio.PLAN_ITEMS))
                .color("good", GOOD)
                .color("scrap", SCRAP)
                .override("plan", "custom.drawStyle", "\"line\"")
                .override("plan", "custom.lineWidth", "2")
                .override("plan", "custom.fillOpacity", "0")
                .override("plan", "custom.lineInterpolation", "\"stepAfter\"")
                .override("plan", "custom.stacking", "{\"mode\": \"none\", \"group\": \"B\"}")
                .color("plan", "#6E7079"))
        .panel(
            panels
                .lines(
                    "Throughput by line",
                    Unit.PER_HOUR,
                    "3600 · produced / (production_s + setup_s + delay_s): PQ / AOET",
                    12)
                .query("$tag_line", Scope.LINES.rows(THROUGHPUT, "throughput_per_h", "line"))
                .defaults("{\"min\": 0}"))
        .panel(
            panels
                .lines("Scrap ratio by line", Unit.SHARE, "scrap / produced: SQ / PQ", 12)
                .query("$tag_line", Scope.LINES.rows(THROUGHPUT, "scrap_ratio", "line"))
                .defaults("{\"min\": 0, \"decimals\": 2}"))
        .panel(
            panels
                .bars("Rework", Unit.COUNT, "Σ deltas of rework_count; not part of produced", 12)
                .query("rework", Scope.LINES.perPeriod(THROUGHPUT, "sum(\"rework\")"))
                .color("rework", REWORK));
  }

  private void losses(Page page) {
    page.row("Where the time went")
        .panel(
            panels
                .stack(
                    "Time by state",
                    Unit.DURATION,
                    "Seconds of all machines in each period; inside the calendar they sum to"
                        + " planned_busy_s + planned_down_s",
                    12)
                .stateColors()
                .query("$col", Scope.LINES.perPeriod(THROUGHPUT, timeByState())))
        .panel(
            panels
                .ranking(
                    "Downtime Pareto",
                    Unit.DURATION,
                    "delay_{reason}_s over the range: DOWN, and IDLE with a reason, inside the"
                        + " calendar. ISO 22400-2, ADET.",
                    12,
                    State.DELAYED.color)
                .query("$col", Scope.LINES.total(THROUGHPUT, delays())))
        .panel(
            panels
                .bars(
                    "Failures",
                    Unit.COUNT,
                    "Stops in state DOWN for an unplanned reason that lasted longer than 30 s",
                    8)
                .query("failures", Scope.LINES.perPeriod(THROUGHPUT, "sum(\"failures\")"))
                .color("failures", State.DELAYED.color))
        .panel(
            panels
                .lines(
                    "MTBF and MTTR by line",
                    Unit.DURATION,
                    "production_s / failures, and repair time / failures; no value where nothing"
                        + " failed",
                    12)
                .query("$tag_line MTBF", Scope.LINES.rows(THROUGHPUT, "mtbf_s", "line"))
                .query("$tag_line MTTR", Scope.LINES.rows(THROUGHPUT, "mttr_s", "line")))
        .panel(
            panels
                .tile("Running outside plan", Unit.DURATION, "outside_plan_s, in no ratio", 4)
                .query(Scope.LINES.total(THROUGHPUT, "sum(\"outside_plan_s\")")));
  }

  private static String timeByState() {
    StringJoiner columns = new StringJoiner(", ");
    for (State state : State.values()) {
      columns.add("sum(\"%s\") AS \"%s\"".formatted(state.field, state.label));
    }
    return columns.toString();
  }

  private static String delays() {
    return Stream.of(
            "breakdown",
            "material",
            "starved",
            "blocked",
            "changeover",
            "cleaning",
            "quality_hold",
            "operator",
            "utility",
            "planned_maintenance",
            "weather",
            "unspecified",
            "other")
        .map(
            reason ->
                "sum(\"delay_%s_s\") AS \"%s\""
                    .formatted(
                        reason,
                        reason.substring(0, 1).toUpperCase(Locale.ROOT)
                            + reason.substring(1).replace('_', ' ')))
        .collect(Collectors.joining(", "));
  }

  private void machines(Page page) {
    page.row("Machine by machine")
        .panel(
            panels
                .table(
                    "Machines",
                    "Over the range, the formulas of the tiles. A count of a line is the sum over"
                        + " its machines. MTBF: production_s / failures.",
                    24,
                    10,
                    "OEE")
                .tableQuery(byMachine(Ratio.OEE, "OEE"))
                .tableQuery(byMachine(Ratio.AVAILABILITY, "Availability"))
                .tableQuery(byMachine(Ratio.EFFECTIVENESS, "Effectiveness"))
                .tableQuery(byMachine(Ratio.QUALITY, "Quality"))
                .tableQuery(byMachine(Ratio.SCRAP_RATIO, "Scrap ratio"))
                .tableQuery(byMachine(Ratio.MTBF, "MTBF"))
                .tableQuery(
                    Scope.MACHINES.totalBy(
                        THROUGHPUT,
                        "sum(\"good\") AS \"Good\", sum(\"scrap\") AS \"Scrap\","
                            + " sum(\"delay_s\") AS \"Delayed\","
                            + " sum(\"failures\") AS \"Failures\"",
                        "line",
                        "machine"))
                .merged()
                .overridePattern(
                    "/OEE|Availability|Effectiveness|Quality|ratio/", "unit", "\"percentunit\"")
                .overridePattern("/OEE|Availability|Effectiveness|Quality|ratio/", "decimals", "1")
                .unit("Good", Unit.COUNT)
                .unit("Scrap", Unit.COUNT)
                .unit("Delayed", Unit.DURATION)
                .unit("Failures", Unit.COUNT)
                .unit("MTBF", Unit.DURATION)
                .override(
                    "OEE",
                    "custom.cellOptions",
                    "{\"type\": \"gauge\", \"mode\": \"basic\", \"valueDisplayMode\": \"text\"}")
                .override("OEE", "min", "0")
                .override("OEE", "max", "1"));
  }

  private static String byMachine(Ratio ratio, String name) {
    return Scope.MACHINES.totalBy(THROUGHPUT, ratio, name, "line", "machine");
  }
}
