package hk.innopark.console.figures;

import com.fasterxml.jackson.databind.JsonNode;
import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Figures in QuestDB, read as SQL over HTTP; one table a measurement.
 *
 * <p>Everything that reaches SQL is a constant of this class, an enum's name, an instant, or text
 * that {@link FigureQuery} and {@link Place} have checked against an allow-list without quotes.
 */
public final class QuestDbFigureStore implements FigureStore {
  private static final int MOST_ROWS = 100_000;
  private static final List<String> TAGS = List.of("estate", "tenant", "line", "machine");

  private final QuestDbHttp http;
  private final QuestDbColumns columns;
  private final QuestDbAlerts alerts;

  /**
   * A store behind one QuestDB server.
   *
   * @param server such as {@code http://127.0.0.1:9000}
   * @param timeout of each query, connecting included
   */
  public QuestDbFigureStore(URI server, Duration timeout) {
    this.http = new QuestDbHttp(server, timeout);
    this.columns = new QuestDbColumns(http);
    this.alerts = new QuestDbAlerts(http);
  }

  @Override
  public List<FigureRow> rows(FigureQuery query) {
    Set<String> known = columns.of(query.measure(), query.fields());
    List<String> fields = query.fields().stream().filter(known::contains).toList();
    if (fields.isEmpty() || !hasTags(query.place(), known)) {
      return List.of();
    }
    List<String> select =
        new ArrayList<>(List.of("timestamp", QuestDbColumns.orNull("revision", known)));
    TAGS.forEach(tag -> select.add(QuestDbColumns.orNull(tag, known)));
    select.addAll(fields);
    String sql =
        "SELECT "
            + String.join(", ", select)
            + from(query)
            + " ORDER BY timestamp LIMIT "
            + MOST_ROWS;
    List<FigureRow> rows = new ArrayList<>();
    for (JsonNode row : http.dataset(sql)) {
      rows.add(
          new FigureRow(
              place(row, 2),
              Instant.parse(row.get(0).textValue()),
              row.get(1).asInt(1),
              1,
              RowValues.of(row, 6, fields)));
    }
    return rows;
  }

  @Override
  public List<FigureRow> totals(FigureQuery query) {
    return summed(query, "");
  }

  @Override
  public List<FigureRow> sums(FigureQuery query, Duration bucket) {
    return summed(
        query, "timestamp_floor('" + FigureStore.bucketMinutes(bucket) + "m', timestamp)");
  }

  private List<FigureRow> summed(FigureQuery query, String bucket) {
    Set<String> known = columns.of(query.measure(), query.fields());
    List<String> fields = query.fields().stream().filter(known::contains).toList();
    if (fields.isEmpty() || !hasTags(query.place(), known)) {
      return List.of();
    }
    List<String> select = new ArrayList<>();
    select.add((bucket.isEmpty() ? "min(timestamp)" : bucket) + " AS bucket");
    select.add(known.contains("revision") ? "max(revision)" : "NULL");
    TAGS.forEach(tag -> select.add(QuestDbColumns.orNull(tag, known)));
    select.add("count()");
    fields.forEach(field -> select.add("sum(" + field + ")"));
    String sql = "SELECT " + String.join(", ", select) + from(query) + " LIMIT " + MOST_ROWS;
    List<FigureRow> rows = new ArrayList<>();
    for (JsonNode row : http.dataset("SELECT * FROM (" + sql + ") ORDER BY bucket")) {
      long periods = row.get(6).asLong();
      if (periods == 0) {
        continue; // a total over nothing
      }
      Instant start = bucket.isEmpty() ? query.from() : Instant.parse(row.get(0).textValue());
      rows.add(
          new FigureRow(
              place(row, 2), start, row.get(1).asInt(1), periods, RowValues.of(row, 7, fields)));
    }
    return rows;
  }

  @Override
  public List<Origin> origins() {
    return KnownOrigins.of(this::latestByOrigin);
  }

  @Override
  public List<AlertRow> alerts(String origin, Place place, Instant clearedSince) {
    return alerts.read(origin, place, clearedSince);
  }

  private Map<String, Instant> latestByOrigin(Measure measure) {
    if (!columns.of(measure, List.of()).contains("origin")) {
      return Map.of();
    }
    String sql =
        "SELECT origin, max(timestamp) FROM "
            + measure.wireName()
            + " WHERE level = '"
            + Level.TENANT.wireName()
            + "' AND grain = '"
            + Grain.MINUTE.wireName()
            + "' GROUP BY origin";
    Map<String, Instant> latest = new HashMap<>();
    for (JsonNode row : http.dataset(sql)) {
      String name = row.get(0).textValue();
      if (Origin.isValid(name) && row.get(1).isTextual()) {
        latest.put(name, Instant.parse(row.get(1).textValue()));
      }
    }
    return latest;
  }

  private static String from(FigureQuery query) {
    StringBuilder sql =
        new StringBuilder(" FROM ")
            .append(query.measure().wireName())
            .append(" WHERE timestamp >= '")
            .append(query.from())
            .append("' AND timestamp < '")
            .append(query.to())
            .append("' AND level = '")
            .append(query.level().wireName())
            .append("' AND grain = '")
            .append(query.grain().wireName())
            .append("' AND origin = '")
            .append(query.origin())
            .append('\'');
    tags(query.place()).forEach((tag, id) -> sql.append(" AND " + tag + " = '" + id + '\''));
    return sql.toString();
  }

  private static Map<String, String> tags(Place place) {
    Map<String, String> tags = new HashMap<>();
    tags.put("estate", place.estate());
    tags.put("tenant", place.tenant());
    tags.put("line", place.line());
    tags.put("machine", place.machine());
    tags.values().removeIf(id -> id == null);
    return tags;
  }

  private static boolean hasTags(Place place, Set<String> known) {
    return known.containsAll(Set.of("level", "grain", "origin"))
        && known.containsAll(tags(place).keySet());
  }

  /** The place of a row: four cells from the first. */
  static Place place(JsonNode row, int first) {
    return new Place(
        row.get(first).textValue(),
        row.get(first + 1).textValue(),
        row.get(first + 2).textValue(),
        row.get(first + 3).textValue());
  }
}
