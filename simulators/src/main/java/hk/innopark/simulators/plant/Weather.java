package hk.innopark.simulators.plant;

import java.time.LocalDate;

/**
 * The outdoor temperature of the simulated estates, the same for all of them and in every run: it
 * goes through the year about as Hong Kong's does, with warmer and colder days. It is made up, and
 * nobody's measurement.
 */
public final class Weather {
  /** Above this a day's mean temperature makes machines with a chiller take more. */
  public static final int BASE_C = 18;

  /** About the mean of each month, January first, in 10⁻¹ °C. */
  private static final int[] MONTH_DECI_C = {
    165, 171, 195, 230, 263, 283, 289, 287, 279, 257, 222, 182
  };

  private static final int SPREAD_DECI_C = 35;
  private static final String SUBJECT = "weather";
  private static final int MIDDLE = 15;

  private Weather() {}

  /** The mean of a local day, in 10⁻¹ °C. */
  public static int meanDeciC(LocalDate day) {
    double swing = 2 * Draw.fraction(Draw.hash(0, SUBJECT, day.toEpochDay())) - 1;
    return (int) Math.rint(usual(day) + SPREAD_DECI_C * swing);
  }

  /** By how much the day is warmer than {@link #BASE_C}, in 10⁻¹ °C; never below 0. */
  static int coolingDeciC(LocalDate day) {
    return Math.max(0, meanDeciC(day) - BASE_C * 10);
  }

  /** Between the middles of two months. */
  private static double usual(LocalDate day) {
    LocalDate before =
        day.getDayOfMonth() >= MIDDLE
            ? day.withDayOfMonth(MIDDLE)
            : day.minusMonths(1).withDayOfMonth(MIDDLE);
    LocalDate after = before.plusMonths(1);
    double share =
        (double) (day.toEpochDay() - before.toEpochDay())
            / (after.toEpochDay() - before.toEpochDay());
    return MONTH_DECI_C[before.getMonthValue() - 1] * (1 - share)
        + MONTH_DECI_C[after.getMonthValue() - 1] * share;
  }
}
