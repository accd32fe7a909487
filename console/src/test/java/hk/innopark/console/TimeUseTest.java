package hk.innopark.console;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.console.figures.FigureRow;
import hk.innopark.console.figures.Measure;
import hk.innopark.console.figures.Place;
import hk.innopark.events.Grain;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimeUseTest {
  private static Elements hour(Map<String, Double> values) {
    Elements elements = new Elements();
    elements.add(
        Measure.THROUGHPUT, Grain.MINUTE, new FigureRow(Place.ANY, Instant.EPOCH, 1, 60, values));
    return elements;
  }

  @Test
  void the_uses_are_all_machine_time_together() {
    Map<String, Double> use =
        TimeUse.of(
            hour(Map.of("production_s", 5000.0, "delay_s", 400.0, "planned_down_s", 600.0)), 2);
    assertThat(use)
        .containsEntry("running", 5000.0)
        .containsEntry("down", 400.0)
        .containsEntry("planned", 600.0)
        .containsEntry("unscheduled", 1200.0);
    assertThat(use.values().stream().mapToDouble(Double::doubleValue).sum()).isEqualTo(7200);
  }

  @Test
  void a_machine_that_only_reports_is_not_scheduled() {
    Elements elements = new Elements();
    elements.add(
        Measure.QUALITY_OF_DATA,
        Grain.MINUTE,
        new FigureRow(Place.ANY, Instant.EPOCH, 1, 60, Map.of("expected", 120.0)));
    assertThat(TimeUse.of(elements, 1))
        .containsEntry("running", 0.0)
        .containsEntry("unscheduled", 3600.0);
  }

  @Test
  void time_that_nothing_is_known_of_is_no_use_at_all() {
    assertThat(TimeUse.of(new Elements(), 3)).isEmpty();
  }

  @Test
  void more_accounted_time_than_there_is_leaves_none_unscheduled() {
    assertThat(TimeUse.of(hour(Map.of("production_s", 4000.0)), 1))
        .containsEntry("unscheduled", 0.0);
  }
}
