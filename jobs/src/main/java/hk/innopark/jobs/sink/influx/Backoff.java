package hk.innopark.jobs.sink.influx;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponentially growing pauses with jitter.
 *
 * @param first the longest first pause
 * @param longest where the growth ends
 */
record Backoff(Duration first, Duration longest) {
  static final Backoff DEFAULT = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(15));
  private static final int MAX_DOUBLINGS = 30;

  /**
   * The pause after this many failures in a row, from 1: between half of its bound and all of it.
   */
  Duration pause(int failures, RandomGenerator random) {
    long grown = first.toMillis() << Math.min(failures - 1, MAX_DOUBLINGS);
    long bound = Math.max(1, Math.min(grown, longest.toMillis()));
    return Duration.ofMillis(bound - random.nextLong(bound / 2 + 1));
  }
}
