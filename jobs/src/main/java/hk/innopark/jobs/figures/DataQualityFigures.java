package hk.innopark.jobs.figures;

import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;

/** How far the other figures can be trusted (ISO 14064-1: completeness, measured share). */
final class DataQualityFigures {
  private DataQualityFigures() {}

  /** Valid of expected intervals; NaN where none was expected. */
  static double coverage(Elements elements) {
    long expected = elements.get(Element.EXPECTED_MICRO_INTERVALS);
    return expected == 0
        ? Double.NaN
        : elements.get(Element.VALID_MICRO_INTERVALS) / (double) expected;
  }

  /** Metered active energy, with its course, of all; NaN where there is none. */
  static double measuredShare(Elements elements) {
    double active = EnergyFigures.activeNanoKwh(elements);
    return active == 0
        ? Double.NaN
        : (active
                - elements.get(Element.ESTIMATED_NANO_KWH)
                - elements.get(Element.INTEGRATED_NANO_KWH))
            / active;
  }

  /** Exact: no rounding can make incomplete data complete. */
  static boolean isComplete(Elements elements) {
    return elements.get(Element.VALID_MICRO_INTERVALS)
        == elements.get(Element.EXPECTED_MICRO_INTERVALS);
  }

  static double[] of(Elements elements) {
    double metered = elements.get(Element.COMPARED_METER_NANO_KWH);
    return new Fields(Measurement.QUALITY_OF_DATA)
        .count("messages", elements, Element.MESSAGES)
        .count("duplicates", elements, Element.DUPLICATES)
        .count("late", elements, Element.LATE)
        .count("dead_letters", elements, Element.DEAD_LETTERS)
        .count("sequence_gaps", elements, Element.SEQUENCE_GAPS)
        .micro("expected", elements, Element.EXPECTED_MICRO_INTERVALS)
        .micro("valid", elements, Element.VALID_MICRO_INTERVALS)
        .micro("estimated", elements, Element.ESTIMATED_MICRO_INTERVALS)
        .set("coverage", coverage(elements))
        .set("measured_share", measuredShare(elements))
        .count("quarantined", elements, Element.QUARANTINED)
        .count("resets", elements, Element.RESETS)
        .milli("stuck_s", elements, Element.STUCK_MS)
        .milli("doubtful_s", elements, Element.DOUBTFUL_MS)
        .count("clock_off", elements, Element.CLOCK_OFF)
        .ratio(
            "power_mismatch_pct",
            100.0 * (elements.get(Element.COMPARED_POWER_NANO_KWH) - metered),
            metered)
        .values();
  }
}
