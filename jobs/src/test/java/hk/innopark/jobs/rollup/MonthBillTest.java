package hk.innopark.jobs.rollup;

import static hk.innopark.jobs.reference.HongKong.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import hk.innopark.events.Grain;
import hk.innopark.events.MachineId;
import hk.innopark.jobs.KeyedOperator;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.rollup.PeriodTotal.Stage;
import hk.innopark.registry.RegistryYaml;
import java.util.EnumSet;
import java.util.Set;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

/** Months' bills, by hand. March 2026 has 31 days and begins on a Sunday. */
class MonthBillTest {
  private static final Entity OVEN =
      Entity.of(new MachineId("tai-po", "golden-noodle", "line-1", "oven-1"), "real");
  private static final Set<Grain> ALL = EnumSet.allOf(Grain.class);

  /** HK Electric's form: fixed half hours, at least 100 kVA. */
  private static final String HALF_HOURLY =
      """
        - id: bulk
          utility: clp
          valid_from: 2024-01-01
          currency: HKD
          energy: [{name: any, per_kwh: 1}]
          demand: {window: PT30M, per_kva_month: 50, minimum_kva: 100}
          source: a test
      """;

  /** CLP's form: the greatest consecutive thirty minutes. */
  private static final String SLIDING =
      """
        - id: bulk
          utility: clp
          valid_from: 2024-01-01
          currency: HKD
          energy: [{name: any, per_kwh: 1}]
          demand: {window: PT30M, sliding: true, per_kva_month: 50}
          source: a test
      """;

  /** CLP's large customers: on-peak demand in blocks, what is more off peak at another rate. */
  private static final String ON_PEAK =
      """
        - id: bulk
          utility: clp
          valid_from: 2024-01-01
          currency: HKD
          holidays: [2026-03-04]
          energy:
            - {name: on_peak, days: [MON, TUE, WED, THU, FRI, SAT], start: "09:00", end: "21:00", per_kwh: 1}
            - {name: off_peak, per_kwh: 1}
          demand:
            window: PT30M
            per_kva_month: 65.4
            band: on_peak
            outside_per_kva_month: 26
            blocks: [{up_to_kva: 650, per_kva_month: 68.4}]
          source: a test
      """;

  /** The first 200 kWh of a month on peak are dearer; the rest is at the band's rate. */
  private static final String BLOCKS =
      """
        - id: bulk
          utility: clp
          valid_from: 2024-01-01
          currency: HKD
          energy:
            - {name: on_peak, days: [MON, TUE, WED, THU, FRI, SAT], start: "09:00", end: "21:00", per_kwh: 0.75, blocks: [{up_to_kwh: 200, per_kwh: 0.8}]}
            - {name: off_peak, per_kwh: 0.6}
          source: a test
      """;

  private static final String CHANGE =
      """
        - id: cheaper
          utility: clp
          valid_from: 2026-03-15
          currency: HKD
          energy: [{name: any, per_kwh: 1}]
          demand: {window: PT30M, per_kva_month: 40, minimum_kva: 100}
          source: a test
      """;

