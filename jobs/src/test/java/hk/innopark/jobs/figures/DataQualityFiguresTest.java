package hk.innopark.jobs.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Subject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DataQualityFiguresTest {
  private static final long KWH = 1_000_000_000L;

  private final Elements elements = new Elements();

  private double value(String field) {
    return DataQualityFigures.of(elements)[Measurement.QUALITY_OF_DATA.fields().indexOf(field)];
  }

  @ParameterizedTest
  @EnumSource(
      value = Element.class,
      names = {"MESSAGES", "DUPLICATES", "LATE", "DEAD_LETTERS", "EXPECTED_MICRO_INTERVALS"})
  void anySignOfAMachineIsQualityOfData(Element element) {
    assertThat(Subject.QUALITY_OF_DATA.isIn(elements)).isFalse();
    elements.add(element, 1);
    assertThat(Subject.QUALITY_OF_DATA.isIn(elements)).isTrue();
  }

  @Test
  void whatWasEstimatedOrIntegratedWasNotMeasured() {
    elements.add(Element.GRID_NANO_KWH, 10 * KWH);
    elements.add(Element.ESTIMATED_NANO_KWH, 2 * KWH);
    elements.add(Element.INTEGRATED_NANO_KWH, 3 * KWH);

    assertThat(value("measured_share")).isCloseTo(0.5, within(1e-12));
  }

  @Test
  void powerIsHeldAgainstTheMeter() {
    elements.add(Element.COMPARED_METER_NANO_KWH, 10 * KWH);
    elements.add(Element.COMPARED_POWER_NANO_KWH, 11 * KWH);

    assertThat(value("power_mismatch_pct")).isCloseTo(10, within(1e-12));
  }

  @Test
  void coverageIsValidOfExpectedIntervals() {
    assertThat(DataQualityFigures.coverage(elements)).isNaN();
    assertThat(DataQualityFigures.isComplete(elements)).isTrue();
    elements.add(Element.EXPECTED_MICRO_INTERVALS, 4_000_000);
    elements.add(Element.VALID_MICRO_INTERVALS, 3_000_000);

    assertThat(DataQualityFigures.coverage(elements)).isEqualTo(0.75);
    assertThat(DataQualityFigures.isComplete(elements)).isFalse();
    elements.add(Element.VALID_MICRO_INTERVALS, 1_000_000);
    assertThat(DataQualityFigures.isComplete(elements)).isTrue();
  }
}
