package hk.innopark.jobs.rollup;

import static hk.innopark.jobs.reference.HongKong.millis;
import static hk.innopark.jobs.rollup.PlaceDeltas.LINE;
import static hk.innopark.jobs.rollup.PlaceDeltas.LIVE;
import static hk.innopark.jobs.rollup.PlaceDeltas.closed;
import static hk.innopark.jobs.rollup.PlaceDeltas.open;
import static hk.innopark.jobs.rollup.PlaceDeltas.send;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.events.MachineId;
import hk.innopark.jobs.KeyedOperator;
import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.rollup.PeriodTotal.Stage;
import hk.innopark.jobs.rollup.PlaceDeltas.Said;
import org.junit.jupiter.api.Test;

/** What goes to state and when, and how time goes on. */
class BookOperatorTest {
  private static final Entity OTHER =
      Entity.of(new MachineId("tai-po", "medivance", "packaging", "packer-1"), "real")
          .at(Level.LINE);

  @Test
  void hoursGoToStateOnceAnHourWithoutACheckpoint() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> lines = open(LIVE, Grain.HOUR)) {
      send(lines, LINE, 1, "2026-03-03T10:05", "2026-03-03T10:06");
      lines.watermark(millis("2026-03-03T10:07"));
      int before = lines.stateEntries();
      send(lines, OTHER, 2, "2026-03-03T10:05", "2026-03-03T10:08");
      lines.watermark(millis("2026-03-03T10:59"));
      assertThat(lines.stateEntries()).as("within the hour").isEqualTo(before);
      lines.watermark(millis("2026-03-03T11:00"));
      assertThat(lines.stateEntries()).as("the hours of one more line").isEqualTo(before + 1);
    }
  }

  @Test
  void aLateReadingFindsTheHourOfItsOwnLine() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> lines = open(LIVE, Grain.HOUR)) {
      send(lines, LINE, 1, "2026-03-03T10:05", "2026-03-03T10:06");
      send(lines, OTHER, 2, "2026-03-03T10:05", "2026-03-03T10:06");
      lines.watermark(millis("2026-03-03T18:00"));
      lines.takeOutput();
      send(lines, LINE, 4, "2026-03-03T10:05", "2026-03-03T18:00");
      send(lines, OTHER, 8, "2026-03-03T10:05", "2026-03-03T18:00");
      lines.watermark(millis("2026-03-03T18:01"));
      assertThat(closed(lines))
          .containsExactlyInAnyOrder(new Said(Stage.CLOSED, 2, 5), new Said(Stage.CLOSED, 2, 10));
    }
  }

  @Test
  void aLongSilenceIsGoneThroughInSteps() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> lines = open(LIVE, Grain.HOUR)) {
      send(lines, LINE, 1, "2026-03-03T10:05", "2026-03-03T10:06");
      lines.watermark(millis("2026-03-03T10:07"));
      assertThat(lines.watermarks()).isEqualTo(1);
      lines.watermark(millis("2026-03-03T11:39"));
      assertThat(lines.watermarks()).as("no step is over").isEqualTo(2);
      lines.watermark(millis("2026-03-05T12:11"));
      assertThat(lines.watermarks())
          .as("an hour from when the hour expires, at 11:10, and the rest")
          .isEqualTo(4);
    }
  }
}
