package hk.innopark.console;

import hk.innopark.console.shopfloor.Stop;
import java.util.List;
import java.util.Map;

/**
 * A line's stops of some days as JSON; times are epoch milliseconds.
 *
 * @param nameableFrom a stop that begins before it can no longer be named here
 * @param mayName whether the reader may name stops
 * @param figures the line's, of the same time; without those of which nothing is known
 */
record Stops(
    AsOf at,
    Plant.Subject subject,
    long from,
    long to,
    long nameableFrom,
    boolean mayName,
    List<Reason> reasons,
    List<Machine> machines,
    List<Stop> stops,
    Map<String, Double> figures,
    List<Plant.Downtime> downtime) {

  /**
   * A reason to choose.
   *
   * @param under null at the top of the tree
   */
  record Reason(String id, String name, String under, String standard) {}

  /** A machine of the line. */
  record Machine(String id, String name) {}
}
