package hk.innopark.simulators.plant;

import hk.innopark.events.Ids;

/**
 * Names a simulation: the same seed and id give the same messages.
 *
 * @param seed from which everything random is drawn
 * @param id the {@code {run}} of {@code "origin": "sim:{run}"}
 */
public record SimulationRun(long seed, String id) {
  public SimulationRun {
    if (!Ids.isValid(id)) {
      throw new IllegalArgumentException("run \"" + id + "\" is not a valid id");
    }
  }

  /** The value of {@code origin} in payloads. */
  public String origin() {
    return "sim:" + id;
  }
}
