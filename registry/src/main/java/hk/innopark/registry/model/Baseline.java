package hk.innopark.registry.model;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What a line or tenant is expected to take (ISO 50006): Ê = β₀ + β₁·PQ + β₂·CDD, a day at a time.
 * The newest whose {@code validFrom} is not after the day applies.
 *
 * @param line null where it is the whole tenant's
 * @param validFrom the first of a month, so that no month has two
 * @param kwhPerDay β₀
 * @param kwhPerItem β₁, by item produced
 * @param kwhPerDegreeDay β₂, by cooling degree day; zero where the weather is not a part of it
 * @param baseTemperatureC above which a day's mean temperature counts as cooling degrees; null
 *     where {@code kwhPerDegreeDay} is zero
 * @param rSquared of the regression
 * @param points how many days it rests on
 * @param source where the coefficients are from
 */
public record Baseline(
    String id,
    String tenant,
    String line,
    LocalDate validFrom,
    BigDecimal kwhPerDay,
    BigDecimal kwhPerItem,
    BigDecimal kwhPerDegreeDay,
    BigDecimal baseTemperatureC,
    BigDecimal rSquared,
    int points,
    String source) {
  /** Below this a regression explains too little to be a baseline. */
  public static final BigDecimal LEAST_R_SQUARED = new BigDecimal("0.75");

  public static final int FEWEST_POINTS = 10;
}
