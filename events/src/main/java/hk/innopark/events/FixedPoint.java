package hk.innopark.events;

import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Map;

/** Turns decimals into the integers that {@link Signal} speaks of, within its bounds. */
public final class FixedPoint {
  private static final Map<Signal, BigDecimal> MINIMUM = new EnumMap<>(Signal.class);
  private static final Map<Signal, BigDecimal> MAXIMUM = new EnumMap<>(Signal.class);

  static {
    for (Signal signal : Signal.values()) {
      // by way of the shortest decimal, so that -273.15 is that and not its nearest double
      MINIMUM.put(signal, BigDecimal.valueOf(signal.minimum()));
      MAXIMUM.put(signal, BigDecimal.valueOf(signal.maximum()));
    }
  }

  private FixedPoint() {}

  /** Whether {@link #of} gives the value an integer. */
  static boolean accepts(Signal signal, BigDecimal value) {
    return value.compareTo(MINIMUM.get(signal)) >= 0
        && value.compareTo(MAXIMUM.get(signal)) <= 0
        && (signal.kind() != Signal.Kind.ITEMS || value.stripTrailingZeros().scale() <= 0);
  }

  /**
   * The value in the signal's own integer unit.
   *
   * @throws RejectedException {@code COUNTER} or {@code RANGE}
   */
  public static long of(Signal signal, BigDecimal value) {
    if (signal.isCounter() && value.signum() < 0) {
      throw new RejectedException(RejectReason.COUNTER, signal.wireName() + " is negative");
    }
    if (value.compareTo(MINIMUM.get(signal)) < 0 || value.compareTo(MAXIMUM.get(signal)) > 0) {
      throw new RejectedException(RejectReason.RANGE, signal.wireName() + " is out of range");
    }
    if (signal.kind() != Signal.Kind.ITEMS) {
      return Nano.of(value);
    }
    try {
      return value.longValueExact();
    } catch (ArithmeticException fraction) {
      throw new RejectedException(RejectReason.RANGE, signal.wireName() + " is not whole");
    }
  }
}
