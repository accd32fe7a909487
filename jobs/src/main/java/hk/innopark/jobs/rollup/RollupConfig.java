package hk.innopark.jobs.rollup;

import hk.innopark.events.Grain;
import java.io.Serializable;
import java.time.Duration;
import java.util.Set;

/**
 * Which periods are kept, and for how long they may change.
 *
 * @param grains which are reported
 * @param grace how long after its end (arrival time) a period closes; whole minutes
 * @param latenessHorizon how long after that it may still change
 * @param namingHorizon how long stops in it may be named
 * @param keepsMinutes whether minutes of machines are kept though none are reported: orders that
 *     people begin and end are made of them
 */
public record RollupConfig(
    Set<Grain> grains,
    Duration grace,
    Duration latenessHorizon,
    Duration namingHorizon,
    boolean keepsMinutes)
    implements Serializable {
  public static final RollupConfig DEFAULT =
      new RollupConfig(
          Set.of(Grain.values()),
          Duration.ofMinutes(10),
          Duration.ofDays(2),
          Duration.ofDays(8),
          false);

  public RollupConfig {
    grains = Set.copyOf(grains);
    if (grace.isNegative() || grace.toSeconds() % 60 != 0) {
      throw new IllegalArgumentException("grace: not whole minutes: " + grace);
    }
  }

  public RollupConfig withGrains(Set<Grain> other) {
    return new RollupConfig(other, grace, latenessHorizon, namingHorizon, keepsMinutes);
  }

  /** Minutes of machines are kept, whatever is reported. */
  public RollupConfig keepingMinutes() {
    return new RollupConfig(grains, grace, latenessHorizon, namingHorizon, true);
  }
}
