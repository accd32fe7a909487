package hk.innopark.events;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Integers in units of 10⁻⁹, in which all energy, volume, money and mass is summed. */
public final class Nano {
  public static final long PER_UNIT = 1_000_000_000L;

  private static final int DECIMALS = 9;

  private Nano() {}

  /**
   * The value in 10⁻⁹, half to even.
   *
   * @throws ArithmeticException where it exceeds 64 bits
   */
  public static long of(BigDecimal value) {
    return value.setScale(DECIMALS, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
  }

  public static double toDouble(long nano) {
    return nano / 1e9;
  }
}
