package hk.innopark.jobs.rollup;

import static hk.innopark.jobs.reference.HongKong.millis;
import static hk.innopark.jobs.rollup.PlaceDeltas.LINE;
import static hk.innopark.jobs.rollup.PlaceDeltas.LIVE;
import static hk.innopark.jobs.rollup.PlaceDeltas.OVEN;
import static hk.innopark.jobs.rollup.PlaceDeltas.good;
import static hk.innopark.jobs.rollup.PlaceDeltas.open;
import static hk.innopark.jobs.rollup.PlaceDeltas.openBelow;
import static hk.innopark.jobs.rollup.PlaceDeltas.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.events.MachineId;
import hk.innopark.jobs.KeyedOperator;
import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.element.Entity;
import org.junit.jupiter.api.Test;

/** What a place tells the level above it. */
class PlaceOperatorAboveTest {
  @Test
  void theLevelAboveIsToldSumsByMinuteAndArrivalMinute() throws Exception {
    Entity other =
        Entity.of(new MachineId("tai-po", "golden-noodle", "line-2", "oven-1"), "real")
            .at(Level.LINE);
    try (KeyedOperator<ElementDelta, PeriodTotal> lines = openBelow(Level.TENANT)) {
      send(lines, LINE, 1, "2026-03-03T12:30", "2026-03-03T12:31");
      send(lines, other, 2, "2026-03-03T12:30", "2026-03-03T12:31");
      send(lines, other, 4, "2026-03-03T12:31", "2026-03-03T12:31");
      send(lines, LINE, 8, "2026-03-03T12:30", "2026-03-03T12:32");
      send(lines, LINE, -8, "2026-03-03T12:30", "2026-03-03T12:33");
      send(lines, other, 8, "2026-03-03T12:30", "2026-03-03T12:33");
      lines.watermark(millis("2026-03-03T12:34"));
      assertThat(lines.sideOutput(PlaceOperator.ABOVE))
          .allMatch(delta -> delta.entity().equals(OVEN.at(Level.TENANT).key()))
          .extracting(ElementDelta::minuteMillis, ElementDelta::slotMillis, delta -> good(delta))
          .as("what cancels out is not said")
          .containsExactlyInAnyOrder(
              tuple(millis("2026-03-03T12:30"), millis("2026-03-03T12:31"), 3L),
              tuple(millis("2026-03-03T12:31"), millis("2026-03-03T12:31"), 4L),
              tuple(millis("2026-03-03T12:30"), millis("2026-03-03T12:32"), 8L));
    }
  }

  @Test
  void theLevelAboveIsToldOnceASecondAndBeforeACheckpoint() throws Exception {
    long second = millis("2026-03-03T12:31");
    try (KeyedOperator<ElementDelta, PeriodTotal> lines = openBelow(Level.TENANT)) {
      lines.watermark(second);
      send(lines, LINE, 1, "2026-03-03T12:30", "2026-03-03T12:31");
      lines.watermark(second + 999);
      assertThat(lines.takeSideOutput(PlaceOperator.ABOVE)).isEmpty();
      lines.watermark(second + 1000);
      assertThat(lines.takeSideOutput(PlaceOperator.ABOVE)).hasSize(1);
      send(lines, LINE, 2, "2026-03-03T12:30", "2026-03-03T12:31");
      lines.restart();
      lines.watermark(second + 60_000);
      assertThat(lines.takeSideOutput(PlaceOperator.ABOVE))
          .as("neither lost nor said twice")
          .extracting(delta -> good(delta))
          .containsExactly(2L);
    }
  }

  /** Whatever closes at a watermark has all that arrived before, however many levels up. */
  @Test
  void theLevelAboveIsToldBeforeTheWatermarkAtWhichItsPeriodsClose() throws Exception {
    long closes = millis("2026-03-03T13:10");
    try (KeyedOperator<ElementDelta, PeriodTotal> lines = openBelow(Level.TENANT)) {
      lines.watermark(closes - 1_000);
      send(lines, LINE, 1, millis("2026-03-03T12:30"), millis("2026-03-03T13:09"));
      lines.watermark(closes - 1);
      send(lines, LINE, 2, millis("2026-03-03T12:30"), millis("2026-03-03T13:09"));
      lines.watermark(closes);
      assertThat(lines.takeSideOutput(PlaceOperator.ABOVE))
          .extracting(delta -> good(delta))
          .containsExactly(3L);
    }
  }

  @Test
  void estatesHaveNothingAboveThem() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> estates = open(LIVE, Grain.HOUR)) {
      send(estates, OVEN.at(Level.ESTATE), 1, "2026-03-03T12:30", "2026-03-03T12:31");
      estates.watermark(millis("2026-03-03T14:00"));
      assertThat(estates.sideOutput(PlaceOperator.ABOVE)).isEmpty();
    }
  }
}
