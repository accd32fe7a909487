package hk.innopark.jobs.sink.influx;

import java.math.BigInteger;

/**
 * Writes the shortest decimal that reads back as the same double, straight into bytes, for doubles
 * of ordinary size. After R. Giulietti, <i>The Schubfach way to render doubles</i>, 2020.
 */
final class ShortestDecimal {
  private static final double LEAST = 1e-3;
  private static final double LIMIT = 1e7;

  private static final int FRACTION_BITS = 52;
  private static final long FRACTION_MASK = (1L << FRACTION_BITS) - 1;
  private static final int EXPONENT_BIAS = 1023 + FRACTION_BITS;
  private static final long MASK_63 = Long.MAX_VALUE;

  /** ⌊s ÷ 10⌋ is the high word of s times this. */
  private static final long TENTH = 115_292_150_460_684_698L << 4;

  private static final int LEAST_POWER = 5;
  private static final int GREATEST_POWER = 25;

  /** Of powers of ten from {@link #LEAST_POWER} on: 126 leading bits, rounded up, in two words. */
  private static final long[] HIGH = new long[GREATEST_POWER - LEAST_POWER + 1];

  private static final long[] LOW = new long[HIGH.length];

  static {
    for (int i = 0; i < HIGH.length; i++) {
      BigInteger power = BigInteger.TEN.pow(LEAST_POWER + i);
      BigInteger bits = power.shiftLeft(126 - power.bitLength()).add(BigInteger.ONE);
      HIGH[i] = bits.shiftRight(63).longValueExact();
      LOW[i] = bits.and(BigInteger.valueOf(MASK_63)).longValueExact();
    }
  }

  private ShortestDecimal() {}

  /** Whether {@link #put} writes it. */
  static boolean isOrdinary(double value) {
    double size = Math.abs(value);
    return size >= LEAST && size < LIMIT && size != Math.rint(size);
  }

  /** Writes an ordinary double, of at most 24 bytes; returns the place after it. */
  static int put(double value, byte[] out, int from) {
    int at = from;
    long bits = Double.doubleToRawLongBits(value);
    if (bits < 0) {
      out[at++] = '-';
    }
    long fraction = bits & FRACTION_MASK;
    int q = (int) ((bits >>> FRACTION_BITS) & 0x7FF) - EXPONENT_BIAS;
    long c = fraction | (1L << FRACTION_BITS);
    // below a power of two the neighbour is half as far away
    boolean isRegular = fraction != 0;
    int k = (int) ((q * 661_971_961_083L + (isRegular ? 0 : -274_743_187_321L)) >> 41);
    int h = q + (int) ((-k * 913_124_641_741L) >> 38) + 2;
    long high = HIGH[-k - LEAST_POWER];
    long low = LOW[-k - LEAST_POWER];
    int odd = (int) c & 1;
    long middle = c << 2;
    long scaled = scale(high, low, middle << h);
    long below = scale(high, low, (middle - (isRegular ? 2 : 1)) << h) + odd;
    long above = scale(high, low, (middle + 2) << h) - odd;
    long s = scaled >> 2;
    long ten = 10 * Math.multiplyHigh(s, TENTH);
    boolean lowerTen = below <= (ten << 2);
    boolean upperTen = ((ten + 10) << 2) <= above;
    long digits;
    if (lowerTen != upperTen) {
      digits = lowerTen ? ten : ten + 10;
    } else {
      boolean lower = below <= (s << 2);
      boolean upper = ((s + 1) << 2) <= above;
      long distance = scaled - ((s + s + 1) << 1);
      boolean takesLower = lower == upper ? distance < 0 || (distance == 0 && (s & 1) == 0) : lower;
      digits = takesLower ? s : s + 1;
    }
    return putDigits(digits, -k, out, at);
  }

  /** The scaled value, its last bit set where anything is lost. */
  private static long scale(long high, long low, long value) {
    long lowHigh = Math.multiplyHigh(low, value);
    long highLow = high * value;
    long z = (highLow >>> 1) + lowHigh;
    long w = Math.multiplyHigh(high, value) + (z >>> 63);
    return w | (((z & MASK_63) + MASK_63) >>> 63);
  }

  /** Digits of which so many stand behind the point; zeros at the end are left out. */
  private static int putDigits(long all, int decimals, byte[] out, int at) {
    long digits = all;
    int behind = decimals;
    while (digits % 10 == 0) {
      digits /= 10;
      behind--;
    }
    // all digits are fewer than 18
    long whole = behind < POWERS.length ? digits / POWERS[behind] : 0;
    long rest = whole == 0 ? digits : digits - whole * POWERS[behind];
    int point = LineBatch.putLong(whole, out, at);
    out[point] = '.';
    int end = point + 1 + behind;
    int i = end;
    // two halves that fit an int, which divides faster
    int second = (int) (rest % 1_000_000_000);
    int first = (int) (rest / 1_000_000_000);
    for (int count = 0; count < 9 && i > point + 1; count++) {
      out[--i] = (byte) ('0' + second % 10);
      second /= 10;
    }
    while (i > point + 1) {
      out[--i] = (byte) ('0' + first % 10);
      first /= 10;
    }
    return end;
  }

  private static final long[] POWERS = new long[19];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = 10 * POWERS[i - 1];
    }
  }
}
