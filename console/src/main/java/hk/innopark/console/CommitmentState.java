package hk.innopark.console;

import java.math.BigDecimal;
import java.util.List;

/**
 * A commitment and what the ledger says of it.
 *
 * @param verdict of the newest closed period; {@code not_yet_due} where none is closed and it is
 *     not due
 * @param reason why there is no better verdict; null where nothing is missing
 * @param withheld whether the figure itself is the tenant's alone, so that values are left out
 * @param periods the newest closed periods, the oldest first
 * @param trend {@code towards} the target, {@code away} from it, {@code due} where it is over, or
 *     {@code unknown}
 */
record CommitmentState(
    String id,
    String tenant,
    String metric,
    BigDecimal baseline,
    String baselinePeriod,
    BigDecimal target,
    String by,
    BigDecimal minimumCoverage,
    String judgedOver,
    String method,
    String verdict,
    String reason,
    boolean withheld,
    List<PeriodVerdict> periods,
    String trend,
    Projection projection) {

  /**
   * What a row of the ledger says of a closed period.
   *
   * @param seq the row's number in the tenant's chain
   * @param value null where the figure has none, or it is withheld
   */
  record PeriodVerdict(
      long seq,
      long start,
      int revision,
      String standing,
      String verdict,
      Double value,
      Double progress,
      Double coverage,
      String grade,
      String reason) {}

  /**
   * Where the course of the closed periods leads on the day by which it is promised.
   *
   * @param onCourse null where there is no projection
   * @param value null where there is none, or it is withheld
   * @param periods over how many closed periods
   * @param reason why there is none; null where there is one
   */
  record Projection(Boolean onCourse, Double value, int periods, String reason) {}
}
