package hk.innopark.jobs.figures;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Subject;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThroughputFiguresTest {
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
}
