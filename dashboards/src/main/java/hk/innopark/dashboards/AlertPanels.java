package hk.innopark.dashboards;

/**
 * What the stream raised by itself: what is active at the end of the range, and every change in it.
 * docs/alerts.md says when an alert is raised and cleared.
 */
final class AlertPanels {
  /** The newest change of an alert that is active may be as old as this. */
  private static final String LOOKBACK = "31d";

  private static final String CHANGES =
      """
      [{"type": "value", "options": {
        "1": {"text": "raised", "color": "#C4162A", "index": 0},
        "0": {"text": "cleared", "color": "#37872D", "index": 1}}}]
      """;

  private final String where;
  private final String tags;

  private AlertPanels(String where, String... tags) {
    this.where = "\"origin\" = '$origin' AND \"estate\" =~ /^$estate$/ AND " + where;
    this.tags = "\"" + String.join("\", \"", tags) + "\"";
  }

  /** Of the lines that are picked; with all of them also what is about the tenant. */
  static AlertPanels ofLines() {
    return new AlertPanels(
        "\"line\" =~ /^$line$/", "severity", "kind", "line", "machine", "signal");
  }

  /** What costs energy or money: of the lines that are picked and of the tenant. */
  static AlertPanels ofEnergy() {
    return new AlertPanels(
        "\"kind\" =~ /^(demand_peak|idle_out_of_hours)$/ AND (\"line\" =~ /^$line$/ OR"
            + " \"level\" = 'tenant')",
        "severity",
        "kind",
        "line");
  }

  static AlertPanels ofTenants() {
    return new AlertPanels(
        "\"tenant\" =~ /^$tenant$/",
        "severity",
        "kind",
        "estate",
        "tenant",
        "line",
        "machine",
        "signal");
  }

  void addTo(Page page) {
    page.row("Alerts")
        .panel(
            table(
                    "Active alerts",
                    "Raised and not cleared at the end of the range; since: when it began. Value"
                        + " and limit in the unit of the kind: min, ratio, kW, kVA or s."
                        + " docs/alerts.md.",
                    "Since")
                .tableQuery(active())
                .override("Time", "custom.hidden", "true"))
        .panel(
            table(
                    "Alerts raised and cleared",
                    "Every change in the range, the newest first. A replay gives the same ones.",
                    "Time")
                .tableQuery(changes())
                .override("Change", "mappings", CHANGES)
                .override("Change", "custom.cellOptions", "{\"type\": \"color-text\"}"));
  }

  private Panel table(String title, String description, String sortedBy) {
    return new Panel("table", Source.FIGURES, title, description, 12, 8)
        .defaults(
            "{\"noValue\": \"–\", \"custom\": {\"align\": \"auto\", \"inspect\": false,"
                + " \"filterable\": true}}")
        .options(
            """
            {"showHeader": true, "cellHeight": "sm", "frameIndex": 0, "showTypeIcons": false,
             "sortBy": [{"displayName": "%s", "desc": true}]}
            """,
            sortedBy)
        .override("Since", "unit", "\"dateTimeAsIso\"")
        .override("Value", "decimals", "2")
        .override("Limit", "decimals", "2");
  }

  private String active() {
    return "SELECT \"value\" AS \"Value\", \"threshold\" AS \"Limit\", \"since_ms\" AS \"Since\""
        + " FROM (SELECT last(\"state\") AS \"state\", \"value\", \"threshold\", \"since_ms\" FROM"
        + " \"alerts\" WHERE "
        + where
        + " AND time >= ${__from}ms - "
        + LOOKBACK
        + " AND time <= ${__to}ms GROUP BY "
        + tags
        + ") WHERE \"state\" = 1 GROUP BY "
        + tags;
  }

  private String changes() {
    return "SELECT \"state\" AS \"Change\", \"value\" AS \"Value\", \"threshold\" AS \"Limit\","
        + " \"since_ms\" AS \"Since\" FROM \"alerts\" WHERE "
        + where
        + " AND $timeFilter GROUP BY "
        + tags;
  }
}