  @Test
  void theGreatestHalfHourOfTheMonthIsBilled() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> operator = open(HALF_HOURLY, ALL)) {
      take(operator, 60, 80, "2026-03-03T10:05", "2026-03-03T10:06");
      take(operator, 30, 40, "2026-03-20T10:05", "2026-03-20T10:06");
      MonthBill bill = closed(operator);
      assertThat(bill.demandBilledKva()).as("2 · √(60² + 80²)").isEqualTo(200);
      assertThat(bill.demandHkd()).as("200 kVA · 50 HK$").isEqualTo(10_000);
    }
  }

  @Test
  void aSmallMonthIsBilledAtTheMinimum() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> operator = open(HALF_HOURLY, ALL)) {
      take(operator, 3, 4, "2026-03-03T10:05", "2026-03-03T10:06");
      MonthBill bill = closed(operator);
      assertThat(bill.demandBilledKva()).as("10 kVA, and 100 at least").isEqualTo(100);
      assertThat(bill.demandHkd()).isEqualTo(5_000);
    }
  }

  @Test
  void aLateReadingMovesTheBillDownAsWell() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> operator = open(HALF_HOURLY, ALL)) {
      take(operator, 60, 80, "2026-03-31T23:05", "2026-03-31T23:06");
      assertThat(closed(operator).demandBilledKva()).isEqualTo(200);
      take(operator, -15, -20, "2026-03-31T23:05", "2026-04-01T06:00");
      take(operator, 15, 19, "2026-03-31T22:35", "2026-04-01T06:00");
      operator.watermark(millis("2026-04-01T06:01"));
      assertThat(newestMonth(operator).demandBilledKva()).as("2 · √(45² + 60²)").isEqualTo(150);
    }
  }

  /** 20 kWh from 10:20 to 10:29 and 20 kWh from 10:30 to 10:39 are one window of 40 kWh. */
  @Test
  void aSlidingWindowLiesAnywhereAmongTheMinutes() throws Exception {
    for (Set<Grain> grains : Set.of(ALL, EnumSet.of(Grain.MONTH))) {
      try (KeyedOperator<ElementDelta, PeriodTotal> operator = open(SLIDING, grains)) {
        for (int minute = 20; minute < 40; minute++) {
          take(operator, 2, 0, "2026-03-03T10:" + minute, "2026-03-03T10:41");
        }
        PeriodTotal month = closedMonth(operator);
        assertThat(month.peakDemandKva()).as("2 · 20: fixed half hours").isEqualTo(40);
        assertThat(month.bill().demandBilledKva()).as("2 · 40").isEqualTo(80);
        assertThat(month.bill().demandHkd()).as("80 · 50").isEqualTo(4_000);
      }
    }
  }

  @Test
  void aSlidingWindowMayBeginOnTheDayBeforeAndOutlivesARestart() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> operator = open(SLIDING, ALL)) {
      take(operator, 20, 0, "2026-03-03T23:50", "2026-03-03T23:51");
      take(operator, 20, 0, "2026-03-04T00:10", "2026-03-04T00:11");
      operator.watermark(millis("2026-03-20T00:00"));
      operator.restart();
      take(operator, 3, 4, "2026-03-20T00:05", "2026-03-20T00:06");
      assertThat(closed(operator).demandBilledKva()).as("23:50 to 00:10: 2 · 40").isEqualTo(80);
    }
  }

  /**
   * 400 kWh in an on-peak half hour are 800 kVA: 650 · 68.4 + 150 · 65.4 = 44,460 + 9,810. 500 kWh
   * at night are 1,000 kVA: 200 more, · 26 = 5,200. The 600 kWh at noon of a holiday, which is as a
   * Sunday, are 1,200 kVA off peak: 400 more, · 26 = 10,400.
   */
  @Test
  void onlyOnPeakDemandIsBilledWhereTheTariffSaysSo() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> operator = open(ON_PEAK, ALL)) {
      take(operator, 400, 0, "2026-03-03T12:05", "2026-03-03T12:06");
      take(operator, 500, 0, "2026-03-03T22:05", "2026-03-03T22:06");
      MonthBill bill = closed(operator);
      assertThat(bill.demandBilledKva()).isEqualTo(800);
      assertThat(bill.demandHkd()).isCloseTo(44_460 + 9_810 + 5_200, within(1e-9));
    }
    try (KeyedOperator<ElementDelta, PeriodTotal> operator = open(ON_PEAK, ALL)) {
      take(operator, 400, 0, "2026-03-03T12:05", "2026-03-03T12:06");
      take(operator, 600, 0, "2026-03-04T12:05", "2026-03-04T12:06");
      MonthBill bill = closed(operator);
      assertThat(bill.demandBilledKva()).isEqualTo(800);
      assertThat(bill.demandHkd()).isCloseTo(44_460 + 9_810 + 10_400, within(1e-9));
    }
  }

  /**
   * On peak 150 + 250 kWh on two days, at 0.75 in the elements; of these the month's first 200 cost
   * 0.05 more: 10 HK$. What is off peak has no blocks.
   */
  @Test
  void energysBlocksAreOfTheMonthsEnergyInTheirBand() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> operator = open(BLOCKS, ALL)) {
      take(operator, 150, 0, "2026-03-03T12:05", "2026-03-03T12:06");
      take(operator, 250, 0, "2026-03-04T12:05", "2026-03-04T12:06");
      take(operator, 999, 0, "2026-03-04T22:05", "2026-03-04T22:06");
      MonthBill bill = closed(operator);
      assertThat(bill.blocksHkd()).as("200 · (0.80 − 0.75)").isCloseTo(10, within(1e-9));
      assertThat(bill.demandBilledKva()).as("no demand charge").isNaN();
    }
  }

  /**
   * 14 days at 50 HK$ a kVA with a peak of 200 kVA, 17 days at 40 with 120: 14/31 · 10,000 + 17/31
   * · 4,800.
   */
  @Test
  void aTariffThatChangesWithinTheMonthIsChargedByDays() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> operator = open(HALF_HOURLY + CHANGE, ALL)) {
      take(operator, 60, 80, "2026-03-14T23:35", "2026-03-14T23:36");
      take(operator, 36, 48, "2026-03-15T00:05", "2026-03-15T00:06");
      MonthBill bill = closed(operator);
      assertThat(bill.demandBilledKva()).isEqualTo(200);
      assertThat(bill.demandHkd()).isCloseTo((14 * 10_000 + 17 * 4_800) / 31.0, within(1e-9));
    }
  }

  @Test
  void anEstateIsNobodysCustomer() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> operator = open(HALF_HOURLY, ALL)) {
      Elements elements = new Elements();
      elements.add(Element.GRID_NANO_KWH, 1_000_000_000L);
      long at = millis("2026-03-03T10:05");
      operator.send(
          new ElementDelta(OVEN.at(hk.innopark.events.Level.ESTATE).key(), at, at, elements.pack()),
          at);
      assertThat(closed(operator)).isEqualTo(MonthBill.NONE);
    }
  }

  private static KeyedOperator<ElementDelta, PeriodTotal> open(String tariffs, Set<Grain> grains)
      throws Exception {
    String yaml =
        """
        tenants:
          - id: golden-noodle
            estate: tai-po
            lines:
              - id: line-1
                calendar: always
                machines:
                  - id: oven-1
                    sample_period: PT10S
                    stale_after: PT60S
                    meters: [{signal: active_energy_kwh, source: grid, utility: clp}]
        calendars:
          - id: always
            zone: Asia/Hong_Kong
            shifts: [{id: all, days: [MON, TUE, WED, THU, FRI, SAT, SUN], start: "00:00", end: "24:00"}]
        tariffs:
        """
            + tariffs;
    ReferenceData.Source source = ReferenceData.Source.of(RegistryYaml.parse(yaml, "test"));
    RollupConfig config = RollupConfig.DEFAULT.withGrains(grains);
    return KeyedOperator.ofOperator(
        () -> new PlaceOperator(source, config, null, Long.MAX_VALUE),
        delta -> delta.entity(),
        new HashMapStateBackend());
  }

  private static void take(
      KeyedOperator<ElementDelta, PeriodTotal> operator,
      long kwh,
      long kvarh,
      String minute,
      String slot)
      throws Exception {
    Elements elements = new Elements();
    elements.add(Element.GRID_NANO_KWH, kwh * 1_000_000_000L);
    elements.add(Element.REACTIVE_NANO_KVARH, kvarh * 1_000_000_000L);
    operator.send(
        new ElementDelta(OVEN.key(), millis(minute), millis(slot), elements.pack()), millis(slot));
  }

  private static MonthBill closed(KeyedOperator<ElementDelta, PeriodTotal> operator)
      throws Exception {
    return closedMonth(operator).bill();
  }

  private static PeriodTotal closedMonth(KeyedOperator<ElementDelta, PeriodTotal> operator)
      throws Exception {
    operator.watermark(millis("2026-04-01T00:10"));
    return month(operator);
  }

  private static MonthBill newestMonth(KeyedOperator<ElementDelta, PeriodTotal> operator) {
    return month(operator).bill();
  }

  private static PeriodTotal month(KeyedOperator<ElementDelta, PeriodTotal> operator) {
    return operator.takeOutput().stream()
        .filter(total -> total.grain() == Grain.MONTH && total.stage() == Stage.CLOSED)
        .reduce((one, two) -> two)
        .orElseThrow();
  }
}
