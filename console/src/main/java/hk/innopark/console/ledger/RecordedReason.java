package hk.innopark.console.ledger;

import hk.innopark.events.text.Texts;
import hk.innopark.registry.ledger.VerdictReason;
import java.math.BigDecimal;
import java.util.regex.Matcher;

/**
 * Why a row of the ledger says no more of a commitment, in the reader's language. A row keeps the
 * words with which it was hashed; what is not known here is shown as it was recorded.
 */
public final class RecordedReason {
  private RecordedReason() {}

  /** The words for people; null where nothing was recorded. */
  public static String in(Texts texts, String recorded) {
    if (recorded == null) {
      return null;
    }
    Matcher coverage = VerdictReason.COVERAGE_BELOW.matcher(recorded);
    if (coverage.matches()) {
      return texts.get(
          "recorded.coverage_below", percent(coverage.group(1)), percent(coverage.group(2)));
    }
    return switch (recorded) {
      case VerdictReason.FACTOR_MISSING -> texts.get("recorded.factor_missing");
      case VerdictReason.NO_VALUE -> texts.get("recorded.no_value");
      case VerdictReason.NO_SAMPLE -> texts.get("recorded.no_sample");
      default -> recorded;
    };
  }

  private static String percent(String share) {
    return new BigDecimal(share).movePointRight(2).stripTrailingZeros().toPlainString() + " %";
  }
}
