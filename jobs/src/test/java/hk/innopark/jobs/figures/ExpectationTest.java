package hk.innopark.jobs.figures;

import static hk.innopark.jobs.reference.HongKong.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import hk.innopark.events.Grain;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.BaselineBook;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.rollup.Cumulative;
import hk.innopark.jobs.rollup.MonthBill;
import hk.innopark.jobs.rollup.PeriodTotal;
import hk.innopark.jobs.rollup.PeriodTotal.Stage;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.model.Baseline;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By a baseline of 24 kWh a day, 1 kWh an hour, and 0.5 kWh an item, from 1 March on. */
class ExpectationTest {
  private static final long START = millis("2026-03-03T10:00");
  private static final long END = millis("2026-03-03T12:00");
  private static final long HOUR_MILLIS = 3_600_000;

  private static final BaselineBook BASELINES =
      ReferenceData.Source.of(
              RegistryYaml.sample()
                  .withBaselines(
                      List.of(
                          new Baseline(
                              "b",
                              "golden-noodle",
                              "line-1",
                              LocalDate.of(2026, 3, 1),
                              new BigDecimal("24"),
                              new BigDecimal("0.5"),
                              BigDecimal.ZERO,
                              null,
                              new BigDecimal("0.9"),
                              30,
                              "test"))))
          .open()
          .at(START)
          .baselines();

  private static PeriodTotal total(Entity entity, Grain grain, long asOfMillis, Cumulative sum) {
    Elements elements = new Elements();
    elements.add(Element.GOOD_ITEMS, 6);
    elements.add(Element.SCRAP_ITEMS, 4);
    return new PeriodTotal(
        entity,
        grain,
        null,
        START,
        END,
        asOfMillis,
        1,
        Stage.OPEN,
        elements.pack(),
        Double.NaN,
        MonthBill.NONE,
        sum,
        false,
        PeriodTotal.Said.NOTHING);
  }

  private static Expectation expectation(long asOfMillis, Cumulative sum) {
    return Expectation.of(total(Totals.LINE, Grain.DAY, asOfMillis, sum), BASELINES);
  }

  @Test
  void timeAndItemsOfThePeriodAreExpected() {
    // 2 h · 1 kWh + 10 items · 0.5 kWh
    assertThat(expectation(END, Cumulative.NONE).expectedKwh()).isCloseTo(7, within(1e-9));
  }

  @Test
  void ofAPeriodThatGoesOnOnlyWhatIsOverIsExpected() {
    assertThat(expectation(START + HOUR_MILLIS, Cumulative.NONE).expectedKwh())
        .isCloseTo(6, within(1e-9));
    assertThat(expectation(START - HOUR_MILLIS, Cumulative.NONE).expectedKwh())
        .isCloseTo(5, within(1e-9));
    assertThat(expectation(END + HOUR_MILLIS, Cumulative.NONE).expectedKwh())
        .isCloseTo(7, within(1e-9));
  }

  @Test
  void theSumOfDifferencesBeginsWithTheFirstDayThatHasData() {
    Cumulative sum = new Cumulative(END - 12 * HOUR_MILLIS, 100_000_000_000L, 8);
    // 100 kWh − (12 h · 1 kWh + 8 items · 0.5 kWh)
    assertThat(expectation(END, sum).cusumKwh()).isCloseTo(84, within(1e-9));
  }

  @Test
  void thereIsNoSumBeforeItBegins() {
    assertThat(expectation(END, new Cumulative(END, 3_000_000_000L, 2)).cusumKwh())
        .isCloseTo(2, within(1e-9));
    assertThat(expectation(END, new Cumulative(END + 1, 3_000_000_000L, 2)).cusumKwh()).isNaN();
    assertThat(expectation(END, Cumulative.NONE).cusumKwh()).isNaN();
  }

  @Test
  void nothingIsExpectedOfShortPeriodsOrWithoutABaseline() {
    assertThat(Expectation.of(total(Totals.LINE, Grain.MINUTE, END, Cumulative.NONE), BASELINES))
        .isEqualTo(Expectation.NONE);
    assertThat(Expectation.of(total(Totals.LINE, Grain.SHIFT, END, Cumulative.NONE), BASELINES))
        .isEqualTo(Expectation.NONE);
    assertThat(Expectation.of(total(Totals.MACHINE, Grain.DAY, END, Cumulative.NONE), BASELINES))
        .isEqualTo(Expectation.NONE);
    assertThat(Expectation.NONE.expectedKwh()).isNaN();
    assertThat(Expectation.NONE.cusumKwh()).isNaN();
  }
}
