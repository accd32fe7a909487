package hk.innopark.events;

import java.time.Duration;

/** How far a message's own stamp may lie from its receipt. */
public final class StampWindow {
  /** Stamps between these are milliseconds: 1973 to 5138. */
  private static final long LEAST_MILLIS = 100_000_000_000L;

  private static final long GREATEST_MILLIS = 100_000_000_000_000L;

  private final long retentionMillis;
  private final long futureToleranceMillis;

  /**
   * @param retention how far before its receipt a stamp may lie
   * @param futureTolerance how far after its receipt a stamp may lie
   * @throws IllegalArgumentException where one of them is negative
   */
  public StampWindow(Duration retention, Duration futureTolerance) {
    this.retentionMillis = millis("retention", retention);
    this.futureToleranceMillis = millis("futureTolerance", futureTolerance);
  }

  /**
   * Checks a stamp.
   *
   * @throws RejectedException {@code TIME_UNIT}, {@code FUTURE} or {@code TOO_OLD}
   */
  public void check(long timestampMillis, long receivedAtMillis) {
    if (timestampMillis < LEAST_MILLIS || timestampMillis > GREATEST_MILLIS) {
      throw new RejectedException(RejectReason.TIME_UNIT, "ts is not in milliseconds");
    }
    long aheadMillis = saturatedDifference(timestampMillis, receivedAtMillis);
    if (aheadMillis > futureToleranceMillis) {
      throw new RejectedException(RejectReason.FUTURE, "ts is " + aheadMillis + " ms ahead");
    }
    if (aheadMillis < -retentionMillis) {
      long ageMillis = saturatedDifference(receivedAtMillis, timestampMillis);
      throw new RejectedException(RejectReason.TOO_OLD, "ts is " + ageMillis + " ms old");
    }
  }

  /** The difference, or the greatest or least 64-bit number where it lies beyond. */
  private static long saturatedDifference(long minuend, long subtrahend) {
    long difference = minuend - subtrahend;
    boolean overflows = ((minuend ^ subtrahend) & (minuend ^ difference)) < 0;
    return overflows ? (minuend < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : difference;
  }

  private static long millis(String name, Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException(name + " is negative: " + duration);
    }
    try {
      return duration.toMillis();
    } catch (ArithmeticException forEver) {
      return Long.MAX_VALUE;
    }
  }
}
