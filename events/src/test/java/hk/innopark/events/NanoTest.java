package hk.innopark.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NanoTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1000000000",
    "-1, -1000000000",
    "0.1, 100000000",
    "0.0000000005, 0",
    "0.0000000015, 2",
    "0.0000000025, 2",
    "-0.0000000005, 0",
    "-0.0000000015, -2",
    "0.00000000050000000000000000000001, 1",
    "0.00000000049999999999999999999999, 0",
    "9223372036.854775807, 9223372036854775807",
    "-9223372036.854775808, -9223372036854775808",
    "9223372036.8547758074, 9223372036854775807",
    "123456789.123456789, 123456789123456789", // a double holds 17 digits
    "1e-9, 1",
    "1e9, 1000000000000000000",
  })
  void decimalsBecomeNanosHalfToEven(BigDecimal value, long nano) {
    assertThat(Nano.of(value)).isEqualTo(nano);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "9223372036.8547758075",
        "-9223372036.8547758086",
        "9223372037",
        "1e10",
        "1e11",
        "1e300",
        "1e999999999",
        "-1e2147483647",
      })
  void whatExceedsSixtyFourBitsIsRefusedWithoutBeingWrittenOut(String number) {
    BigDecimal value = new BigDecimal(number);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> assertThatThrownBy(() -> Nano.of(value)).isInstanceOf(ArithmeticException.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1e-300", "1e-999999999", "-9e-2147483647", "0e999999999", "0e-999999999"})
  void whatIsNearlyNothingIsNothingWithoutBeingWrittenOut(String number) {
    BigDecimal value = new BigDecimal(number);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60), () -> assertThat(Nano.of(value)).isZero());
  }

  @Property
  void everyDecimalIsRoundedToTheNearestNanoAndATieToTheEvenOne(
      @ForAll @BigRange(min = "-99999999999999999999999999", max = "99999999999999999999999999")
          BigInteger digits,
      @ForAll @IntRange(min = 17, max = 40) int scale) {
    BigInteger unit = BigInteger.TEN.pow(scale - 9);
    // twice the distance from the floor, in units of 10^-scale
    BigInteger[] floor = floorDivide(digits, unit);
    int comparison = floor[1].shiftLeft(1).compareTo(unit);
    boolean up = comparison > 0 || (comparison == 0 && floor[0].testBit(0));
    long expected = floor[0].add(up ? BigInteger.ONE : BigInteger.ZERO).longValueExact();

    assertThat(Nano.of(new BigDecimal(digits, scale))).isEqualTo(expected);
  }

  @Property
  void everyTieIsRoundedToTheEvenNano(
      @ForAll @LongRange(min = Long.MIN_VALUE / 2, max = Long.MAX_VALUE / 2) long nano) {
    BigDecimal tie = new BigDecimal(BigInteger.valueOf(nano).multiply(BigInteger.TEN), 10);
    BigDecimal half = new BigDecimal("0.0000000005");

    assertThat(Nano.of(tie.add(half))).isEqualTo(nano % 2 == 0 ? nano : nano + 1);
  }

  @Property
  void noDigitOfSixtyFourBitsIsLostAsItWouldBeInADouble(@ForAll long nano) {
    assertThat(Nano.of(BigDecimal.valueOf(nano, 9))).isEqualTo(nano);
  }

  @Property
  void trailingZerosChangeNothing(@ForAll int number, @ForAll @IntRange(max = 40) int zeros) {
    BigDecimal value = BigDecimal.valueOf(number, 3);
    assertThat(Nano.of(value.setScale(3 + zeros))).isEqualTo(Nano.of(value));
  }

  private static BigInteger[] floorDivide(BigInteger dividend, BigInteger divisor) {
    BigInteger[] division = dividend.divideAndRemainder(divisor);
    return division[1].signum() < 0
        ? new BigInteger[] {division[0].subtract(BigInteger.ONE), division[1].add(divisor)}
        : division;
  }
}
