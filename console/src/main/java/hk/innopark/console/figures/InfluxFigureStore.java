package hk.innopark.console.figures;

import static java.util.Comparator.comparing;

import com.fasterxml.jackson.databind.JsonNode;
import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.events.settings.TokenFile;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Figures in InfluxDB, read as InfluxQL from the buckets that the reader may ask; a question about
 * several goes to all of them at once.
 *
 * <p>Everything that reaches InfluxQL is a constant of this class, an enum's name, a number, or
 * text that {@link FigureQuery} and {@link Place} have checked against an allow-list without
 * quotes.
 */
public final class InfluxFigureStore implements FigureStore {
  private static final String GROUP = " GROUP BY \"estate\",\"tenant\",\"line\",\"machine\"";

  private final InfluxHttp http;
  private final InfluxBuckets buckets;

  /**
   * A store behind one InfluxDB server.
   *
   * @param server such as {@code http://influxdb:8086}
   * @param token that may read the buckets, as it is at each query; empty for a server without
   *     authentication
   * @param timeout of each query, connecting included
   */
  public InfluxFigureStore(
      URI server, Optional<TokenFile> token, Duration timeout, InfluxBuckets buckets) {
    this.http = new InfluxHttp(server, token, timeout);
    this.buckets = buckets;
  }

  @Override
  public List<FigureRow> rows(FigureQuery query) {
    String select = "SELECT \"revision\"," + fields(query, field -> '"' + field + '"');
    return ask(
        query,
        select + from(query) + GROUP,
        (tags, row) -> {
          Map<String, Double> values = RowValues.of(row, 2, query.fields());
          return values.isEmpty()
              ? Optional.empty()
              : Optional.of(new FigureRow(place(tags), start(row), row.get(1).asInt(1), 1, values));
        });
  }

  @Override
  public List<FigureRow> totals(FigureQuery query) {
    return summed(query, GROUP, row -> query.from());
  }

  @Override
  public List<FigureRow> sums(FigureQuery query, Duration bucket) {
    long minutes = FigureStore.bucketMinutes(bucket);
    return summed(query, GROUP + ",time(" + minutes + "m) fill(none)", InfluxFigureStore::start);
  }

  private List<FigureRow> summed(
      FigureQuery query, String group, Function<JsonNode, Instant> start) {
    String select =
        "SELECT count(\"revision\"),max(\"revision\"),"
            + fields(query, field -> "sum(\"" + field + "\")");
    return ask(
        query,
        select + from(query) + group,
        (tags, row) -> {
          long periods = row.get(1).asLong();
          return periods == 0
              ? Optional.empty()
              : Optional.of(
                  new FigureRow(
                      place(tags),
                      start.apply(row),
                      row.get(2).asInt(1),
                      periods,
                      RowValues.of(row, 3, query.fields())));
        });
  }

  @Override
  public List<Origin> origins() {
    return KnownOrigins.of(this::latestByOrigin);
  }

  @Override
  public List<AlertRow> alerts(String origin, Place place, Instant clearedSince) {
    return InfluxAlerts.read(http, buckets.ofAlerts(place), origin, place, clearedSince);
  }

  private Map<String, Instant> latestByOrigin(Measure measure) {
    String influxQl =
        "SELECT last(\"revision\") FROM \""
            + measure.wireName()
            + "\" WHERE \"level\"='"
            + Level.TENANT.wireName()
            + "' AND \"grain\"='"
            + Grain.MINUTE.wireName()
            + "' GROUP BY \"origin\"";
    Map<String, Instant> latest = new HashMap<>();
    for (JsonNode series : http.send(buckets.ofOrigins(), influxQl).series()) {
      String name = series.path("tags").path("origin").asText();
      if (Origin.isValid(name)) {
        latest.merge(name, start(series.path("values").path(0)), KnownOrigins.LATER);
      }
    }
    return latest;
  }

  /** One row of a series as a figure row; empty where it says nothing. */
  private interface RowReader {
    Optional<FigureRow> read(JsonNode tags, JsonNode row);
  }

  private List<FigureRow> ask(FigureQuery query, String influxQl, RowReader reader) {
    List<InfluxHttp.Pending> answers =
        buckets.of(query).stream().map(bucket -> http.send(bucket, influxQl)).toList();
    List<FigureRow> rows = new ArrayList<>();
    for (InfluxHttp.Pending answer : answers) {
      for (JsonNode series : answer.series()) {
        JsonNode tags = series.path("tags");
        for (JsonNode row : series.path("values")) {
          reader.read(tags, row).ifPresent(rows::add);
        }
      }
    }
    rows.sort(comparing(FigureRow::start));
    return rows;
  }

  private static String fields(FigureQuery query, Function<String, String> term) {
    return query.fields().stream().map(term).collect(Collectors.joining(","));
  }

  private static String from(FigureQuery query) {
    StringBuilder influxQl =
        new StringBuilder(" FROM \"")
            .append(query.measure().wireName())
            .append("\" WHERE time >= ")
            .append(query.from().toEpochMilli())
            .append("ms AND time < ")
            .append(query.to().toEpochMilli())
            .append("ms");
    and(influxQl, "level", query.level().wireName());
    and(influxQl, "grain", query.grain().wireName());
    and(influxQl, "origin", query.origin());
    and(influxQl, "estate", query.place().estate());
    and(influxQl, "tenant", query.place().tenant());
    and(influxQl, "line", query.place().line());
    and(influxQl, "machine", query.place().machine());
    return influxQl.toString();
  }

  static void and(StringBuilder influxQl, String tag, String value) {
    if (value != null) {
      influxQl.append(" AND \"").append(tag).append("\"='").append(value).append('\'');
    }
  }

  private static Instant start(JsonNode row) {
    return Instant.ofEpochMilli(row.path(0).asLong());
  }

  /** A tag that a series does not have is there with an empty value. */
  static Place place(JsonNode tags) {
    return new Place(
        tag(tags, "estate"), tag(tags, "tenant"), tag(tags, "line"), tag(tags, "machine"));
  }

  static String tag(JsonNode tags, String name) {
    String value = tags.path(name).asText();
    return value.isEmpty() ? null : value;
  }
}
