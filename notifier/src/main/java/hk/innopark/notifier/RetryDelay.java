package hk.innopark.notifier;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait after a try that failed: random between half and the whole of a ceiling that
 * doubles with each, so that channels that lost the same server do not return in step.
 */
record RetryDelay(Duration first, Duration limit) {
  static final RetryDelay USUAL = new RetryDelay(Duration.ofSeconds(10), Duration.ofMinutes(15));

  /**
   * @param attempt the one that failed, from 1
   */
  Duration after(int attempt, RandomGenerator random) {
    long ceiling = first.toMillis();
    for (int doubled = 1; doubled < attempt && ceiling < limit.toMillis(); doubled++) {
      ceiling *= 2;
    }
    long half = Math.max(1, Math.min(ceiling, limit.toMillis()) / 2);
    return Duration.ofMillis(half + random.nextLong(half + 1));
  }
}
