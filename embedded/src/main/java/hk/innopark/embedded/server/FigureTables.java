package hk.innopark.embedded.server;

import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.figures.Measurement;
import hk.innopark.jobs.figures.OrderFigures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The tables of the time-series store: one a measurement, with the point's tags as symbols and its
 * fields as doubles.
 *
 * <p>A point of the same timestamp and tags replaces the one before, as in InfluxDB.
 */
final class FigureTables {
  private static final List<String> TAGS =
      List.of("estate", "tenant", "line", "machine", "level", "grain", "origin");

  private static final List<String> ALERT_TAGS =
      List.of(
          "estate", "kind", "level", "line", "machine", "origin", "severity", "signal", "tenant");

  /** A word of SQL, so it stands in quotes. */
  private static final String ORDERS = "\"order\"";

  private static final List<String> ORDER_TAGS =
      List.of(
          "estate", "tenant", "line", "machine", "level", "grain", "origin", "order", "product");

  private static final List<String> ALERT_FIELDS =
      List.of("state", "raised_at_ms", "since_ms", "threshold", "value");

  private FigureTables() {}

  /** What makes the store ready: safe to repeat, and adds what a newer version has in addition. */
  static List<String> statements() {
    List<String> statements = new ArrayList<>();
    for (Measurement measurement : Measurement.values()) {
      statements.add(create(measurement));
      for (String field : fields(measurement)) {
        statements.add(
            "ALTER TABLE %s ADD COLUMN IF NOT EXISTS %s DOUBLE"
                .formatted(measurement.wireName(), field));
      }
    }
    statements.add(create("alerts", ALERT_TAGS, ALERT_FIELDS));
    statements.add(create(ORDERS, ORDER_TAGS, orderFields()));
    return statements;
  }

  private static String create(Measurement measurement) {
    return create(measurement.wireName(), TAGS, fields(measurement));
  }

  private static String create(String table, List<String> tagNames, List<String> fieldNames) {
    String tags =
        tagNames.stream().map(tag -> '"' + tag + "\" SYMBOL, ").collect(Collectors.joining());
    String fields =
        fieldNames.stream().map(field -> '"' + field + "\" DOUBLE, ").collect(Collectors.joining());
    return "CREATE TABLE IF NOT EXISTS %s (%s%stimestamp TIMESTAMP) ".formatted(table, tags, fields)
        + "TIMESTAMP(timestamp) PARTITION BY DAY WAL "
        + "DEDUP UPSERT KEYS(timestamp, %s)"
            .formatted(
                tagNames.stream().map(tag -> '"' + tag + '"').collect(Collectors.joining(", ")));
  }

  private static List<String> orderFields() {
    List<String> fields = new ArrayList<>(OrderFigures.of(new Elements(), 0).keySet());
    fields.addAll(List.of("begin", "end"));
    return fields;
  }

  private static List<String> fields(Measurement measurement) {
    List<String> fields = new ArrayList<>(measurement.fields());
    fields.add("revision");
    return fields;
  }
}
