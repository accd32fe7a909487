package hk.innopark.gateway;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Growing pauses between attempts: each is random between half and the whole of a ceiling that
 * doubles up to a limit, so that gateways which lost the same broker do not return in step.
 */
final class Backoff {
  private final Duration first;
  private final Duration limit;
  private final RandomGenerator random;
  private Duration ceiling;

  Backoff(Duration first, Duration limit, RandomGenerator random) {
    this.first = first;
    this.limit = limit;
    this.random = random;
    this.ceiling = first;
  }

  Duration next() {
    long halfMillis = Math.max(1, ceiling.toMillis() / 2);
    Duration pause = Duration.ofMillis(halfMillis + random.nextLong(halfMillis + 1));
    Duration doubled = ceiling.multipliedBy(2);
    ceiling = doubled.compareTo(limit) > 0 ? limit : doubled;
    return pause;
  }

  void reset() {
    ceiling = first;
  }
}
