package hk.innopark.simulators.plant;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineState;

/**
 * A piece of a machine's time in which nothing visible changes.
 *
 * @param startMillis inclusive
 * @param endMillis exclusive
 * @param reason null where there is none
 * @param product null outside the shifts
 * @param order what is made for whom; null outside the shifts
 * @param planning whether the line was planned to work
 * @param runStartMillis where this state, reason and product began, within the local day
 */
record Segment(
    long startMillis,
    long endMillis,
    MachineState state,
    DowntimeReason reason,
    String product,
    String order,
    Planning planning,
    long runStartMillis) {

  /** Whether a moment lies inside the shift calendar: in a shift and in no break. */
  enum Planning {
    PLANNED,
    OUTSIDE
  }

  boolean looksLike(Segment other) {
    return state == other.state
        && reason == other.reason
        && java.util.Objects.equals(product, other.product)
        && java.util.Objects.equals(order, other.order);
  }
}
