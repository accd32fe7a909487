package hk.innopark.local.server;

import hk.innopark.jobs.figures.Measurement;
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
    return statements;
  }

  private static String create(Measurement measurement) {
    String tags = TAGS.stream().map(tag -> tag + " SYMBOL, ").collect(Collectors.joining());
    String fields =
        fields(measurement).stream()
            .map(field -> field + " DOUBLE, ")
            .collect(Collectors.joining());
    return "CREATE TABLE IF NOT EXISTS %s (%s%stimestamp TIMESTAMP) "
            .formatted(measurement.wireName(), tags, fields)
        + "TIMESTAMP(timestamp) PARTITION BY DAY WAL "
        + "DEDUP UPSERT KEYS(timestamp, %s)".formatted(String.join(", ", TAGS));
  }

  private static List<String> fields(Measurement measurement) {
    List<String> fields = new ArrayList<>(measurement.fields());
    fields.add("revision");
    return fields;
  }
}
