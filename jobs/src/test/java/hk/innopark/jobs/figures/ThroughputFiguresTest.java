package hk.innopark.jobs.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import hk.innopark.events.FigureFields;
import hk.innopark.events.Ratio;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Subject;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThroughputFiguresTest {
  private static final List<Ratio> RATIOS =
      Arrays.stream(Ratio.values())
          .filter(ratio -> FigureFields.THROUGHPUT.contains(ratio.field()))
          .toList();

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

  /** Pages and dashboards divide the sums of rows by {@link Ratio}. */
  @Property(tries = 300)
  void ratiosAreThoseOfTheFieldsBesideThem(
      @ForAll @Size(min = 1, max = 20)
          Map<Element, @LongRange(min = 0, max = 7_200_000) Long> amounts) {
    Elements elements = new Elements();
    amounts.forEach(elements::add);

    Map<String, Double> row = row(ThroughputFigures.of(elements));

    assertThat(row).containsKey("produced");
    for (Ratio ratio : RATIOS) {
      Double again = ratio.over(row::get);
      if (again == null) {
        assertThat(row).as(ratio.field()).doesNotContainKey(ratio.field());
      } else {
        assertThat(row.get(ratio.field()))
            .as(ratio.field())
            .isCloseTo(again, withinPercentage(1e-9));
      }
    }
  }

  @Test
  void everyRatioOfTheContractIsHere() {
    assertThat(RATIOS)
        .extracting(Ratio::field)
        .containsAll(FigureFields.EQUIPMENT_RATIOS)
        .contains("throughput_per_h", "mtbf_s", "unnamed_share");
  }

  private static Map<String, Double> row(double[] values) {
    Map<String, Double> row = new HashMap<>();
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        row.put(FigureFields.THROUGHPUT.get(i), values[i]);
      }
    }
    return row;
  }
}
