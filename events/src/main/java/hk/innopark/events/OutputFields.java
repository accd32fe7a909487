package hk.innopark.events;

import java.util.Set;

/**
 * Figures that depend on how many items were made, which HKSTP does not see. That is more than the
 * counts: {@code effectiveness}, {@code oee} and {@code nee} give one with a time and the ideal
 * cycle, {@code quality} and {@code scrap_ratio} give both counts as the fraction in lowest terms
 * that a double still holds, and a baseline's {@code expected_kwh} rises with the output.
 */
public final class OutputFields {
  private static final Set<String> NAMES =
      Set.of(
          "produced",
          "good",
          "scrap",
          "rework",
          "planned",
          "ideal_s",
          "ideal_good_s",
          "ideal_covered_s",
          "ideal_good_covered_s",
          "throughput_per_h",
          "effectiveness",
          "quality",
          "oee",
          "nee",
          "scrap_ratio",
          "expected_kwh",
          "saving_kwh",
          "cusum_kwh");

  private OutputFields() {}

  /** Whether a figure of the contract depends on how many items were made. */
  public static boolean contains(String field) {
    return NAMES.contains(field) || field.endsWith("_per_good");
  }
}
