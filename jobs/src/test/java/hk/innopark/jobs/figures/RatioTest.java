package hk.innopark.jobs.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import hk.innopark.events.FigureFields;
import hk.innopark.events.Ratio;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.rollup.MonthBill;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Pages and dashboards divide the sums of rows by {@link Ratio}, the engine its elements. */
class RatioTest {
  private static final long HOUR_MILLIS = 3_600_000;

  /** Energy by state, which adds up to active energy. */
  private static final Set<Element> BY_STATE =
      EnumSet.range(Element.RUNNING_NANO_KWH, Element.UNKNOWN_NANO_KWH);

  @Property(tries = 300)
  void everyRatioIsThatOfTheFieldsBesideIt(
      @ForAll @Size(min = 1, max = 30)
          Map<Element, @LongRange(min = 0, max = 7_200_000) Long> amounts) {
    Elements elements = new Elements();
    amounts.forEach(elements::add);
    long active = BY_STATE.stream().mapToLong(elements::get).sum();
    elements.add(Element.GRID_NANO_KWH, active - EnergyFigures.activeNanoKwh(elements));

    Map<String, Double> fields = fields(elements);

    for (Ratio ratio : Ratio.values()) {
      Double again = ratio.over(fields::get);
      if (again == null) {
        assertThat(fields).as(ratio.field()).doesNotContainKey(ratio.field());
      } else {
        assertThat(fields.get(ratio.field()))
            .as(ratio.field())
            .isNotNull()
            .isCloseTo(again, withinPercentage(1e-9));
      }
    }
  }

  @Test
  void everyRatioOfTheContractIsHere() {
    assertThat(Arrays.stream(Ratio.values()).map(Ratio::field))
        .containsAll(FigureFields.EQUIPMENT_RATIOS)
        .contains("throughput_per_h", "mtbf_s", "unnamed_share");
  }

  /** Those of every measurement that have a value. */
  private static Map<String, Double> fields(Elements elements) {
    Map<String, Double> fields = new HashMap<>();
    put(fields, Measurement.THROUGHPUT, ThroughputFigures.of(elements));
    put(
        fields,
        Measurement.ENERGY,
        EnergyFigures.of(elements, HOUR_MILLIS, Double.NaN, MonthBill.NONE, Expectation.NONE));
    put(fields, Measurement.SUSTAINABILITY, SustainabilityFigures.of(elements, Inventory.NONE));
    put(fields, Measurement.QUALITY_OF_DATA, DataQualityFigures.of(elements));
    return fields;
  }

  private static void put(Map<String, Double> fields, Measurement measurement, double[] values) {
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        fields.put(measurement.fields().get(i), values[i]);
      }
    }
  }
}
