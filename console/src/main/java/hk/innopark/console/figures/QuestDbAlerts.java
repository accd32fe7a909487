package hk.innopark.console.figures;

import com.fasterxml.jackson.databind.JsonNode;
import hk.innopark.events.AlertKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Alerts in QuestDB: a row a change, of which the newest of each alert says whether it is active.
 */
final class QuestDbAlerts {
  private static final int MOST_ROWS = 10_000;
  private static final List<String> TAGS =
      List.of("estate", "tenant", "line", "machine", "signal", "kind");
  private static final List<String> FIELDS =
      List.of("state", "since_ms", "raised_at_ms", "value", "threshold");

  private final QuestDbHttp http;

  QuestDbAlerts(QuestDbHttp http) {
    this.http = http;
  }

  /** Those that are active, and those that were cleared since; newest first, active before. */
  List<AlertRow> read(String origin, Place place, Instant clearedSince) {
    Set<String> known = QuestDbColumns.read(http, "alerts");
    if (!known.containsAll(List.of("origin", "tenant", "kind", "state"))) {
      return List.of();
    }
    List<String> select = new ArrayList<>(List.of("timestamp"));
    Stream.concat(TAGS.stream(), FIELDS.stream())
        .forEach(name -> select.add(QuestDbColumns.orNull(name, known)));
    List<String> identity = TAGS.stream().filter(known::contains).toList();
    String from = "SELECT " + String.join(", ", select) + " FROM alerts WHERE " + of(origin, place);
    String active =
        "SELECT * FROM ("
            + from
            + " LATEST ON timestamp PARTITION BY "
            + String.join(", ", identity)
            + ") WHERE state = 1 LIMIT "
            + MOST_ROWS;
    String cleared =
        from + " AND state = 0 AND timestamp >= '" + clearedSince + "' LIMIT -" + MOST_ROWS;
    List<AlertRow> rows = new ArrayList<>();
    http.dataset(active).forEach(row -> add(row, rows));
    http.dataset(cleared).forEach(row -> add(row, rows));
    rows.sort(AlertRow.ORDER);
    return rows;
  }

  private static String of(String origin, Place place) {
    StringBuilder sql =
        new StringBuilder("origin = '").append(Origin.requireValid(origin)).append('\'');
    if (place.tenant() != null) {
      sql.append(" AND tenant = '").append(place.tenant()).append('\'');
    }
    if (place.line() != null) {
      sql.append(" AND line = '").append(place.line()).append('\'');
    }
    return sql.toString();
  }

  /** A kind that this console does not know is passed over. */
  private static void add(JsonNode row, List<AlertRow> rows) {
    AlertKind kind = AlertKind.byWireName(row.get(6).asText()).orElse(null);
    if (kind == null) {
      return;
    }
    Instant changed = Instant.parse(row.get(0).textValue());
    rows.add(
        new AlertRow(
            kind,
            QuestDbFigureStore.place(row, 1),
            row.get(5).textValue(),
            Instant.ofEpochMilli(row.get(8).asLong()),
            Instant.ofEpochMilli(row.get(9).asLong()),
            row.get(7).asDouble() == 1 ? null : changed,
            row.get(10).asDouble(Double.NaN),
            row.get(11).asDouble(Double.NaN)));
  }
}
