package hk.innopark.jobs.rollup;

import static hk.innopark.jobs.reference.HongKong.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.events.MachineId;
import hk.innopark.jobs.KeyedOperator;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.element.Subject;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.rollup.PeriodTotal.Stage;
import hk.innopark.registry.RegistryYaml;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Periods close ten minutes after their end and may change for two days after that. */
class PlaceOperatorTest {
  private static final ReferenceData.Source SAMPLE = ReferenceData.Source.of(RegistryYaml.sample());
  private static final Entity OVEN =
      Entity.of(new MachineId("tai-po", "golden-noodle", "line-1", "oven-1"), "real");
  private static final Entity LINE = OVEN.at(Level.LINE);
  private static final long LIVE = Long.MAX_VALUE;

  /** What a test compares of a total. */
  private record Said(Stage stage, int revision, long good) {}

  @Test
  void aPeriodClosesAtItsEndAndAGraceLater() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> hours = open(LIVE, Grain.HOUR)) {
      good(hours, 7, "2026-03-03T10:30", "2026-03-03T10:31");
      hours.watermark(millis("2026-03-03T11:10") - 1);
      assertThat(said(hours)).containsOnly(new Said(Stage.OPEN, 1, 7));
      hours.watermark(millis("2026-03-03T11:10"));
      List<PeriodTotal> closed = hours.takeOutput();
      assertThat(closed)
          .extracting(PlaceOperatorTest::said)
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
  void aPeriodThatWasRevisedIsSaidOnceMorePastTheHorizon() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> hours = open(LIVE, Grain.HOUR)) {
      good(hours, 7, "2026-03-03T10:30", "2026-03-03T10:31");
      good(hours, 1, "2026-03-03T10:40", "2026-03-03T15:00");
      hours.watermark(millis("2026-03-05T11:10") - 1);
      assertThat(said(hours)).doesNotContain(new Said(Stage.EXPIRED, 2, 8));
      hours.watermark(millis("2026-03-05T11:10"));
      assertThat(said(hours)).containsExactly(new Said(Stage.EXPIRED, 2, 8));
      hours.watermark(millis("2026-03-20T00:00"));
      assertThat(said(hours)).as("once").isEmpty();
    }
  }

  @Test
  void aPeriodThatClosedWithTimeMissingIsSaidOnceMorePastTheHorizon() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> hours = open(LIVE, Grain.HOUR)) {
      expected(hours, 6, 5, "2026-03-03T10:30", "2026-03-03T10:31");
      hours.watermark(millis("2026-03-05T11:10"));
      assertThat(stages(hours)).containsExactly(Stage.CLOSED, Stage.EXPIRED);
    }
  }

  @Test
  void aPeriodThatClosedCompleteIsFinalAndNotSaidAgain() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> hours = open(LIVE, Grain.HOUR)) {
      expected(hours, 6, 6, "2026-03-03T10:30", "2026-03-03T10:31");
      hours.watermark(millis("2026-03-03T11:10"));
      hours.restart();
      hours.watermark(millis("2026-03-20T00:00"));
      assertThat(stages(hours)).containsExactly(Stage.CLOSED);
    }
  }

  @Test
  void aPeriodThatALateReadingCompletesIsSaidOnceMoreStill() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> hours = open(LIVE, Grain.HOUR)) {
      expected(hours, 6, 5, "2026-03-03T10:30", "2026-03-03T10:31");
      expected(hours, 0, 1, "2026-03-03T10:30", "2026-03-03T15:00");
      hours.watermark(millis("2026-03-20T00:00"));
      assertThat(stages(hours)).containsExactly(Stage.CLOSED, Stage.CLOSED, Stage.EXPIRED);
    }
  }

  @Test
  void minutesAndHalfHoursExpireWithTheirHour() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> all =
        open(LIVE, Grain.MINUTE, Grain.HALF_HOUR, Grain.HOUR)) {
      expected(all, 6, 5, "2026-03-03T10:05", "2026-03-03T10:06");
      expected(all, 6, 6, "2026-03-03T10:06", "2026-03-03T10:07");
      expected(all, 6, 5, "2026-03-03T10:40", "2026-03-03T10:41");
      all.watermark(millis("2026-03-05T11:10") - 1);
      assertThat(stages(all)).doesNotContain(Stage.EXPIRED);
      all.watermark(millis("2026-03-05T11:10"));
      assertThat(all.takeOutput())
          .allMatch(total -> total.stage() == Stage.EXPIRED)
          .allMatch(total -> total.asOfMillis() == millis("2026-03-05T11:10"))
          .extracting(PeriodTotal::grain, PeriodTotal::startMillis)
          .containsExactlyInAnyOrder(
              tuple(Grain.MINUTE, millis("2026-03-03T10:05")),
              tuple(Grain.MINUTE, millis("2026-03-03T10:40")),
              tuple(Grain.HALF_HOUR, millis("2026-03-03T10:00")),
              tuple(Grain.HALF_HOUR, millis("2026-03-03T10:30")),
              tuple(Grain.HOUR, millis("2026-03-03T10:00")));
    }
  }

  @Test
  void minutesExpireThoughNobodyAskedForHours() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> minutes = open(LIVE, Grain.MINUTE)) {
      expected(minutes, 6, 5, "2026-03-03T10:05", "2026-03-03T10:06");
      minutes.watermark(millis("2026-03-05T11:10"));
      assertThat(stages(minutes)).containsExactly(Stage.CLOSED, Stage.EXPIRED);
    }
  }

  @Test
  void anEstimateThatReachedBehindTheHorizonMayStillBeReplaced() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> hours = open(LIVE, Grain.HOUR)) {
      good(hours, 7, "2026-03-03T10:30", "2026-03-03T10:31");
      hours.watermark(millis("2026-03-06T00:00"));
      good(hours, -2, "2026-03-03T10:30", "2026-03-06T00:00");
      hours.watermark(millis("2026-03-06T00:01"));
      assertThat(said(hours)).endsWith(new Said(Stage.CLOSED, 2, 5));
    }
  }

  @Test
  void whatCannotChangeAnyMoreIsForgotten() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> all = open(LIVE, Grain.values())) {
      good(all, 7, "2026-03-03T10:30", "2026-03-03T10:31");
      good(all, 1, "2026-03-03T10:40", "2026-03-03T15:00");
      all.watermark(millis("2026-03-03T15:01"));
      all.snapshot();
      assertThat(all.stateEntries()).as("the book and an hour").isEqualTo(2);
      // the month's end, the grace, and as long as stops may be named
      all.watermark(millis("2026-04-09T00:10") - 1);
      all.snapshot();
      assertThat(all.stateEntries()).as("the book").isEqualTo(1);
      all.watermark(millis("2026-04-09T00:10"));
      all.snapshot();
      assertThat(all.stateEntries()).isZero();
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
          .extracting(PlaceOperatorTest::said)
          .endsWith(new Said(Stage.CLOSED, 1, 7));
      assertThat(totals)
          .filteredOn(total -> total.startMillis() == millis("2026-03-03T11:00"))
          .extracting(PlaceOperatorTest::said)
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
  void boundedInputWithGraceAndHorizonBehindItExpires() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> hours =
        open(millis("2026-03-06T00:00"), Grain.HOUR)) {
      expected(hours, 6, 5, "2026-03-03T10:30", "2026-03-03T10:31");
      hours.watermark(Long.MAX_VALUE);
      assertThat(stages(hours)).containsExactly(Stage.CLOSED, Stage.EXPIRED);
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

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void restartsChangeNothingOnTheHeap(long seed) throws Exception {
    assertThat(randomRun(seed, 7, new HashMapStateBackend()))
        .isEqualTo(randomRun(seed, Integer.MAX_VALUE, new HashMapStateBackend()))
        .isNotEmpty();
  }

  @Test
  void restartsChangeNothingInRocksDb() throws Exception {
    assertThat(randomRun(6, 50, new EmbeddedRocksDBStateBackend()))
        .isEqualTo(randomRun(6, Integer.MAX_VALUE, new HashMapStateBackend()));
  }

  /**
   * Deltas of a few hours with some late ones, a watermark that follows, restarts between: what was
   * said of each period, in its order.
   */
  private static List<String> randomRun(long seed, int stepsARestart, StateBackend backend)
      throws Exception {
    Random random = new Random(seed);
    List<String> said = new ArrayList<>();
    long start = millis("2026-03-03T10:00");
    try (KeyedOperator<ElementDelta, PeriodTotal> operator =
        open(LIVE, null, backend, Grain.MINUTE, Grain.HOUR, Grain.DAY)) {
      for (int step = 0; step < 150; step++) {
        long slot = start + step * 120_000L;
        long late = random.nextInt(4) == 0 ? random.nextInt(120) : random.nextInt(3);
        send(operator, LINE, random.nextInt(9) - 2, slot - late * 60_000, slot);
        operator.watermark(slot - 1);
        if (step % stepsARestart == stepsARestart - 1) {
          operator.restart();
        }
      }
      operator.watermark(start + 4 * 86_400_000L);
      List<PeriodTotal> totals = operator.takeOutput();
      totals.sort(
          Comparator.comparing(PeriodTotal::grain).thenComparingLong(PeriodTotal::startMillis));
      for (PeriodTotal total : totals) {
        said.add(
            total.grain() + " " + total.startMillis() + " " + total.asOfMillis() + said(total));
      }
    }
    return said;
  }

  private static KeyedOperator<ElementDelta, PeriodTotal> open(long until, Grain... grains)
      throws Exception {
    return open(until, null, new HashMapStateBackend(), grains);
  }

  private static KeyedOperator<ElementDelta, PeriodTotal> openBelow(Level above) throws Exception {
    return open(LIVE, above, new HashMapStateBackend(), Grain.HOUR);
  }

  private static KeyedOperator<ElementDelta, PeriodTotal> open(
      long until, Level above, StateBackend backend, Grain... grains) throws Exception {
    RollupConfig config = RollupConfig.DEFAULT.withGrains(Set.of(grains));
    return KeyedOperator.ofOperator(
        () -> new PlaceOperator(SAMPLE, config, above, until), delta -> delta.entity(), backend);
  }

  private static void good(
      KeyedOperator<ElementDelta, PeriodTotal> operator, long items, String minute, String slot)
      throws Exception {
    send(operator, LINE, items, minute, slot);
  }

  private static void send(
      KeyedOperator<ElementDelta, PeriodTotal> operator,
      Entity entity,
      long items,
      String minute,
      String slot)
      throws Exception {
    send(operator, entity, items, millis(minute), millis(slot));
  }

  private static void send(
      KeyedOperator<ElementDelta, PeriodTotal> operator,
      Entity entity,
      long items,
      long minute,
      long slot)
      throws Exception {
    Elements elements = new Elements();
    elements.add(Element.GOOD_ITEMS, items);
    operator.send(new ElementDelta(entity.key(), minute, slot, elements.pack()), slot);
  }

  private static void grid(
      KeyedOperator<ElementDelta, PeriodTotal> operator, long nanoKwh, String minute, String slot)
      throws Exception {
    Elements elements = new Elements();
    elements.add(Element.GRID_NANO_KWH, nanoKwh);
    operator.send(
        new ElementDelta(LINE.key(), millis(minute), millis(slot), elements.pack()), millis(slot));
  }

  /** Sample intervals that were expected and came. */
  private static void expected(
      KeyedOperator<ElementDelta, PeriodTotal> operator,
      int intervals,
      int valid,
      String minute,
      String slot)
      throws Exception {
    Elements elements = new Elements();
    elements.add(Element.EXPECTED_MICRO_INTERVALS, intervals * 1_000_000L);
    elements.add(Element.VALID_MICRO_INTERVALS, valid * 1_000_000L);
    operator.send(
        new ElementDelta(LINE.key(), millis(minute), millis(slot), elements.pack()), millis(slot));
  }

  private static long good(ElementDelta delta) {
    return Elements.unpack(delta.elements()).get(Element.GOOD_ITEMS);
  }

  /** The stages of all periods, without what is said while they are open. */
  private static List<Stage> stages(KeyedOperator<ElementDelta, PeriodTotal> operator) {
    return operator.takeOutput().stream()
        .map(PeriodTotal::stage)
        .filter(stage -> stage != Stage.OPEN)
        .toList();
  }

  private static List<Said> said(KeyedOperator<ElementDelta, PeriodTotal> operator) {
    return operator.takeOutput().stream().map(PlaceOperatorTest::said).toList();
  }

  private static List<Said> closed(KeyedOperator<ElementDelta, PeriodTotal> operator) {
    return said(operator).stream().filter(said -> said.stage() == Stage.CLOSED).toList();
  }

  private static Said said(PeriodTotal total) {
    return new Said(
        total.stage(), total.revision(), Elements.unpack(total.elements()).get(Element.GOOD_ITEMS));
  }
}
