package hk.innopark.jobs.reference;

import static hk.innopark.jobs.reference.HongKong.millis;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.registry.lookup.WorkPlan;
import hk.innopark.registry.lookup.WorkPlan.ShiftPeriod;
import hk.innopark.registry.model.ShiftCalendar;
import hk.innopark.registry.model.ShiftCalendar.Break;
import hk.innopark.registry.model.ShiftCalendar.ExceptionDay;
import hk.innopark.registry.model.ShiftCalendar.Shift;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** In March 2026 the 2nd is a Monday. */
class WorkPlanTest {
  private static final Set<DayOfWeek> DAILY = EnumSet.allOf(DayOfWeek.class);
  private static final Set<DayOfWeek> FRIDAYS = EnumSet.of(DayOfWeek.FRIDAY);
  private static final Shift DAY = shift("day", DAILY, 8, 20, pause("12:30", "13:15"));
  private static final Shift NIGHT =
      shift("night", DAILY, 22, 30, pause("23:45", "00:15"), pause("02:00", "02:30"));

  @Test
  void aNightShiftIsOnePeriodOverMidnight() {
    WorkPlan plan = plan(NIGHT);
    ShiftPeriod night =
        new ShiftPeriod("night", millis("2026-03-02T22:00"), millis("2026-03-03T06:00"));
    assertThat(plan.shiftAt(millis("2026-03-02T21:59"))).isEmpty();
    assertThat(plan.shiftAt(millis("2026-03-02T22:00"))).contains(night);
    assertThat(plan.shiftAt(millis("2026-03-03T00:00"))).contains(night);
    assertThat(plan.shiftAt(millis("2026-03-03T05:59"))).contains(night);
    assertThat(plan.shiftAt(millis("2026-03-03T06:00"))).isEmpty();
  }

  @Test
  void aShiftBelongsToTheWeekdayOnWhichItStarts() {
    WorkPlan plan = plan(shift("night", FRIDAYS, 22, 30));
    assertThat(plan.isPlanned(millis("2026-03-06T01:00"))).as("early on Friday").isFalse();
    assertThat(plan.isPlanned(millis("2026-03-06T23:00"))).isTrue();
    assertThat(plan.isPlanned(millis("2026-03-07T05:59"))).as("early on Saturday").isTrue();
    assertThat(plan.isPlanned(millis("2026-03-07T23:00"))).isFalse();
  }

  @Test
  void aBreakIsInTheShiftAndNotPlanned() {
    WorkPlan plan = plan(DAY);
    assertThat(plan.isPlanned(millis("2026-03-03T12:29"))).isTrue();
    assertThat(plan.isPlanned(millis("2026-03-03T12:30"))).isFalse();
    assertThat(plan.isPlanned(millis("2026-03-03T13:14"))).isFalse();
    assertThat(plan.isPlanned(millis("2026-03-03T13:15"))).isTrue();
    assertThat(plan.shiftAt(millis("2026-03-03T12:45")).map(ShiftPeriod::id)).contains("day");
  }

  @Test
  void theBreaksOfANightShiftLieAcrossAndAfterMidnight() {
    WorkPlan plan = plan(NIGHT);
    assertThat(plan.isPlanned(millis("2026-03-02T23:44"))).isTrue();
    assertThat(plan.isPlanned(millis("2026-03-02T23:45"))).isFalse();
    assertThat(plan.isPlanned(millis("2026-03-03T00:14"))).isFalse();
    assertThat(plan.isPlanned(millis("2026-03-03T00:15"))).isTrue();
    assertThat(plan.isPlanned(millis("2026-03-03T02:29"))).isFalse();
    assertThat(plan.isPlanned(millis("2026-03-03T02:30"))).isTrue();
  }

