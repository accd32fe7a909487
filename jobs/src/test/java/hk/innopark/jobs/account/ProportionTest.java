package hk.innopark.jobs.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Positive;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ProportionTest {
  @Property
  void aPartOfAnAmountIsTheExactQuotientRoundedDown(
      @ForAll @LongRange(min = 0) long amount,
      @ForAll @LongRange(min = 0) long part,
      @ForAll @Positive long whole) {
    Assume.that(part <= whole);
    assertThat(Proportion.of(amount, part, whole))
        .isEqualTo(floor(amount, part, whole).longValueExact());
  }

  @Property
  void partsThatAddUpToTheWholeGiveSharesThatAddUpToTheAmount(
      @ForAll @LongRange(min = 0) long amount,
      @ForAll @Size(min = 1, max = 50) List<@LongRange(min = 1, max = 1L << 40) Long> parts) {
    long whole = 0;
    for (long part : parts) {
      whole += part;
    }
    long done = 0;
    long handedOut = 0;
    for (long part : parts) {
      done += part;
      long share = Proportion.of(amount, done, whole) - handedOut;
      assertThat(share).isNotNegative();
      handedOut += share;
    }
    assertThat(handedOut).isEqualTo(amount);
  }

  @Property
  void scalingIsExactOrRefused(
      @ForAll @LongRange(min = 0) long amount,
      @ForAll @LongRange(min = 0) long numerator,
      @ForAll @Positive long denominator) {
    BigInteger exact = floor(amount, numerator, denominator);
    if (exact.bitLength() < Long.SIZE) {
      assertThat(Proportion.scaled(amount, numerator, denominator))
          .isEqualTo(exact.longValueExact());
    } else {
      assertThatThrownBy(() -> Proportion.scaled(amount, numerator, denominator))
          .isInstanceOf(ArithmeticException.class);
    }
  }

  @Property
  void aRateIsAppliedHalfToEvenOrRefused(
      @ForAll long amount, @ForAll @LongRange(min = 0, max = 1L << 50) long nanoRate) {
    BigInteger exact =
        new BigDecimal(BigInteger.valueOf(amount).multiply(BigInteger.valueOf(nanoRate)), 9)
            .setScale(0, RoundingMode.HALF_EVEN)
            .toBigIntegerExact();
    if (exact.bitLength() < Long.SIZE) {
      assertThat(Proportion.atRate(amount, nanoRate)).isEqualTo(exact.longValueExact());
    } else {
      assertThatThrownBy(() -> Proportion.atRate(amount, nanoRate))
          .isInstanceOf(ArithmeticException.class);
    }
  }

  @Property
  void takingAnAmountBackTakesItsCostBack(
      @ForAll @LongRange(min = 0, max = 1L << 60) long amount,
      @ForAll @LongRange(min = 0, max = 2_000_000_000L) long nanoRate) {
    assertThat(Proportion.atRate(-amount, nanoRate))
        .isEqualTo(-Proportion.atRate(amount, nanoRate));
  }

  @Test
  void aProductIsExactUpToAGreatestOneEitherWay() {
    assertThat(Proportion.product(-7, 6)).isEqualTo(-42);
    long root = 1_000_000_000L;
    assertThat(Proportion.product(root - 1, root)).isEqualTo((root - 1) * root);
    assertThat(Proportion.product(root + 1, root)).isEqualTo(Proportion.GREATEST_PRODUCT);
    assertThat(Proportion.product(-root - 1, root)).isEqualTo(-Proportion.GREATEST_PRODUCT);
    assertThat(Proportion.product(Long.MAX_VALUE, Long.MIN_VALUE))
        .isEqualTo(-Proportion.GREATEST_PRODUCT);
  }

  @Test
  void halvesGoToTheEvenNeighbour() {
    long half = 500_000_000L;
    assertThat(Proportion.atRate(1, half)).as("0.5").isZero();
    assertThat(Proportion.atRate(3, half)).as("1.5").isEqualTo(2);
    assertThat(Proportion.atRate(5, half)).as("2.5").isEqualTo(2);
    assertThat(Proportion.atRate(-1, half)).as("−0.5").isZero();
    assertThat(Proportion.atRate(-3, half)).as("−1.5").isEqualTo(-2);
  }

  @Test
  void productsBeyond64BitsAreExact() {
    // 2⁶² of 3 parts in 4
    assertThat(Proportion.scaled(1L << 62, 3, 4)).isEqualTo(3L << 60);
    assertThat(Proportion.of(Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MAX_VALUE))
        .isEqualTo(Long.MAX_VALUE - 1);
    assertThat(Proportion.atRate(Long.MAX_VALUE, 1_000_000_000L)).isEqualTo(Long.MAX_VALUE);
    assertThat(Proportion.atRate(Long.MIN_VALUE, 1_000_000_000L)).isEqualTo(Long.MIN_VALUE);
  }

  private static BigInteger floor(long amount, long numerator, long denominator) {
    return BigInteger.valueOf(amount)
        .multiply(BigInteger.valueOf(numerator))
        .divide(BigInteger.valueOf(denominator));
  }
}
