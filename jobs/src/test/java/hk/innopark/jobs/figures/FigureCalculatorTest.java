package hk.innopark.jobs.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import hk.innopark.events.Grain;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.figures.FigureRow.Status;
import hk.innopark.jobs.rollup.PeriodTotal;
import hk.innopark.jobs.rollup.PeriodTotal.Stage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigureCalculatorTest {
  private static final double EXACT = 1e-12;

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
    FigureRow row = FigureRows.of(energy().closed(), Measurement.ENERGY);
    assertThat(FigureRows.value(row, field)).isCloseTo(expected, within(expected * EXACT));
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
    FigureRow row = FigureRows.of(energy().closed(), Measurement.SUSTAINABILITY);
    assertThat(FigureRows.value(row, field)).isCloseTo(expected, within(expected * EXACT));
  }

  @Test
  void ofAnOpenPeriodOnlyTheTimeThatIsOverCounts() {
    long halfAnHourIn = Totals.START + 30 * 60_000;
    FigureRow row = FigureRows.of(energy().at(Stage.OPEN, 1, halfAnHourIn), Measurement.ENERGY);
    assertThat(FigureRows.value(row, "mean_kw")).as("120 kWh in half an hour").isEqualTo(240);
  }

  @Test
  void aPeriodThatHasNotBegunHasNoMeanPower() {
    FigureRow row = FigureRows.of(energy().at(Stage.OPEN, 1, Totals.START - 1), Measurement.ENERGY);
    assertThat(FigureRows.value(row, "mean_kw")).isNaN();
  }

  @Test
  void whatNobodyMeasuresHasNoValue() {
    FigureRow sustainability = FigureRows.of(energy().closed(), Measurement.SUSTAINABILITY);
    assertThat(FigureRows.value(sustainability, "waste_kg")).isNaN();
    assertThat(FigureRows.value(sustainability, "diversion_share")).isNaN();
    assertThat(
            FigureRows.value(FigureRows.of(energy().closed(), Measurement.ENERGY), "expected_kwh"))
        .isNaN();
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
    FigureRow row = FigureRows.of(total, Measurement.QUALITY_OF_DATA);
    assertThat(FigureRows.value(row, field)).isCloseTo(expected, within(expected * EXACT));
  }

  @Test
  void coverageOfNothingExpectedIsNoNumber() {
    FigureRow row =
        FigureRows.of(
            new Totals().exactly(Element.DEAD_LETTERS, 1).closed(), Measurement.QUALITY_OF_DATA);
    assertThat(FigureRows.value(row, "coverage")).isNaN();
    assertThat(FigureRows.value(row, "measured_share")).isNaN();
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
    FigureRow row = FigureRows.of(energy().at(Stage.CLOSED, 3, Totals.END), Measurement.ENERGY);
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
}
