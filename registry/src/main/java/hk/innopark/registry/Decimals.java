package hk.innopark.registry;

import java.math.BigDecimal;

/** One form for each number, whatever way it was written. */
final class Decimals {
  private Decimals() {}

  static BigDecimal canonical(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }
}
