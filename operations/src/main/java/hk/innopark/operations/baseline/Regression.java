package hk.innopark.operations.baseline;

import java.util.List;

/**
 * Ordinary least squares of energy on output and cooling degree days: the coefficients that make
 * Σ(E − β₀ − β₁·PQ − β₂·CDD)² least.
 *
 * @param constant β₀
 * @param perItem β₁
 * @param perDegreeDay β₂; zero where the weather is left out
 * @param rSquared 1 − Σ(E − Ê)² / Σ(E − mean)²
 * @param points how many days
 */
record Regression(
    double constant, double perItem, double perDegreeDay, double rSquared, int points) {

  /** One day. */
  record Point(double kwh, double items, double degreeDays) {}

  /** Whether cooling degree days are a part of it. */
  enum Weather {
    LEFT_OUT,
    INCLUDED
  }

  /**
   * Fits; sums are of differences from the means, so that large totals cost no digits.
   *
   * @throws IllegalArgumentException where the points do not determine the coefficients
   */
  static Regression of(List<Point> points, Weather weather) {
    int count = points.size();
    if (count < 3) {
      throw new IllegalArgumentException(count + " days are too few for a regression");
    }
    double kwh = points.stream().mapToDouble(Point::kwh).sum() / count;
    double items = points.stream().mapToDouble(Point::items).sum() / count;
    double degrees = points.stream().mapToDouble(Point::degreeDays).sum() / count;
    double sumItems = 0;
    double sumDegrees = 0;
    double sumBoth = 0;
    double itemsKwh = 0;
    double degreesKwh = 0;
    double total = 0;
    for (Point point : points) {
      double x = point.items() - items;
      double z = point.degreeDays() - degrees;
      double y = point.kwh() - kwh;
      sumItems += x * x;
      sumDegrees += z * z;
      sumBoth += x * z;
      itemsKwh += x * y;
      degreesKwh += z * y;
      total += y * y;
    }
    if (total == 0) {
      throw new IllegalArgumentException("energy is the same on every day");
    }
    double perItem;
    double perDegree;
    if (weather == Weather.LEFT_OUT) {
      perItem = itemsKwh / notZero(sumItems, sumItems, "output is the same on every day");
      perDegree = 0;
    } else {
      double determinant =
          notZero(
              sumItems * sumDegrees - sumBoth * sumBoth,
              sumItems * sumDegrees,
              "output and degree days do not vary apart from each other");
      perItem = (itemsKwh * sumDegrees - degreesKwh * sumBoth) / determinant;
      perDegree = (degreesKwh * sumItems - itemsKwh * sumBoth) / determinant;
    }
    double constant = kwh - perItem * items - perDegree * degrees;
    double rest = 0;
    for (Point point : points) {
      double error =
          point.kwh() - constant - perItem * point.items() - perDegree * point.degreeDays();
      rest += error * error;
    }
    return new Regression(constant, perItem, perDegree, 1 - rest / total, count);
  }

  private static double notZero(double value, double scale, String problem) {
    if (scale == 0 || Math.abs(value) <= 1e-12 * scale) {
      throw new IllegalArgumentException(problem);
    }
    return value;
  }
}
