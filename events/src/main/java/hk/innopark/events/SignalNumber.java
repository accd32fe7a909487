package hk.innopark.events;

import java.math.BigDecimal;

/**
 * Reads plain decimal numbers from bytes into the integers that {@link Signal} speaks of, exactly.
 * Of a number with an exponent, with more than nine decimals, or out of the signal's range it says
 * only that it did not read it.
 */
final class SignalNumber {
  /** Stands for no number; no number that is read has this value. */
  static final long NONE = Long.MIN_VALUE;

  private static final int MAX_WHOLE_DIGITS = 18;
  private static final int MAX_DECIMALS = 9;

  /** Whole parts up to this one fit 64 bits in units of 10⁻⁹, whatever the decimals. */
  private static final long GREATEST_WHOLE = 9_223_372_035L;

  private static final long[] POWERS_OF_TEN = new long[MAX_DECIMALS + 1];
  private static final long[] LEAST = new long[Signal.values().length];
  private static final long[] GREATEST = new long[Signal.values().length];
  private static final boolean[] IS_ITEMS = new boolean[Signal.values().length];

  static {
    POWERS_OF_TEN[0] = 1;
    for (int i = 1; i < POWERS_OF_TEN.length; i++) {
      POWERS_OF_TEN[i] = 10 * POWERS_OF_TEN[i - 1];
    }
    for (Signal signal : Signal.values()) {
      if (signal.kind() != Signal.Kind.STATE) {
        LEAST[signal.ordinal()] = FixedPoint.of(signal, BigDecimal.valueOf(signal.minimum()));
        GREATEST[signal.ordinal()] = FixedPoint.of(signal, BigDecimal.valueOf(signal.maximum()));
      }
      IS_ITEMS[signal.ordinal()] = signal.kind() == Signal.Kind.ITEMS;
    }
  }

  private long value;

  /** What was read last. */
  long value() {
    return value;
  }

  /** Reads a signal's value; tells the place after it, or -1. */
  int read(byte[] bytes, int from, Signal signal) {
    int ordinal = signal.ordinal();
    boolean negative = from < bytes.length && bytes[from] == '-';
    int at = readWhole(bytes, negative ? from + 1 : from);
    if (at >= 0 && !IS_ITEMS[ordinal]) {
      at = readDecimals(bytes, at);
    }
    if (negative) {
      value = -value;
    }
    return value < LEAST[ordinal] || value > GREATEST[ordinal] ? -1 : at;
  }

  /** Reads a whole number without a sign, of at most 18 digits; tells the place after it, or -1. */
  int readWhole(byte[] bytes, int from) {
    int at = from;
    long whole = 0;
    while (at < bytes.length && isDigit(bytes[at])) {
      whole = 10 * whole + (bytes[at] - '0');
      at++;
      if (at - from > MAX_WHOLE_DIGITS) {
        return -1;
      }
    }
    value = whole;
    boolean leadingZero = at - from > 1 && bytes[from] == '0';
    return at == from || leadingZero ? -1 : at;
  }

  /** Goes on from the whole part to units of 10⁻⁹. */
  private int readDecimals(byte[] bytes, int from) {
    if (value > GREATEST_WHOLE) {
      return -1;
    }
    if (from >= bytes.length || bytes[from] != '.') {
      value *= Nano.PER_UNIT;
      return from;
    }
    int at = from + 1;
    long decimals = 0;
    int count = 0;
    while (at < bytes.length && isDigit(bytes[at])) {
      if (++count > MAX_DECIMALS) {
        return -1;
      }
      decimals = 10 * decimals + (bytes[at] - '0');
      at++;
    }
    value = value * Nano.PER_UNIT + decimals * POWERS_OF_TEN[MAX_DECIMALS - count];
    return count == 0 ? -1 : at;
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }
}
