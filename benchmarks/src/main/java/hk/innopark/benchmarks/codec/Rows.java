package hk.innopark.benchmarks.codec;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.figures.Measurement;
import java.util.SplittableRandom;

/**
 * Figure rows as a machine with a meter writes them: counts, seconds, energies of at most nine
 * decimals, ratios that never end, and a third of the fields without a value.
 */
final class Rows {
  private static final long START_MILLIS = 1_793_577_600_000L;

  private Rows() {}

  /** Rows of so many machines, a minute each, all measurements. */
  static FigureRow[] of(int machines) {
    SplittableRandom random = new SplittableRandom(7);
    Measurement[] measurements = Measurement.values();
    FigureRow[] rows = new FigureRow[machines * measurements.length];
    for (int machine = 0; machine < machines; machine++) {
      String line = "line-" + machine / 5;
      String name = "machine-" + machine % 5;
      for (int i = 0; i < measurements.length; i++) {
        rows[machine * measurements.length + i] =
            new FigureRow(
                measurements[i],
                Level.MACHINE,
                Grain.MINUTE,
                "tai-po",
                "golden-noodle",
                line,
                name,
                null,
                "real",
                START_MILLIS + machine * 60_000L,
                START_MILLIS + (machine + 1) * 60_000L,
                1,
                FigureRow.Status.PROVISIONAL,
                values(measurements[i], random));
      }
    }
    return rows;
  }

  private static double[] values(Measurement measurement, SplittableRandom random) {
    double[] values = new double[measurement.fields().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(measurement.fields().get(i), random);
    }
    return values;
  }

  private static double value(String field, SplittableRandom random) {
    if (field.startsWith("delay_") || field.equals("oee")) {
      return 0;
    }
    if (random.nextInt(3) == 0) {
      return Double.NaN;
    }
    if (field.endsWith("_s")) {
      return random.nextInt(60_000) / 1e3;
    }
    if (field.endsWith("_kwh") || field.endsWith("_kg") || field.endsWith("_hkd")) {
      return random.nextLong(2_000_000_000L) / 1e9;
    }
    if (field.contains("ratio")
        || field.contains("per_")
        || field.contains("share")
        || field.endsWith("ity")
        || field.endsWith("iency")
        || field.startsWith("mean")) {
      return random.nextDouble();
    }
    return random.nextInt(100);
  }
}
