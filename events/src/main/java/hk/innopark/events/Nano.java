package hk.innopark.events;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Integers in units of 10⁻⁹, in which all energy, volume, money and mass is summed. */
public final class Nano {
  public static final long PER_UNIT = 1_000_000_000L;

  private static final int DECIMALS = 9;
  private static final int MAX_WHOLE_DIGITS = 10;

  private Nano() {}

  /**
   * The value in 10⁻⁹, half to even.
   *
   * @throws ArithmeticException where it exceeds 64 bits
   */
  public static long of(BigDecimal value) {
    if (value.signum() == 0) {
      return 0;
    }
    // by magnitude first: 1e999999999 and 1e-999999999 must not be written out
    long wholeDigits = (long) value.precision() - value.scale();
    if (wholeDigits < -DECIMALS) {
      return 0;
    }
    if (wholeDigits > MAX_WHOLE_DIGITS) {
      throw new ArithmeticException("exceeds 64 bits in units of 10⁻⁹");
    }
    return value.setScale(DECIMALS, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
  }
}
