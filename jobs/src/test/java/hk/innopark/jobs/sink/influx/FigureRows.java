package hk.innopark.jobs.sink.influx;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.figures.Measurement;
import java.util.Arrays;
import java.util.Map;

/** Rows for tests. */
final class FigureRows {
  static final long START_MILLIS = 1_763_791_200_000L;
  static final long MINUTE_MILLIS = 60_000;

  private FigureRows() {}

  /** A machine's minute with these fields and no others. */
  static FigureRow machineMinute(Measurement measurement, Map<String, Double> fields) {
    return row(measurement, Level.MACHINE, "oven-1", START_MILLIS, 1, fields);
  }

  static FigureRow atLevel(Level level, Measurement measurement, Map<String, Double> fields) {
    return row(measurement, level, "oven-1", START_MILLIS, 1, fields);
  }

  /** A machine's minute in which every field has a value that depends on all arguments. */
  static FigureRow full(Measurement measurement, String machine, int minute, int revision) {
    double[] values = new double[measurement.fields().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 1000 + minute + revision / 7.0;
    }
    return row(
        measurement,
        Level.MACHINE,
        machine,
        START_MILLIS + minute * MINUTE_MILLIS,
        revision,
        values);
  }

  static FigureRow row(
      Measurement measurement,
      Level level,
      String machine,
      long startMillis,
      int revision,
      Map<String, Double> fields) {
    double[] values = new double[measurement.fields().size()];
    Arrays.fill(values, Double.NaN);
    fields.forEach((name, value) -> values[measurement.fields().indexOf(name)] = value);
    return row(measurement, level, machine, startMillis, revision, values);
  }

  private static FigureRow row(
      Measurement measurement,
      Level level,
      String machine,
      long startMillis,
      int revision,
      double[] values) {
    return new FigureRow(
        measurement,
        level,
        Grain.MINUTE,
        "tai-po",
        level == Level.ESTATE ? null : "golden-noodle",
        level == Level.ESTATE || level == Level.TENANT ? null : "line-1",
        level == Level.MACHINE ? machine : null,
        null,
        "real",
        startMillis,
        startMillis + MINUTE_MILLIS,
        revision,
        FigureRow.Status.FINAL,
        values);
  }

  /** The same row of another machine, tenant and origin. */
  static FigureRow renamed(FigureRow row, String tenant, String machine, String origin) {
    return new FigureRow(
        row.measurement(),
        row.level(),
        row.grain(),
        row.estate(),
        tenant,
        row.line(),
        machine,
        row.shift(),
        origin,
        row.startMillis(),
        row.endMillis(),
        row.revision(),
        row.status(),
        row.values());
  }
}