  @Test
  void onAHolidayNoShiftStartsAndTheOneFromTheDayBeforeEnds() {
    WorkPlan plan =
        new WorkPlan(
            new ShiftCalendar(
                "c",
                ReferenceData.ZONE,
                List.of(DAY, NIGHT),
                Set.of(LocalDate.parse("2026-03-04")),
                List.of()));
    assertThat(plan.isPlanned(millis("2026-03-03T09:00"))).isTrue();
    assertThat(plan.isPlanned(millis("2026-03-04T05:00"))).as("Tuesday's night").isTrue();
    assertThat(plan.shiftAt(millis("2026-03-04T09:00"))).isEmpty();
    assertThat(plan.shiftAt(millis("2026-03-04T23:00"))).isEmpty();
    assertThat(plan.shiftAt(millis("2026-03-05T01:00"))).as("no night began").isEmpty();
    assertThat(plan.isPlanned(millis("2026-03-05T09:00"))).isTrue();
  }

  @Test
  void anExceptionReplacesTheDaysShiftsEvenByNone() {
    WorkPlan plan =
        new WorkPlan(
            new ShiftCalendar(
                "c",
                ReferenceData.ZONE,
                List.of(DAY),
                Set.of(),
                List.of(
                    new ExceptionDay(
                        LocalDate.parse("2026-03-03"), List.of(shift("short", DAILY, 10, 12))),
                    new ExceptionDay(LocalDate.parse("2026-03-04"), List.of()))));
    assertThat(plan.shiftAt(millis("2026-03-03T09:59"))).isEmpty();
    assertThat(plan.shiftAt(millis("2026-03-03T10:00")).map(ShiftPeriod::id)).contains("short");
    assertThat(plan.shiftAt(millis("2026-03-03T12:00"))).isEmpty();
    assertThat(plan.shiftAt(millis("2026-03-04T10:00"))).isEmpty();
    assertThat(plan.shiftAt(millis("2026-03-05T10:00")).map(ShiftPeriod::id)).contains("day");
  }

  @Test
  void aWholeDayHasNoSeam() {
    WorkPlan plan = plan(shift("all", DAILY, 0, 24));
    assertThat(plan.isPlanned(millis("2026-03-03T23:59"))).isTrue();
    assertThat(plan.isPlanned(millis("2026-03-04T00:00"))).isTrue();
    assertThat(plan.shiftAt(millis("2026-03-04T00:00")))
        .contains(new ShiftPeriod("all", millis("2026-03-04T00:00"), millis("2026-03-05T00:00")));
  }

  @Test
  void theCalendarsOwnZoneDecides() {
    ShiftCalendar utc = new ShiftCalendar("c", ZoneId.of("UTC"), List.of(DAY), Set.of(), List.of());
    WorkPlan plan = new WorkPlan(utc);
    assertThat(plan.isPlanned(millis("2026-03-03T15:59"))).as("07:59 UTC").isFalse();
    assertThat(plan.isPlanned(millis("2026-03-03T16:00"))).as("08:00 UTC").isTrue();
  }

  @Property(tries = 50)
  void whatWasAskedBeforeDoesNotMatter(
      @ForAll List<@IntRange(min = 0, max = 400 * 24 * 60) Integer> minutes) {
    WorkPlan asked = plan(DAY, NIGHT);
    long start = millis("2026-01-01T00:00");
    for (int minute : minutes) {
      long at = start + minute * 60_000L;
      assertThat(asked.isPlanned(at)).isEqualTo(plan(DAY, NIGHT).isPlanned(at));
      assertThat(asked.shiftAt(at)).isEqualTo(plan(DAY, NIGHT).shiftAt(at));
    }
  }

  private static WorkPlan plan(Shift... shifts) {
    return new WorkPlan(
        new ShiftCalendar("c", ReferenceData.ZONE, List.of(shifts), Set.of(), List.of()));
  }

  private static Shift shift(
      String id, Set<DayOfWeek> days, int startHour, int endHour, Break... breaks) {
    return new Shift(id, days, startHour * 60, endHour * 60, List.of(breaks));
  }

  private static Break pause(String start, String end) {
    return new Break(LocalTime.parse(start), LocalTime.parse(end));
  }
}
