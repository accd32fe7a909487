package hk.innopark.console;

import java.util.List;
import java.util.Set;

/**
 * The environmental figures of a tenant's year that Hong Kong's reports ask for.
 *
 * @param at whose figures; {@code asOf} is the end of what is closed
 * @param closedShare the part of the year whose periods are closed in the ledger
 * @param coverage valid of expected sample intervals in them; null where none was expected
 * @param measuredShare of active energy; null where there is none
 * @param uncertaintyPct of active energy, combined from the meters' classes; null where not known
 * @param uncertaintyReason why it is not
 * @param provisional factors of an earlier year that stand in for the year's own
 */
record EsgTable(
    String tenant,
    String name,
    int year,
    List<Integer> years,
    AsOf at,
    double closedShare,
    Double coverage,
    Double measuredShare,
    Double uncertaintyPct,
    String uncertaintyReason,
    Set<String> provisional,
    List<Row> rows) {

  /**
   * A line.
   *
   * @param value null where there is none
   * @param reason why there is none
   * @param grade measured, estimated or declared; null without a value
   * @param ledger the rows of the tenant's chain that it rests on, as spans from and to
   */
  record Row(
      String id,
      String hkex,
      String gri,
      Double value,
      String unit,
      Double coverage,
      String grade,
      String reason,
      List<List<Long>> ledger) {}
}
