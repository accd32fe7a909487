package hk.innopark.console.figures;

import com.fasterxml.jackson.databind.JsonNode;
import hk.innopark.events.AlertKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Alerts in InfluxDB: a point a change, of which the newest of each alert says how it stands. */
final class InfluxAlerts {
  private static final String FIELDS = "\"since_ms\",\"raised_at_ms\",\"value\",\"threshold\"";
  private static final String GROUP =
      " GROUP BY \"estate\",\"tenant\",\"line\",\"machine\",\"kind\",\"signal\"";

  private InfluxAlerts() {}

  /** Those that are active, and those that were cleared since. */
  static List<AlertRow> read(
      InfluxHttp http, String bucket, String origin, Place place, Instant clearedSince) {
    StringBuilder of = new StringBuilder();
    InfluxFigureStore.and(of, "origin", Origin.requireValid(origin));
    InfluxFigureStore.and(of, "tenant", place.tenant());
    InfluxFigureStore.and(of, "line", place.line());
    InfluxHttp.Pending newest =
        http.send(
            bucket,
            "SELECT last(\"state\")," + FIELDS + " FROM \"alerts\" WHERE time > 0" + of + GROUP);
    InfluxHttp.Pending cleared =
        http.send(
            bucket,
            "SELECT \"state\","
                + FIELDS
                + " FROM \"alerts\" WHERE \"state\" = 0 AND time >= "
                + clearedSince.toEpochMilli()
                + "ms"
                + of
                + GROUP);
    List<AlertRow> rows = new ArrayList<>();
    add(newest.series(), 1, rows);
    add(cleared.series(), 0, rows);
    rows.sort(AlertRow.ORDER);
    return rows;
  }

  /** Those of a state; a kind that this console does not know is passed over. */
  private static void add(JsonNode series, int state, List<AlertRow> rows) {
    for (JsonNode one : series) {
      JsonNode tags = one.path("tags");
      AlertKind kind = AlertKind.byWireName(tags.path("kind").asText()).orElse(null);
      if (kind == null) {
        continue;
      }
      for (JsonNode row : one.path("values")) {
        if (row.get(1).asInt(-1) == state) {
          rows.add(
              new AlertRow(
                  kind,
                  InfluxFigureStore.place(tags),
                  InfluxFigureStore.tag(tags, "signal"),
                  Instant.ofEpochMilli(row.get(2).asLong()),
                  Instant.ofEpochMilli(row.get(3).asLong()),
                  state == 1 ? null : Instant.ofEpochMilli(row.get(0).asLong()),
                  row.get(4).asDouble(Double.NaN),
                  row.get(5).asDouble(Double.NaN)));
        }
      }
    }
  }
}
