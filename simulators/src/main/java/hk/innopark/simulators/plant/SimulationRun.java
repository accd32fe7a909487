package hk.innopark.simulators.plant;

import hk.innopark.events.Ids;

/**
 * Names a simulation: the same seed and id give the same messages.
 *
 * @param seed from which everything random is drawn
 * @param id the {@code {run}} of {@code "origin": "sim:{run}"}; null for plants that pass as real
 *     ones
 * @param orders whether payloads name the order that is worked on
 */
public record SimulationRun(long seed, String id, Orders orders) {

  /** What payloads say of orders. */
  public enum Orders {
    UNNAMED,
    NAMED
  }

  public SimulationRun {
    if (id != null && !Ids.isValid(id)) {
      throw new IllegalArgumentException("run \"" + id + "\" is not a valid id");
    }
  }

  /** A run whose payloads name no orders. */
  public SimulationRun(long seed, String id) {
    this(seed, id, Orders.UNNAMED);
  }

  /** The value of {@code origin} in payloads; null for none. */
  public String origin() {
    return id == null ? null : "sim:" + id;
  }
}
