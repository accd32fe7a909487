package hk.innopark.registry.ledger;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Why a verdict has no more to say, in the words that are hashed with its row: they never change.
 */
public final class VerdictReason {
  public static final String FACTOR_MISSING = "an emission factor is missing: see factor_ids";
  public static final String NO_VALUE = "the figure has no value in this period";
  public static final String NO_SAMPLE = "no sample was expected in this period";

  /** What {@link #coverageBelow} says; the groups are the coverage and the least one. */
  public static final Pattern COVERAGE_BELOW =
      Pattern.compile("coverage ([0-9.]+) is below ([0-9.]+)");

  private VerdictReason() {}

  /** Shares of one. */
  public static String coverageBelow(double coverage, BigDecimal least) {
    return String.format(Locale.ROOT, "coverage %.4f is below %s", coverage, least.toPlainString());
  }
}
