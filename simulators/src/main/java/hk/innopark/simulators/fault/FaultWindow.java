package hk.innopark.simulators.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * When a fault lasts: once, or again and again.
 *
 * @param every null for once
 */
public record FaultWindow(Instant start, Duration length, Duration every) {
  private static final Duration DAY = Duration.ofDays(1);

  public FaultWindow {
    if (length.isZero() || length.isNegative()) {
      throw new IllegalArgumentException("a fault has to last: " + length);
    }
    if (every != null && every.compareTo(length) <= 0) {
      throw new IllegalArgumentException("a fault of " + length + " cannot recur every " + every);
    }
  }

  public static FaultWindow once(Instant start, Duration length) {
    return new FaultWindow(start, length, null);
  }

  /** Every day from a time of day, UTC. */
  public static FaultWindow daily(Duration afterMidnight, Duration length) {
    return new FaultWindow(Instant.EPOCH.plus(afterMidnight), length, DAY);
  }

  public static FaultWindow always() {
    return new FaultWindow(Instant.EPOCH, Duration.ofDays(1_000_000), null);
  }

  /** Whether it lasts at the moment, epoch milliseconds. */
  boolean covers(long millis) {
    return startOf(millis, 0).isPresent();
  }

  /** When the occurrence began that covers the moment, or that ended less than so long ago. */
  OptionalLong startOf(long millis, long afterwardsMillis) {
    long since = millis - start.toEpochMilli();
    if (since < 0) {
      return OptionalLong.empty();
    }
    long into = every == null ? since : since % every.toMillis();
    return into < length.toMillis() + afterwardsMillis
        ? OptionalLong.of(millis - into)
        : OptionalLong.empty();
  }
}
