package hk.innopark.simulators.plant;

import java.util.List;
import java.util.Map;

/**
 * Where a fleet stands, with its ground truth so far; as JSON, it survives a restart.
 *
 * @param machines by key
 * @param truth an hour of a machine each
 */
public record FleetSnapshot(
    long seed,
    String run,
    long startMillis,
    long positionMillis,
    Map<String, MachineSnapshot> machines,
    List<Hour> truth) {
  /** A row of truth, its arrays by ordinal. */
  @SuppressWarnings("ArrayRecordComponent") // only written and read
  record Hour(String machine, long start, long[] elements, long[] delays) {}
}
