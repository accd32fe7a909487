package hk.innopark.jobs.rollup;

import static hk.innopark.jobs.reference.HongKong.millis;
import static hk.innopark.jobs.rollup.PlaceDeltas.LINE;
import static hk.innopark.jobs.rollup.PlaceDeltas.LIVE;
import static hk.innopark.jobs.rollup.PlaceDeltas.OVEN;
import static hk.innopark.jobs.rollup.PlaceDeltas.closed;
import static hk.innopark.jobs.rollup.PlaceDeltas.good;
import static hk.innopark.jobs.rollup.PlaceDeltas.grid;
import static hk.innopark.jobs.rollup.PlaceDeltas.open;
import static hk.innopark.jobs.rollup.PlaceDeltas.said;
import static hk.innopark.jobs.rollup.PlaceDeltas.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.jobs.KeyedOperator;
import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.element.Subject;
import hk.innopark.jobs.rollup.PeriodTotal.Stage;
import hk.innopark.jobs.rollup.PlaceDeltas.Said;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Periods close ten minutes after their end and may change for two days after that. */
class PlaceOperatorTest {
  @Test
  void aPeriodClosesAtItsEndAndAGraceLater() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> hours = open(LIVE, Grain.HOUR)) {
      good(hours, 7, "2026-03-03T10:30", "2026-03-03T10:31");
      hours.watermark(millis("2026-03-03T11:10") - 1);
      assertThat(said(hours)).containsOnly(new Said(Stage.OPEN, 1, 7));
      hours.watermark(millis("2026-03-03T11:10"));
      List<PeriodTotal> closed = hours.takeOutput();
      assertThat(closed)
          .extracting(PlaceDeltas::said)
          .containsExactly(new Said(Stage.CLOSED, 1, 7));
      PeriodTotal total = closed.get(0);
      assertThat(total.entity()).isEqualTo(LINE);
      assertThat(total.grain()).isEqualTo(Grain.HOUR);
      assertThat(total.startMillis()).isEqualTo(millis("2026-03-03T10:00"));
      assertThat(total.endMillis()).isEqualTo(millis("2026-03-03T11:00"));
      assertThat(total.asOfMillis()).isEqualTo(millis("2026-03-03T11:10"));
    }
  }

  @Test
  void whatArrivedWithinTheGraceIsPartOfTheFirstRevision() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> hours = open(LIVE, Grain.HOUR)) {
      good(hours, 7, "2026-03-03T10:30", "2026-03-03T10:31");
      good(hours, 2, "2026-03-03T10:59", "2026-03-03T11:09");
      hours.watermark(millis("2026-03-03T11:30"));
      assertThat(closed(hours)).containsExactly(new Said(Stage.CLOSED, 1, 9));
    }
  }

  @Test
  void eachLaterArrivalMinuteIsOneMoreRevisionHoweverManyChangesItHolds() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> hours = open(LIVE, Grain.HOUR)) {
      good(hours, 7, "2026-03-03T10:30", "2026-03-03T10:31");
      // known to the operator early, and yet of later arrival minutes
      good(hours, 1, "2026-03-03T10:31", "2026-03-03T11:10");
      good(hours, 1, "2026-03-03T10:32", "2026-03-03T11:10");
      good(hours, 3, "2026-03-03T10:33", "2026-03-03T11:12");
      hours.watermark(millis("2026-03-03T11:11") - 1);
      assertThat(closed(hours)).containsExactly(new Said(Stage.CLOSED, 1, 7));
      hours.watermark(millis("2026-03-03T11:11"));
      assertThat(closed(hours)).containsExactly(new Said(Stage.CLOSED, 2, 9));
      hours.watermark(millis("2026-03-03T12:00"));
      assertThat(closed(hours)).containsExactly(new Said(Stage.CLOSED, 3, 12));
    }
  }

  /** Whatever is said of the open day before, and however early later messages are known. */
  @Test
  void aPeakIsOfWhatWasKnownAtTheClose() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> hours = open(LIVE, Grain.HOUR, Grain.DAY)) {
      grid(hours, 1_000_000_000L, "2026-03-03T10:10", "2026-03-03T10:11");
      grid(hours, 50_000_000_000L, "2026-03-03T10:40", "2026-03-03T14:00");
      hours.watermark(millis("2026-03-03T10:20"));
      hours.watermark(millis("2026-03-03T11:10"));
      hours.watermark(millis("2026-03-03T14:02"));
      assertThat(hours.takeOutput())
          .filteredOn(total -> total.grain() == Grain.HOUR && total.stage() == Stage.CLOSED)
          .extracting(PeriodTotal::revision, PeriodTotal::peakDemandKva)
          .containsExactly(tuple(1, 2.0), tuple(2, 100.0));
    }
  }

  @Test
  void changesThatCancelOutAreNoRevision() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> hours = open(LIVE, Grain.HOUR)) {
      good(hours, 7, "2026-03-03T10:30", "2026-03-03T10:31");
      good(hours, 5, "2026-03-03T10:31", "2026-03-03T11:20");
      good(hours, -5, "2026-03-03T10:32", "2026-03-03T11:20");
      hours.watermark(millis("2026-03-03T12:00"));
      assertThat(closed(hours)).containsExactly(new Said(Stage.CLOSED, 1, 7));
    }
  }

  /** Else the items of an estimate that turned out to be none would stand. */
  @Test
  void aTotalKnowsWhatWasSaidBefore() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> hours = open(LIVE, Grain.HOUR)) {
      good(hours, 7, "2026-03-03T10:30", "2026-03-03T10:31");
      hours.watermark(millis("2026-03-03T10:32"));
      hours.watermark(millis("2026-03-03T11:10"));
      good(hours, -7, "2026-03-03T10:30", "2026-03-03T12:00");
      hours.watermark(millis("2026-03-03T12:02"));
      List<PeriodTotal> closed = hours.takeOutput();
      closed.removeIf(total -> total.stage() != Stage.CLOSED);
      assertThat(closed)
          .extracting(total -> said(total), total -> total.before().closed())
          .containsExactly(
              tuple(new Said(Stage.CLOSED, 1, 7), 0),
              tuple(new Said(Stage.CLOSED, 2, 0), 1 << Subject.THROUGHPUT.ordinal()));
      assertThat(closed.get(0).before().subjects()).isEqualTo(1 << Subject.THROUGHPUT.ordinal());
    }
  }

  @Test
  void aPeriodWithNothingButLateDataBeginsWithRevisionOne() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> hours = open(LIVE, Grain.HOUR)) {
      hours.watermark(millis("2026-03-03T20:00"));
      good(hours, 4, "2026-03-03T10:30", "2026-03-03T20:00");
      hours.watermark(millis("2026-03-03T20:01"));
      assertThat(closed(hours)).containsExactly(new Said(Stage.CLOSED, 1, 4));
    }
  }

  @Test
  void anOpenPeriodIsReportedAtOnceWhenItChangedAndNotOtherwise() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> hours = open(LIVE, Grain.HOUR)) {
      good(hours, 7, "2026-03-03T10:30", "2026-03-03T10:31");
      assertThat(said(hours)).as("before the watermark").isEmpty();
      hours.watermark(millis("2026-03-03T10:31") + 1);
      assertThat(said(hours)).containsExactly(new Said(Stage.OPEN, 1, 7));
      hours.watermark(millis("2026-03-03T10:45"));
      assertThat(said(hours)).isEmpty();
      good(hours, 1, "2026-03-03T10:45", "2026-03-03T10:46");
      hours.watermark(millis("2026-03-03T10:47"));
      assertThat(said(hours)).containsExactly(new Said(Stage.OPEN, 1, 8));
    }
  }

  @Test
  void boundedInputLeavesPeriodsOpenThatHaveNotEnded() throws Exception {
    long until = millis("2026-03-03T11:30");
    try (KeyedOperator<ElementDelta, PeriodTotal> hours = open(until, Grain.HOUR)) {
      good(hours, 7, "2026-03-03T10:30", "2026-03-03T10:31");
      good(hours, 2, "2026-03-03T11:15", "2026-03-03T11:16");
      hours.watermark(Long.MAX_VALUE);
      List<PeriodTotal> totals = hours.takeOutput();
      assertThat(totals)
          .filteredOn(total -> total.startMillis() == millis("2026-03-03T10:00"))
          .extracting(PlaceDeltas::said)
          .endsWith(new Said(Stage.CLOSED, 1, 7));
      assertThat(totals)
          .filteredOn(total -> total.startMillis() == millis("2026-03-03T11:00"))
          .extracting(PlaceDeltas::said)
          .containsExactly(new Said(Stage.OPEN, 1, 2));
      assertThat(totals).extracting(PeriodTotal::asOfMillis).containsOnly(until);
    }
  }

  @Test
  void boundedInputThatEndsWithinTheGraceClosesThePeriodStill() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> hours =
        open(millis("2026-03-03T11:00"), Grain.HOUR)) {
      good(hours, 7, "2026-03-03T10:30", "2026-03-03T10:31");
      hours.watermark(Long.MAX_VALUE);
      assertThat(closed(hours)).containsExactly(new Said(Stage.CLOSED, 1, 7));
    }
  }

  @Test
  void everyGrainThatWasAskedForIsSaidAndNoOther() throws Exception {
    Set<Grain> grains = EnumSet.complementOf(EnumSet.of(Grain.HALF_HOUR));
    try (KeyedOperator<ElementDelta, PeriodTotal> machine =
        open(millis("2026-05-01T00:00"), grains.toArray(Grain[]::new))) {
      good(machine, 7, "2026-03-03T12:30", "2026-03-03T12:31");
      machine.watermark(Long.MAX_VALUE);
      assertThat(machine.takeOutput())
          .filteredOn(total -> total.stage() == Stage.CLOSED)
          .extracting(PeriodTotal::grain)
          .containsExactlyInAnyOrderElementsOf(grains);
    }
  }

  @Test
  void onlyMachinesAndLinesHaveShifts() throws Exception {
    for (Level level : Level.values()) {
      try (KeyedOperator<ElementDelta, PeriodTotal> shifts = open(LIVE, Grain.SHIFT)) {
        send(shifts, OVEN.at(level), 1, "2026-03-03T12:30", "2026-03-03T12:31");
        shifts.watermark(millis("2026-03-04T00:00"));
        List<PeriodTotal> closed = shifts.takeOutput();
        closed.removeIf(total -> total.stage() != Stage.CLOSED);
        if (level == Level.MACHINE || level == Level.LINE) {
          assertThat(closed).extracting(PeriodTotal::shift).containsExactly("early");
        } else {
          assertThat(closed).isEmpty();
        }
      }
    }
  }

  @Test
  void eachEntityHasItsOwnSums() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> hours = open(LIVE, Grain.HOUR)) {
      send(hours, OVEN, 1, "2026-03-03T12:30", "2026-03-03T12:31");
      send(hours, LINE, 2, "2026-03-03T12:30", "2026-03-03T12:31");
      hours.watermark(millis("2026-03-03T14:00"));
      List<PeriodTotal> closed = hours.takeOutput();
      closed.removeIf(total -> total.stage() != Stage.CLOSED);
      assertThat(closed)
          .extracting(total -> total.entity().level(), total -> said(total).good())
          .containsExactlyInAnyOrder(tuple(Level.MACHINE, 1L), tuple(Level.LINE, 2L));
    }
  }

  @Test
  void aSumBeyondArithmeticIsLeftOutAndNothingElse() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> hours = open(LIVE, Grain.HOUR)) {
      good(hours, Long.MAX_VALUE, "2026-03-03T10:30", "2026-03-03T10:31");
      good(hours, 5, "2026-03-03T10:30", "2026-03-03T10:31");
      good(hours, -7, "2026-03-03T10:31", "2026-03-03T10:32");
      hours.watermark(millis("2026-03-03T11:10"));
      assertThat(closed(hours)).containsExactly(new Said(Stage.CLOSED, 1, Long.MAX_VALUE - 7));
    }
  }
}
