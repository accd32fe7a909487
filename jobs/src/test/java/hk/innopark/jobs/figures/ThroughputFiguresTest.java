package hk.innopark.jobs.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import hk.innopark.events.DowntimeReason;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Subject;
import hk.innopark.jobs.rollup.PeriodTotal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThroughputFiguresTest {
  private static final double EXACT = 1e-12;

  @ParameterizedTest
  @EnumSource(
      value = Element.class,
      names = {"PRODUCTION_MS", "IDLE_MS", "GOOD_ITEMS", "SCRAP_ITEMS", "REWORK_ITEMS"})
  void anyTimeOrItemIsThroughput(Element element) {
    Elements elements = new Elements();
    assertThat(Subject.THROUGHPUT.isIn(elements)).isFalse();

    elements.add(element, 1);

    assertThat(Subject.THROUGHPUT.isIn(elements)).isTrue();
  }

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
    FigureRow row = row(shift().closed());
    assertThat(FigureRows.value(row, field)).isCloseTo(expected, within(expected * EXACT));
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
                .closed());
    assertThat(FigureRows.value(row, "good")).isEqualTo(2 * 972);
    assertThat(FigureRows.value(row, "ideal_s")).isEqualTo(2 * 19_440);
    assertThat(FigureRows.value(row, "effectiveness")).isCloseTo(0.9, within(EXACT));
    assertThat(FigureRows.value(row, "oee")).isCloseTo(0.648, within(EXACT));
    assertThat(FigureRows.value(row, "nee")).isCloseTo(0.6885, within(EXACT));
  }

  @Test
  void everyReasonHasAFieldAndTogetherTheyAreTheDelay() {
    Totals totals = new Totals();
    int seconds = 1;
    for (DowntimeReason reason : DowntimeReason.values()) {
      totals.seconds(Element.delay(reason), seconds);
      seconds *= 2;
    }
    FigureRow row = row(totals.closed());
    int expected = 1;
    for (DowntimeReason reason : DowntimeReason.values()) {
      assertThat(FigureRows.value(row, "delay_" + reason.wireName() + "_s")).isEqualTo(expected);
      expected *= 2;
    }
    assertThat(FigureRows.value(row, "delay_s")).isEqualTo(expected - 1);
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
    FigureRow row = row(new Totals().seconds(Element.UNKNOWN_MS, 60).closed());
    assertThat(FigureRows.value(row, field)).isNaN();
    assertThat(FigureRows.value(row, "planned_busy_s")).isEqualTo(60);
    assertThat(FigureRows.value(row, "produced")).isZero();
  }

  @Test
  void aLineThatStoodStillHasAnOeeOfZero() {
    FigureRow row = row(new Totals().seconds(Element.IDLE_MS, 60).closed());
    assertThat(FigureRows.value(row, "availability")).isZero();
    assertThat(FigureRows.value(row, "oee")).isZero();
    assertThat(FigureRows.value(row, "effectiveness")).isNaN();
  }

  private static FigureRow row(PeriodTotal total) {
    return FigureRows.of(total, Measurement.THROUGHPUT);
  }
}
