package hk.innopark.jobs.rollup;

import static hk.innopark.jobs.reference.HongKong.millis;
import static hk.innopark.jobs.rollup.PlaceDeltas.LIVE;
import static hk.innopark.jobs.rollup.PlaceDeltas.expected;
import static hk.innopark.jobs.rollup.PlaceDeltas.good;
import static hk.innopark.jobs.rollup.PlaceDeltas.open;
import static hk.innopark.jobs.rollup.PlaceDeltas.said;
import static hk.innopark.jobs.rollup.PlaceDeltas.stages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hk.innopark.events.Grain;
import hk.innopark.jobs.KeyedOperator;
import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.rollup.PeriodTotal.Stage;
import hk.innopark.jobs.rollup.PlaceDeltas.Said;
import org.junit.jupiter.api.Test;

/** Past the horizon a period is final, or is said once more; then it is forgotten. */
class PlaceOperatorHorizonTest {
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
  void boundedInputWithGraceAndHorizonBehindItExpires() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> hours =
        open(millis("2026-03-06T00:00"), Grain.HOUR)) {
      expected(hours, 6, 5, "2026-03-03T10:30", "2026-03-03T10:31");
      hours.watermark(Long.MAX_VALUE);
      assertThat(stages(hours)).containsExactly(Stage.CLOSED, Stage.EXPIRED);
    }
  }
}
