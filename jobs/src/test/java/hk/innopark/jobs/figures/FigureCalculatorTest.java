package hk.innopark.jobs.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.Grain;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.figures.FigureRow.Status;
import hk.innopark.jobs.rollup.PeriodTotal;
import hk.innopark.jobs.rollup.PeriodTotal.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FigureCalculatorTest {
  private static final double EXACT = 1e-12;

  /**
   * A shift by ISO 22400-2. APT 21,600 s; AUST 1,350 s; ADET 1,800 + 900 = 2,700 s; idle 1,350 s;
   * unknown 1,800 s. So PBT is 28,800 s, of which 27,000 s are known. PQ 1,080 of which GQ 972, at
   * a PRI of 18 s: PRI·PQ 19,440 s, PRI·GQ 17,496 s.
   */
  private static Totals shift() {
    return new Totals()
        .seconds(Element.PRODUCTION_MS, 21_600)
        .seconds(Element.SETUP_MS, 1_350)
        .seconds(Element.DELAY_BREAKDOWN_MS, 1_800)
        .seconds(Element.DELAY_STARVED_MS, 900)
        .seconds(Element.IDLE_MS, 1_350)
        .seconds(Element.UNKNOWN_MS, 1_800)
        .seconds(Element.PLANNED_DOWN_MS, 600)
        .seconds(Element.OUTSIDE_PLAN_MS, 300)
        .exactly(Element.GOOD_ITEMS, 972)
        .exactly(Element.SCRAP_ITEMS, 108)
        .exactly(Element.REWORK_ITEMS, 7)
        .nano(Element.IDEAL_NS, 19_440)
        .nano(Element.IDEAL_GOOD_NS, 17_496)
        .nano(Element.IDEAL_COVERED_NS, 19_440)
        .nano(Element.IDEAL_GOOD_COVERED_NS, 17_496)
        .exactly(Element.FAILURES, 4)
        .seconds(Element.REPAIR_MS, 1_800);
  }

  @ParameterizedTest
  @CsvSource({
    // APT / known PBT = 21,600 / 27,000
    "availability, 0.8",
    // PRI·PQ / APT = 19,440 / 21,600
    "effectiveness, 0.9",
    // GQ / PQ = 972 / 1,080
    "quality, 0.9",
    // 0.8 · 0.9 · 0.9 = 17,496 / 27,000
    "oee, 0.648",
    // (21,600 + 1,350) / 27,000 · 0.9 · 0.9 = 0.85 · 0.81
    "nee, 0.6885",
    // APT / AUBT = 21,600 / (21,600 + 1,350 + 2,700) = 21,600 / 25,650
    "utilization, 0.842105263157894737",
    // APT / (APT + ADET) = 21,600 / 24,300
    "technical_efficiency, 0.888888888888888889",
    // AUST / AUPT = 1,350 / 22,950
    "setup_ratio, 0.0588235294117647059",
    // SQ / PQ = 108 / 1,080
    "scrap_ratio, 0.1",
    // 1,080 · 3,600 / 25,650
    "throughput_per_h, 151.578947368421053",
    // 21,600 / 4
    "mtbf_s, 5400",
    // 1,800 / 4
    "mttr_s, 450",
    // 972 + 108
    "produced, 1080",
    "good, 972",
    "scrap, 108",
    "rework, 7",
    // 21,600 + 1,350 + 2,700 + 1,350 + 1,800
    "planned_busy_s, 28800",
    "planned_down_s, 600",
    "production_s, 21600",
    "setup_s, 1350",
    "delay_s, 2700",
    "delay_breakdown_s, 1800",
    "delay_starved_s, 900",
    "delay_blocked_s, 0",
    "idle_s, 1350",
    "unknown_s, 1800",
    "outside_plan_s, 300",
    "ideal_s, 19440",
    "ideal_good_s, 17496",
    "failures, 4",
  })
  void aShiftByIso22400(String field, double expected) {
    FigureRow row = row(shift().closed(), Measurement.THROUGHPUT);
    assertThat(value(row, field)).isCloseTo(expected, within(expected * EXACT));
  }

  /** As much again was made while nobody knew what the machine did. */
  @Test
  void whatWasMadeInUnknownTimeIsMadeAndInNoRatioOfTime() {
    FigureRow row =
        row(
            shift()
                .nano(Element.IDEAL_NS, 19_440)
                .nano(Element.IDEAL_GOOD_NS, 17_496)
                .exactly(Element.GOOD_ITEMS, 972)
                .exactly(Element.SCRAP_ITEMS, 108)
                .closed(),
            Measurement.THROUGHPUT);
    assertThat(value(row, "good")).isEqualTo(2 * 972);
    assertThat(value(row, "ideal_s")).isEqualTo(2 * 19_440);
    assertThat(value(row, "effectiveness")).isCloseTo(0.9, within(EXACT));
    assertThat(value(row, "oee")).isCloseTo(0.648, within(EXACT));
    assertThat(value(row, "nee")).isCloseTo(0.6885, within(EXACT));
  }

  @Test
  void aMinuteThatIsNotOverSaysWhatTheMachineDoesAndTakesAlone() {
    Totals totals = energy().exactly(Element.MESSAGES, 6).seconds(Element.PRODUCTION_MS, 20);
    long inIt = Totals.START + 30_000;
    assertThat(measurements(totals.of(Totals.LINE, Grain.MINUTE, Stage.OPEN, 1, inIt)))
        .containsExactly(Measurement.THROUGHPUT, Measurement.ENERGY);
    assertThat(measurements(totals.of(Totals.LINE, Grain.MINUTE, Stage.OPEN, 1, Totals.END)))
        .as("it is over, and may still change")
        .containsExactlyInAnyOrder(Measurement.values());
    assertThat(measurements(totals.of(Totals.LINE, Grain.HOUR, Stage.OPEN, 1, inIt)))
        .containsExactlyInAnyOrder(Measurement.values());
  }

  private static List<Measurement> measurements(PeriodTotal total) {
    return FigureCalculator.rows(total).stream().map(FigureRow::measurement).toList();
  }

  @Test
  void everyReasonHasAFieldAndTogetherTheyAreTheDelay() {
    Totals totals = new Totals();
    int seconds = 1;
    for (DowntimeReason reason : DowntimeReason.values()) {
      totals.seconds(Element.delay(reason), seconds);
      seconds *= 2;
    }
    FigureRow row = row(totals.closed(), Measurement.THROUGHPUT);
    int expected = 1;
    for (DowntimeReason reason : DowntimeReason.values()) {
      assertThat(value(row, "delay_" + reason.wireName() + "_s")).isEqualTo(expected);
      expected *= 2;
    }
    assertThat(value(row, "delay_s")).isEqualTo(expected - 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "availability",
        "effectiveness",
        "quality",
        "oee",
        "nee",
        "utilization",
        "technical_efficiency",
        "setup_ratio",
        "scrap_ratio",
        "throughput_per_h",
        "mtbf_s",
        "mttr_s"
      })
  void aRatioOverNothingIsNoNumber(String field) {
    // a line whose time is unknown altogether: it was planned busy, and nothing is known of it
    FigureRow row =
        row(new Totals().seconds(Element.UNKNOWN_MS, 60).closed(), Measurement.THROUGHPUT);
    assertThat(value(row, field)).isNaN();
    assertThat(value(row, "planned_busy_s")).isEqualTo(60);
    assertThat(value(row, "produced")).isZero();
  }

  @Test
  void aLineThatStoodStillHasAnOeeOfZero() {
    FigureRow row = row(new Totals().seconds(Element.IDLE_MS, 60).closed(), Measurement.THROUGHPUT);
    assertThat(value(row, "availability")).isZero();
    assertThat(value(row, "oee")).isZero();
    assertThat(value(row, "effectiveness")).isNaN();
  }

  /**
   * 115 kWh from the grid, 20 generated, 15 exported: 120 active, with 50 kvarh; 480 good items.
   */
  private static Totals energy() {
    return new Totals()
        .nano(Element.GRID_NANO_KWH, 115)
        .nano(Element.PV_NANO_KWH, 20)
        .nano(Element.EXPORT_NANO_KWH, 15)
        .nano(Element.CLAIMED_NANO_KWH, 5)
        .nano(Element.REACTIVE_NANO_KVARH, 50)
        .nano(Element.RUNNING_NANO_KWH, 90)
        .nano(Element.IDLE_NANO_KWH, 12)
        .nano(Element.SETUP_NANO_KWH, 8)
        .nano(Element.DOWN_NANO_KWH, 6)
        .nano(Element.OFF_NANO_KWH, 3)
        .nano(Element.UNKNOWN_NANO_KWH, 1)
        .nano(Element.ESTIMATED_NANO_KWH, 30)
        .nano(Element.COST_ENERGY_NANO_HKD, 103.5)
        .nano(Element.SCOPE1_NANO_KG, 5.5)
        .nano(Element.SCOPE2_LOCATION_NANO_KG, 38.4)
        .nano(Element.SCOPE2_MARKET_NANO_KG, 36)
        .nano(Element.SCOPE3_NANO_KG, 1.25)
        .nano(Element.WATER_NANO_M3, 2.4)
        .exactly(Element.GOOD_ITEMS, 480);
  }

  @ParameterizedTest
  @CsvSource({
    "grid_kwh, 115",
    "pv_kwh, 20",
    "export_kwh, 15",
    // 115 + 20 − 15
    "active_kwh, 120",
    "reactive_kvarh, 50",
    "running_kwh, 90",
    "idle_kwh, 12",
    "setup_kwh, 8",
    "down_kwh, 6",
    "off_kwh, 3",
    "unknown_kwh, 1",
    // 120 kWh in two hours
    "mean_kw, 60",
    // of what the grid gave: 115 / √(115² + 50²)
    "power_factor, 0.917070056253235",
    // as the roll-up found it
    "peak_demand_kva, 130",
    "cost_energy_hkd, 103.5",
    // 120 / 480
    "kwh_per_good, 0.25",
    // (120 − 90) / 120
    "base_load_share, 0.25",
  })
  void energyOfTwoHours(String field, double expected) {
    FigureRow row = row(energy().closed(), Measurement.ENERGY);
    assertThat(value(row, field)).isCloseTo(expected, within(expected * EXACT));
  }

  @ParameterizedTest
  @CsvSource({
    "scope1_kg, 5.5",
    "scope2_location_kg, 38.4",
    "scope2_market_kg, 36",
    "scope3_kg, 1.25",
    // 38.4 / 480
    "scope2_location_kg_per_good, 0.08",
    // 36 / 480
    "scope2_market_kg_per_good, 0.075",
    "renewable_generated_kwh, 20",
    "renewable_claimed_kwh, 5",
    // 5 / 120
    "renewable_share, 0.0416666666666666667",
    "water_m3, 2.4",
    // 2.4 / 480
    "water_m3_per_good, 0.005",
  })
  void sustainabilityOfTwoHours(String field, double expected) {
    FigureRow row = row(energy().closed(), Measurement.SUSTAINABILITY);
    assertThat(value(row, field)).isCloseTo(expected, within(expected * EXACT));
  }

  @Test
  void ofAnOpenPeriodOnlyTheTimeThatIsOverCounts() {
    long halfAnHourIn = Totals.START + 30 * 60_000;
    FigureRow row = row(energy().at(Stage.OPEN, 1, halfAnHourIn), Measurement.ENERGY);
    assertThat(value(row, "mean_kw")).as("120 kWh in half an hour").isEqualTo(240);
  }

  @Test
  void aPeriodThatHasNotBegunHasNoMeanPower() {
    FigureRow row = row(energy().at(Stage.OPEN, 1, Totals.START - 1), Measurement.ENERGY);
    assertThat(value(row, "mean_kw")).isNaN();
  }

  @Test
  void whatNobodyMeasuresHasNoValue() {
    FigureRow sustainability = row(energy().closed(), Measurement.SUSTAINABILITY);
    assertThat(value(sustainability, "waste_kg")).isNaN();
    assertThat(value(sustainability, "diversion_share")).isNaN();
    assertThat(value(row(energy().closed(), Measurement.ENERGY), "expected_kwh")).isNaN();
  }

  @ParameterizedTest
  @CsvSource({
    "messages, 342",
    "duplicates, 3",
    "late, 2",
    "dead_letters, 4",
    "sequence_gaps, 5",
    "expected, 360",
    "valid, 342",
    "estimated, 10",
    // 342 / 360
    "coverage, 0.95",
    // (120 − 30) / 120
    "measured_share, 0.75",
  })
  void qualityOfTheData(String field, double expected) {
    PeriodTotal total =
        energy()
            .exactly(Element.MESSAGES, 342)
            .exactly(Element.DUPLICATES, 3)
            .exactly(Element.LATE, 2)
            .exactly(Element.DEAD_LETTERS, 4)
            .exactly(Element.SEQUENCE_GAPS, 5)
            .intervals(Element.EXPECTED_MICRO_INTERVALS, 360)
            .intervals(Element.VALID_MICRO_INTERVALS, 342)
            .intervals(Element.ESTIMATED_MICRO_INTERVALS, 10)
            .closed();
    FigureRow row = row(total, Measurement.QUALITY_OF_DATA);
    assertThat(value(row, field)).isCloseTo(expected, within(expected * EXACT));
  }

  @Test
  void coverageOfNothingExpectedIsNoNumber() {
    FigureRow row =
        row(new Totals().exactly(Element.DEAD_LETTERS, 1).closed(), Measurement.QUALITY_OF_DATA);
    assertThat(value(row, "coverage")).isNaN();
    assertThat(value(row, "measured_share")).isNaN();
  }

  @Test
  void aMeasurementOfWhichNothingIsKnownHasNoRow() {
    assertThat(measurements(new Totals())).isEmpty();
    assertThat(measurements(new Totals().exactly(Element.MESSAGES, 1)))
        .containsExactly(Measurement.QUALITY_OF_DATA);
    assertThat(measurements(new Totals().exactly(Element.IDLE_MS, 1)))
        .containsExactly(Measurement.THROUGHPUT);
    assertThat(measurements(new Totals().exactly(Element.GRID_NANO_KWH, 1)))
        .as("what it emits, or that this is not known")
        .containsExactly(Measurement.ENERGY, Measurement.SUSTAINABILITY);
    assertThat(measurements(new Totals().exactly(Element.WATER_NANO_M3, 1)))
        .containsExactly(Measurement.SUSTAINABILITY);
    assertThat(measurements(energy().exactly(Element.MESSAGES, 1)))
        .containsExactly(Measurement.values());
  }

  @ParameterizedTest
  @CsvSource({
    "OPEN,    1, 0, PROVISIONAL",
    "CLOSED,  1, 0, FINAL",
    // one millionth of one interval is missing
    "CLOSED,  1, 1, PROVISIONAL",
    "EXPIRED, 1, 1, FINAL",
    "CLOSED,  2, 0, REVISED",
    "CLOSED,  2, 1, REVISED",
    "EXPIRED, 2, 1, REVISED",
  })
  void aRowIsAsSettledAsItsPeriodAndItsData(
      Stage stage, int revision, long missing, Status expected) {
    Totals totals =
        new Totals()
            .intervals(Element.EXPECTED_MICRO_INTERVALS, 720)
            .intervals(Element.VALID_MICRO_INTERVALS, 720)
            .exactly(Element.VALID_MICRO_INTERVALS, -missing);
    assertThat(FigureCalculator.rows(totals.at(stage, revision, Totals.END)))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.status()).isEqualTo(expected));
  }

  @Test
  void aRowSaysWhatItIsAbout() {
    FigureRow row = row(energy().at(Stage.CLOSED, 3, Totals.END), Measurement.ENERGY);
    assertThat(row.estate()).isEqualTo("tai-po");
    assertThat(row.tenant()).isEqualTo("golden-noodle");
    assertThat(row.line()).isEqualTo("line-1");
    assertThat(row.machine()).isNull();
    assertThat(row.origin()).isEqualTo("real");
    assertThat(row.startMillis()).isEqualTo(Totals.START);
    assertThat(row.endMillis()).isEqualTo(Totals.END);
    assertThat(row.revision()).isEqualTo(3);
    assertThat(row.values()).hasSameSizeAs(Measurement.ENERGY.fields());
  }

  private static List<Measurement> measurements(Totals totals) {
    return FigureCalculator.rows(totals.closed()).stream().map(FigureRow::measurement).toList();
  }

  private static FigureRow row(PeriodTotal total, Measurement measurement) {
    return FigureCalculator.rows(total).stream()
        .filter(row -> row.measurement() == measurement)
        .findFirst()
        .orElseThrow();
  }

  private static double value(FigureRow row, String field) {
    int index = row.measurement().fields().indexOf(field);
    assertThat(index).as("a field named %s", field).isNotNegative();
    return row.values()[index];
  }
}
