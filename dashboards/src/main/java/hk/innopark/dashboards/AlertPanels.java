package hk.innopark.dashboards;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hk.innopark.events.AlertKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the stream raised by itself: what is active at the end of the range, and every change in it;
 * and which of Grafana's rules fire. docs/alerts.md says when an alert is raised and cleared.
 */
final class AlertPanels {
  /** The newest change of an alert that is active may be as old as this. */
  private static final String LOOKBACK = "31d";

  private static final String OF_CHANGE =
      "\"value\" AS \"VALUE\", \"threshold\" AS \"LIMIT\", \"since_ms\" AS \"SINCE\"";

  private final Panels panels;
  private final Tables tables;
  private final Texts texts;
  private final String where;
  private final List<String> tags;

  /** Tells alerts apart; HKSTP's table has no room for it. */
  private static final String SIGNAL = "signal";

  private AlertPanels(Panels panels, String where, String... tags) {
    this.panels = panels.shared("alerts");
    this.tables = new Tables(this.panels);
    this.texts = panels.texts();
    this.where = "\"origin\" = '$origin' AND " + where;
    this.tags = List.of(tags);
  }

  /** Of what is picked; with all lines and machines also what is about the tenant. */
  static AlertPanels ofLines(Panels panels) {
    return new AlertPanels(
        panels,
        "\"line\" =~ /^$line$/ AND \"machine\" =~ /^$machine$/",
        "severity",
        "kind",
        "line",
        "machine",
        SIGNAL);
  }

  static AlertPanels ofTenants(Panels panels) {
    return new AlertPanels(
        panels,
        "\"estate\" =~ /^$estate$/ AND \"tenant\" =~ /^$tenant$/",
        "severity",
        "kind",
        "tenant",
        "line",
        "machine");
  }

  void addTo(Page page) {
    page.row("alerts")
        .panels(
            table("active", active(), "SINCE").empty(texts.get("empty.alerts")),
            table("changes", changes(), "Time").empty(texts.get("empty.changes")),
            panels.unasked(Look.FIRING, "firing", 24, 6));
  }

  private Panel table(String key, String query, String sortedBy) {
    Map<String, String> names = new LinkedHashMap<>();
    Panel panel = panels.panel(Look.TABLE, key, 24, 7).table(query);
    for (String column : columns(key)) {
      names.put(column, texts.get("column." + column));
      panel.override(column, "noValue", "–");
      if (tags.contains(column) && !column.equals("severity")) {
        tables.tagColumn(panel, column);
      }
    }
    panel.override("kind", "mappings", List.of(kinds()));
    panel.override("severity", "mappings", List.of(severities()));
    panel.override("severity", "custom.cellOptions", Json.of("type", "color-text"));
    panel.override("severity", "custom.width", 80);
    for (String number : List.of("VALUE", "LIMIT")) {
      panel.override(number, "decimals", 2).override(number, "custom.width", 80);
    }
    panel.override("SINCE", "unit", "time:YYYY-MM-DD HH:mm").override("SINCE", "custom.width", 130);
    panel.override("Time", "unit", "time:YYYY-MM-DD HH:mm").override("Time", "custom.width", 130);
    if (key.equals("changes")) {
      panel.override("CHANGE", "mappings", List.of(changeNames()));
      panel.override("CHANGE", "custom.cellOptions", Json.of("type", "color-text"));
      panel.override("CHANGE", "custom.width", 80);
    }
    return tables
        .organized(panel, names, tags.contains(SIGNAL) ? new String[0] : new String[] {SIGNAL})
        .set(
            "options.sortBy",
            List.of(Json.of("displayName", texts.get("column." + sortedBy), "desc", true)));
  }

  private List<String> columns(String key) {
    List<String> columns = new ArrayList<>();
    if (key.equals("changes")) {
      columns.addAll(List.of("Time", "CHANGE"));
    }
    columns.addAll(tags);
    columns.addAll(List.of("VALUE", "LIMIT", "SINCE"));
    return columns;
  }

  private ObjectNode kinds() {
    Map<String, ObjectNode> names = new LinkedHashMap<>();
    for (AlertKind kind : AlertKind.values()) {
      names.put(kind.wireName(), Json.of("text", texts.get("alert." + kind.wireName())));
    }
    return Json.mapping(names);
  }

  private ObjectNode severities() {
    Map<String, ObjectNode> names = new LinkedHashMap<>();
    String[] colors = {Palette.BLUE, Palette.ORANGE, Palette.RED};
    for (AlertKind.Severity severity : AlertKind.Severity.values()) {
      String name = severity.wireName();
      names.put(
          name,
          Json.of("text", texts.get("severity." + name), "color", colors[severity.ordinal()]));
    }
    return Json.mapping(names);
  }

  private ObjectNode changeNames() {
    return Json.mapping(
        Map.of(
            "1", Json.of("text", texts.get("change.raised"), "color", Palette.RED),
            "0", Json.of("text", texts.get("change.cleared"), "color", Palette.GREEN)));
  }

  private String active() {
    return "SELECT %s FROM (SELECT last(\"state\") AS \"state\", \"value\", \"threshold\", \"since_ms\" FROM \"alerts\" WHERE %s AND time >= ${__from}ms - %s AND time <= ${__to}ms GROUP BY %s) WHERE \"state\" = 1 GROUP BY %s"
        .formatted(OF_CHANGE, where, LOOKBACK, group(), group());
  }

  private String changes() {
    return "SELECT \"state\" AS \"CHANGE\", %s FROM \"alerts\" WHERE %s AND $timeFilter GROUP BY %s"
        .formatted(OF_CHANGE, where, group());
  }

  private String group() {
    return Stream.concat(tags.stream(), Stream.of(SIGNAL))
        .distinct()
        .map(tag -> "\"" + tag + "\"")
        .collect(Collectors.joining(", "));
  }
}
