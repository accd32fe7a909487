package hk.innopark.simulators.plant;

import hk.innopark.events.DowntimeReason;
import java.time.Duration;
import java.util.List;

/**
 * How lines of a kind behave.
 *
 * @param setup mean duration of a set-up
 * @param changeoverEvery mean time between changes of product
 * @param stopEvery mean time between short stops of a machine
 * @param stopLasts mean duration of a short stop
 * @param stopReasons with their weights
 * @param downReasons with their weights
 * @param buffer how long a neighbour keeps running when a machine breaks down
 * @param overrun the longest that a machine runs on past its shift's end
 */
public record PlantType(
    String id,
    Duration setup,
    Duration changeoverEvery,
    Duration stopEvery,
    Duration stopLasts,
    List<Weighted> stopReasons,
    List<Weighted> downReasons,
    Coupling coupling,
    Duration buffer,
    Duration overrun) {

  /** Whether a breakdown starves and blocks the line's other machines. */
  public enum Coupling {
    FLOW,
    NONE
  }

  /** A reason (null for none) and how often it is drawn relative to the others. */
  public record Weighted(DowntimeReason reason, int weight) {}

  static DowntimeReason choose(List<Weighted> reasons, double fraction) {
    int total = 0;
    for (Weighted weighted : reasons) {
      total += weighted.weight();
    }
    double left = fraction * total;
    for (Weighted weighted : reasons) {
      left -= weighted.weight();
      if (left < 0) {
        return weighted.reason();
      }
    }
    return reasons.get(reasons.size() - 1).reason();
  }
}
