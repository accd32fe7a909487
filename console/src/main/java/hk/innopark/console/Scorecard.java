package hk.innopark.console;

import java.math.BigDecimal;
import java.util.List;

/**
 * A tenant by the eight principles: what telemetry shows, what is declared, what is missing.
 *
 * @param at of when the figures are
 * @param since the first moment of the figures, epoch milliseconds; null where there are none
 * @param commitments how each stands
 */
record Scorecard(
    String tenant,
    String name,
    String estate,
    AsOf at,
    Long since,
    Double coverage,
    boolean mayDeclare,
    List<Principle> principles,
    List<CommitmentState> commitments) {

  /**
   * One of the eight.
   *
   * @param missing what would be evidence and is not there
   */
  record Principle(
      int id,
      List<Shown> figures,
      List<Declared> declared,
      List<Judged> criteria,
      List<Missing> missing) {}

  /** What would be evidence and is not there: a figure, or what somebody would declare. */
  record Missing(String metric, String reason) {}

  /**
   * A figure of telemetry or of the registry.
   *
   * @param value null where there is none
   * @param withheld whether it is the tenant's alone
   * @param reason why there is none
   */
  record Shown(String metric, Double value, boolean withheld, String reason) {}

  /**
   * A declaration.
   *
   * @param from {@code console}, with its document, or {@code registry}, where the figures take it
   * @param seq of the console's; null for the registry's
   * @param document SHA-256; null where there is none
   * @param withdrawn why it no longer stands; null while it does
   */
  record Declared(
      String from,
      Long seq,
      String metric,
      String period,
      BigDecimal value,
      String statement,
      String document,
      String documentName,
      String account,
      Long at,
      String withdrawn,
      String withdrawnBy,
      Long withdrawnAt) {}

  /**
   * A registered criterion.
   *
   * @param holds null where there is no value to judge, or no bound is set
   */
  record Judged(
      String id,
      String metric,
      BigDecimal atLeast,
      BigDecimal atMost,
      BigDecimal weight,
      String source,
      Boolean holds) {}
}
