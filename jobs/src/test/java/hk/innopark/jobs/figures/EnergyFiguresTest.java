package hk.innopark.jobs.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.rollup.MonthBill;
import org.junit.jupiter.api.Test;

class EnergyFiguresTest {
  private static final long HOUR_MILLIS = 3_600_000;

  private static double value(
      String field, Elements elements, MonthBill bill, Expectation expectation) {
    return EnergyFigures.of(elements, HOUR_MILLIS, Double.NaN, bill, expectation)[
        Measurement.ENERGY.fields().indexOf(field)];
  }

  @Test
  void blocksOfAMonthAreAddedToTheCostOfEnergy() {
    Elements elements = new Elements();
    elements.add(Element.COST_ENERGY_NANO_HKD, 5_000_000_000L);

    assertThat(value("cost_energy_hkd", elements, new MonthBill(100, 200, 7), Expectation.NONE))
        .isCloseTo(12, within(1e-12));
    assertThat(value("cost_energy_hkd", elements, MonthBill.NONE, Expectation.NONE))
        .isCloseTo(5, within(1e-12));
  }

  @Test
  void savedIsWhatWasExpectedAndNotTaken() {
    Elements elements = new Elements();
    elements.add(Element.GRID_NANO_KWH, 4_000_000_000L);

    assertThat(value("saving_kwh", elements, MonthBill.NONE, new Expectation(10, 0)))
        .isCloseTo(6, within(1e-12));
  }
}
