package hk.innopark.jobs.account;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/** Exact integer proportions. */
final class Proportion {
  /** What no product of plausible amounts comes near. */
  static final long GREATEST_PRODUCT = 1_000_000_000_000_000_000L;

  private Proportion() {}

  /**
   * ⌊amount · part / whole⌋, without overflow in between; parts that add up to the whole give
   * differences that add up to the amount.
   *
   * @param amount not negative
   * @param part 0 to whole
   * @param whole positive
   */
  static long of(long amount, long part, long whole) {
    return part == whole ? amount : scaled(amount, part, whole);
  }

  /** ⌊amount · numerator / denominator⌋ for amounts and numerators that are not negative. */
  static long scaled(long amount, long numerator, long denominator) {
    long low = amount * numerator;
    if (low >= 0 && Math.multiplyHigh(amount, numerator) == 0) {
      return low / denominator;
    }
    return BigInteger.valueOf(amount)
        .multiply(BigInteger.valueOf(numerator))
        .divide(BigInteger.valueOf(denominator))
        .longValueExact();
  }

  /** amount · factor, at most {@link #GREATEST_PRODUCT} either way. */
  static long product(long amount, long factor) {
    double rough = (double) amount * factor;
    return Math.abs(rough) < GREATEST_PRODUCT
        ? amount * factor
        : rough > 0 ? GREATEST_PRODUCT : -GREATEST_PRODUCT;
  }

  /** amount · rate / 10⁹, half to even; the rate is in 10⁻⁹. */
  static long atRate(long amount, long nanoRate) {
    long high = Math.multiplyHigh(amount, nanoRate);
    long low = amount * nanoRate;
    if ((high == 0 && low >= 0) || (high == -1 && low < 0)) {
      long quotient = Math.floorDiv(low, 1_000_000_000L);
      long rest = Math.floorMod(low, 1_000_000_000L);
      boolean up = rest > 500_000_000L || (rest == 500_000_000L && (quotient & 1) == 1);
      return up ? quotient + 1 : quotient;
    }
    return new BigDecimal(BigInteger.valueOf(amount).multiply(BigInteger.valueOf(nanoRate)))
        .movePointLeft(9)
        .setScale(0, RoundingMode.HALF_EVEN)
        .longValueExact();
  }
}
