package hk.innopark.jobs.sink.influx;

import hk.innopark.jobs.figures.Measurement;
import java.util.Set;

/** Which fields of a row a reader of the bucket may see. */
enum FieldView {
  ALL {
    @Override
    boolean shows(String field) {
      return true;
    }
  },
  /**
   * What HKSTP sees of a tenant: no figure that depends on how many items were made. That is more
   * than the counts: {@code effectiveness}, {@code oee} and {@code nee} give one with a time and
   * the ideal cycle, {@code quality} and {@code scrap_ratio} give both counts as the fraction in
   * lowest terms that a double still holds, and a baseline's {@code expected_kwh} rises with the
   * output.
   */
  WITHOUT_COUNTS {
    @Override
    boolean shows(String field) {
      return !COUNTS.contains(field) && !field.endsWith("_per_good");
    }
  };

  private static final Set<String> COUNTS =
      Set.of(
          "produced",
          "good",
          "scrap",
          "rework",
          "ideal_s",
          "ideal_good_s",
          "throughput_per_h",
          "effectiveness",
          "quality",
          "oee",
          "nee",
          "scrap_ratio",
          "expected_kwh",
          "saving_kwh",
          "cusum_kwh");

  abstract boolean shows(String field);

  /** For each of the measurement's fields, in their order, whether it is shown. */
  final boolean[] mask(Measurement measurement) {
    boolean[] mask = new boolean[measurement.fields().size()];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = shows(measurement.fields().get(i));
    }
    return mask;
  }
}
