package hk.innopark.console.shopfloor;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Map;

/**
 * What a line did for an order, or all lines of some for a product in a period: exact sums.
 *
 * @param line null in sums over lines
 * @param order null in sums over orders
 * @param product null where none is named
 * @param begin epoch milliseconds of the first sample that names the order; else of its first day
 * @param end of the last sample that names it; null where none does
 * @param firstDay local to Hong Kong
 * @param amounts by column; null where an emission factor is missing
 * @param plan what people said of it last; null where they said nothing
 */
public record OrderSum(
    String line,
    String order,
    String product,
    long begin,
    Long end,
    LocalDate firstDay,
    Map<String, BigDecimal> amounts,
    Plan plan) {

  /**
   * What people said of an order.
   *
   * @param planned how many good items are to be made; null where nobody said
   * @param from when it began, by their word, epoch milliseconds
   * @param until when it ends, or at the latest, epoch milliseconds
   * @param by who said so last
   */
  public record Plan(Long planned, long from, long until, String by) {}

  /** An amount as a number; null where it has no value. */
  public Double amount(String column) {
    BigDecimal value = amounts.get(column);
    return value == null ? null : value.doubleValue();
  }
}
