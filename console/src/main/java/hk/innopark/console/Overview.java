package hk.innopark.console;

import java.util.List;
import java.util.Map;

/**
 * The first page's figures.
 *
 * @param audience whose eyes they are for
 */
record Overview(String audience, AsOf at, Map<String, Double> figures, List<EstateRow> estates) {

  /** An estate with its tenants' figures, summed. */
  record EstateRow(String id, Map<String, Double> figures, List<TenantRow> tenants) {}

  /** A tenant's figures of now. */
  record TenantRow(
      String id,
      String name,
      Map<String, Double> figures,
      Spark power,
      List<LineRow> lines,
      Alerts.Count alerts) {}

  /** How a line's machines spent the last hour, in machine seconds by use. */
  record LineRow(String id, String name, int machines, Map<String, Double> time) {}

  /**
   * A small line of mean power.
   *
   * @param start epoch milliseconds of the first value's bucket
   * @param values kW; null where the bucket has no figures
   */
  record Spark(long start, long stepSeconds, List<Double> values) {}
}
