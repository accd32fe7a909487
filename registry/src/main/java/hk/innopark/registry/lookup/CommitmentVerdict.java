package hk.innopark.registry.lookup;

import hk.innopark.registry.model.Commitment;
import java.time.LocalDate;
import java.util.Locale;

/** How a commitment stands. */
public enum CommitmentVerdict {
  MET,
  NOT_MET,
  /** The figure has no value, or too little of the period is covered. */
  INSUFFICIENT_EVIDENCE,
  /** The period ends before the day by which it is promised. */
  NOT_YET_DUE;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The verdict on a closed period.
   *
   * @param value of the commitment's figure; null where it has none
   * @param coverage 0 to 1; null where nothing was expected
   * @param end the first local day after the period
   */
  public static CommitmentVerdict of(
      Commitment commitment, Double value, Double coverage, LocalDate end) {
    return commitment.by().isBefore(end) ? standing(commitment, value, coverage) : NOT_YET_DUE;
  }

  /** How a period compares with the target, whether it is due or not. */
  public static CommitmentVerdict standing(Commitment commitment, Double value, Double coverage) {
    if (value == null
        || coverage == null
        || coverage < commitment.minimumCoverage().doubleValue()) {
      return INSUFFICIENT_EVIDENCE;
    }
    double target = commitment.target().doubleValue();
    return (commitment.lowerIsBetter() ? value <= target : value >= target) ? MET : NOT_MET;
  }

  /** The share of the way from baseline to target; null without a value. */
  public static Double progress(Commitment commitment, Double value) {
    double baseline = commitment.baseline().doubleValue();
    double target = commitment.target().doubleValue();
    return value == null || baseline == target
        ? null
        : Double.valueOf((value - baseline) / (target - baseline));
  }
}
