package hk.innopark.operations.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import hk.innopark.operations.baseline.Regression.Point;
import hk.innopark.operations.baseline.Regression.Weather;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RegressionTest {
  /**
   * Items 1, 2, 3, 4, 5 and kWh 2, 4, 5, 4, 5: means 3 and 4; Σxy = (−2)(−2) + (−1)(0) + 0 + (1)(0)
   * + (2)(1) = 6, Σx² = 10, so β₁ = 0.6 and β₀ = 4 − 0.6 · 3 = 2.2. Ê = 2.8, 3.4, 4, 4.6, 5.2; Σ(E
   * − Ê)² = 0.64 + 0.36 + 1 + 0.36 + 0.04 = 2.4, Σ(E − mean)² = 4 + 0 + 1 + 0 + 1 = 6; R² = 0.6.
   */
  @Test
  void aStraightLineByHand() {
    Regression fit =
        Regression.of(
            List.of(
                new Point(2, 1, 0),
                new Point(4, 2, 0),
                new Point(5, 3, 0),
                new Point(4, 4, 0),
                new Point(5, 5, 0)),
            Weather.LEFT_OUT);
    assertThat(fit.perItem()).isCloseTo(0.6, within(1e-12));
    assertThat(fit.constant()).isCloseTo(2.2, within(1e-12));
    assertThat(fit.rSquared()).isCloseTo(0.6, within(1e-12));
    assertThat(fit.points()).isEqualTo(5);
    assertThat(fit.perDegreeDay()).isZero();
  }

  @Test
  void exactDataGiveTheirOwnCoefficientsBack() {
    List<Point> points =
        IntStream.range(0, 40)
            .mapToObj(
                day -> {
                  double items = 1000 + day * 37 % 211;
                  double degrees = day * 13 % 9;
                  return new Point(500 + 0.25 * items + 12 * degrees, items, degrees);
                })
            .toList();
    Regression fit = Regression.of(points, Weather.INCLUDED);
    assertThat(fit.constant()).isCloseTo(500, within(1e-8));
    assertThat(fit.perItem()).isCloseTo(0.25, within(1e-11));
    assertThat(fit.perDegreeDay()).isCloseTo(12, within(1e-10));
    assertThat(fit.rSquared()).isCloseTo(1, within(1e-12));
  }

  @Test
  void whatDoesNotDetermineTheCoefficientsIsRefused() {
    assertThatThrownBy(
            () ->
                Regression.of(
                    List.of(new Point(1, 5, 0), new Point(2, 5, 0), new Point(3, 5, 0)),
                    Weather.LEFT_OUT))
        .hasMessage("output is the same on every day");
    assertThatThrownBy(
            () ->
                Regression.of(
                    List.of(new Point(1, 1, 2), new Point(2, 2, 4), new Point(5, 3, 6)),
                    Weather.INCLUDED))
        .hasMessage("output and degree days do not vary apart from each other");
    assertThatThrownBy(() -> Regression.of(List.of(), Weather.LEFT_OUT))
        .hasMessage("0 days are too few for a regression");
  }
}
