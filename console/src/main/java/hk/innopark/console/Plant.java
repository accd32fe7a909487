package hk.innopark.console;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What the page of a tenant, or of one of its lines, shows.
 *
 * @param audience whose eyes it is for
 * @param live the figures of now, as {@link Live#figures()}
 * @param totals sums and ratios over the range
 * @param before the time before the range, as long
 * @param time machine seconds by use over the range
 * @param alerts active first, then those cleared within 24 hours
 */
record Plant(
    String audience,
    AsOf at,
    Subject subject,
    Map<String, Double> live,
    Span range,
    Series series,
    Map<String, Double> totals,
    Before before,
    Map<String, Double> time,
    List<Downtime> downtime,
    List<LineRow> lines,
    List<ShiftReader.Row> shifts,
    Hours hours,
    Peak peak,
    List<CommitmentRow> commitments,
    List<Alerts.Shown> alerts) {

  /** Whose page it is; line and its name are null on a tenant's. */
  record Subject(String estate, String tenant, String tenantName, String line, String lineName) {}

  /** The range of the charts, epoch milliseconds. */
  record Span(String name, long from, long to, long bucketSeconds) {}

  /** Sums and ratios over another time, epoch milliseconds; both null where there is none. */
  record Before(Long from, Long to, Map<String, Double> totals) {}

  /**
   * Figures by bucket.
   *
   * @param t starts of the buckets, epoch seconds
   * @param figures a list as long as {@code t} for each field; null where there is no value
   */
  record Series(List<Long> t, Map<String, List<Double>> figures) {}

  /** Time lost to a reason, machine seconds. */
  record Downtime(String reason, double seconds) {}

  /** A line over the range. */
  record LineRow(
      String id,
      String name,
      Map<String, Double> figures,
      Map<String, Double> time,
      List<MachineRow> machines) {}

  /**
   * A machine over the range.
   *
   * @param state what it did most in the last complete minutes; null where nothing is known
   * @param kwNow null where nothing is known
   */
  record MachineRow(
      String id,
      String name,
      String state,
      Double kwNow,
      Map<String, Double> figures,
      Map<String, Double> time) {}

  /** How settled the closed hours of the range are. */
  record Hours(int closed, int complete, int revised) {}

  /** The greatest demand of the range's closed hours; both null where there is none. */
  record Peak(Double kva, Long at) {}

  /**
   * How a commitment stands in the month to date or in a closed month; whether it is met is said of
   * closed periods alone, in the ledger.
   *
   * @param now null where the figure has no value, or may not be shown
   * @param progress share of the way from baseline to target; null with {@code now}
   * @param standing {@code met}, {@code not_met} or {@code insufficient_evidence}
   * @param period the closed month, such as 2026-10; null for the month to date
   */
  record CommitmentRow(
      String id,
      String metric,
      BigDecimal baseline,
      BigDecimal target,
      String by,
      BigDecimal minimumCoverage,
      Double now,
      Double coverage,
      Double progress,
      String standing,
      String period) {

    /** The same for eyes that may not see the figure itself. */
    CommitmentRow withoutValue() {
      return new CommitmentRow(
          id,
          metric,
          baseline,
          target,
          by,
          minimumCoverage,
          null,
          coverage,
          null,
          standing,
          period);
    }
  }
}
