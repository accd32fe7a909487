package hk.innopark.simulators.plant;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DowntimeReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GroundTruthTest {
  private static final long HOUR = 3_600_000L;
  private static SampleDay day;

  @BeforeAll
  static void simulate() {
    day = SampleDay.make();
  }

  private static long sum(TruthRow row, TruthElement... elements) {
    long sum = 0;
    for (TruthElement element : elements) {
      sum += row.get(element);
    }
    return sum;
  }

  @Test
  void there_is_a_row_for_each_machine_and_hour() {
    assertThat(day.truth().completeHours()).hasSize(41 * 30);
  }

  @Test
  void only_hours_that_ended_by_a_moment_are_given_where_one_is_asked_for() {
    Instant moment = SampleDay.START.plus(Duration.ofHours(5)).minusMillis(1);
    assertThat(day.truth().completeHoursUntil(moment)).hasSize(41 * 4);
    assertThat(day.truth().completeHoursUntil(moment.plusMillis(1))).hasSize(41 * 5);
  }

  @Test
  void the_states_of_an_hour_fill_it() {
    assertThat(day.truth().completeHours())
        .allMatch(
            row ->
                sum(
                        row,
                        TruthElement.RUNNING_MILLIS,
                        TruthElement.IDLE_MILLIS,
                        TruthElement.SETUP_MILLIS,
                        TruthElement.DOWN_MILLIS,
                        TruthElement.PLANNED_DOWN_MILLIS,
                        TruthElement.OFF_MILLIS)
                    == HOUR);
  }

  @Test
  void planned_time_is_what_the_calendar_plans() {
    for (TruthRow row : day.truth().completeHours()) {
      long planned =
          sum(
              row,
              TruthElement.PRODUCTION,
              TruthElement.SETUP,
              TruthElement.DELAY,
              TruthElement.IDLE,
              TruthElement.PLANNED_DOWN);
      assertThat(planned).isEqualTo(plannedMillis(row));
    }
  }

  private static long plannedMillis(TruthRow row) {
    WorkCalendar calendar = day.line(row.machine()).calendar();
    long planned = 0;
    long epochDay = calendar.epochDayOf(row.startMillis());
    for (long start = epochDay - 1; start <= epochDay; start++) {
      for (WorkCalendar.Worked shift : calendar.shiftsStarting(start)) {
        planned += overlap(row, shift.startMillis(), shift.endMillis());
        for (long[] pause : shift.breaks()) {
          planned -= overlap(row, pause[0], pause[1]);
        }
      }
    }
    return planned;
  }

  private static long overlap(TruthRow row, long from, long to) {
    return Math.max(0, Math.min(to, row.startMillis() + HOUR) - Math.max(from, row.startMillis()));
  }

  @Test
  void running_time_is_production_or_outside_the_plan() {
    assertThat(day.truth().completeHours())
        .allMatch(
            row ->
                sum(row, TruthElement.PRODUCTION, TruthElement.OUTSIDE_PLAN)
                    == row.get(TruthElement.RUNNING_MILLIS));
    assertThat(day.truth().completeHours()).anyMatch(row -> row.get(TruthElement.OUTSIDE_PLAN) > 0);
  }

  @Test
  void delays_by_reason_add_up_to_the_delay() {
    for (TruthRow row : day.truth().completeHours()) {
      long delays = 0;
      for (DowntimeReason reason : DowntimeReason.values()) {
        delays += row.delay(reason);
      }
      assertThat(delays).isEqualTo(row.get(TruthElement.DELAY));
    }
  }

  @Test
  void energy_by_state_adds_up_to_grid_and_sun() {
    assertThat(day.truth().completeHours())
        .allMatch(
            row ->
                sum(
                        row,
                        TruthElement.RUNNING_ENERGY,
                        TruthElement.IDLE_ENERGY,
                        TruthElement.SETUP_ENERGY,
                        TruthElement.DOWN_ENERGY,
                        TruthElement.OFF_ENERGY)
                    == sum(row, TruthElement.GRID, TruthElement.PV));
  }

  @Test
  void items_take_at_least_their_ideal_time() {
    assertThat(day.truth().completeHours())
        .allMatch(
            row ->
                row.get(TruthElement.IDEAL)
                    <= row.get(TruthElement.RUNNING_MILLIS)
                        + day.machine(row.machine()).idealCycle().toMillis());
  }

  @Test
  void rejects_come_about_as_often_as_they_should() {
    for (PlantMachine machine : day.plants().machines()) {
      long good = 0;
      long reject = 0;
      for (TruthRow row : day.truth().completeHours()) {
        if (row.machine().equals(machine.id())) {
          good += row.get(TruthElement.GOOD);
          reject += row.get(TruthElement.REJECT);
        }
      }
      double items = good + reject;
      assertThat(items).isPositive();
      double spread = 6 * Math.sqrt(machine.rejectShare() / items);
      assertThat(reject / items)
          .isBetween(machine.rejectShare() - spread, machine.rejectShare() + spread);
    }
  }

  @Test
  void a_working_day_has_a_believable_share_of_production() {
    long production = 0;
    long planned = 0;
    long failures = 0;
    for (TruthRow row : day.truth().completeHours()) {
      production += row.get(TruthElement.PRODUCTION);
      planned +=
          sum(
              row,
              TruthElement.PRODUCTION,
              TruthElement.SETUP,
              TruthElement.DELAY,
              TruthElement.IDLE);
      failures += row.get(TruthElement.FAILURES);
    }
    assertThat((double) production / planned).isBetween(0.65, 0.95);
    assertThat(failures).isBetween(10L, 300L);
  }

  @Test
  void minutes_add_up_to_their_hour() {
    List<TruthRow> minutes = day.truth().completeMinutes();
    TruthRow lastHour = day.truth().completeHours().get(day.truth().completeHours().size() - 1);
    for (TruthElement element : TruthElement.values()) {
      long sum =
          minutes.stream()
              .filter(row -> row.machine().equals(lastHour.machine()))
              .filter(row -> row.startMillis() >= lastHour.startMillis())
              .filter(row -> row.startMillis() < lastHour.startMillis() + HOUR)
              .mapToLong(row -> row.get(element))
              .sum();
      assertThat(sum).as(element.name()).isEqualTo(lastHour.get(element));
    }
  }

  @Test
  void messages_are_counted_by_their_stamp() {
    long counted =
        day.truth().allHours().stream().mapToLong(row -> row.get(TruthElement.MESSAGES)).sum();
    assertThat(counted).isEqualTo(day.messages().size());
  }

  @Test
  void an_hour_that_was_not_simulated_from_its_beginning_is_not_complete() {
    Instant start = Instant.parse("2026-03-03T01:20:00Z");
    Fleet fleet = Fleet.startingAt(start, Plants.sample().ofTenant("medivance"), SampleDay.RUN);
    fleet.advanceTo(start.plus(Duration.ofMinutes(99)));
    assertThat(fleet.truth().completeHours()).isEmpty();
    fleet.advanceTo(start.plus(Duration.ofMinutes(100)));
    assertThat(fleet.truth().completeHours()).isNotEmpty();
    assertThat(fleet.truth().completeHours())
        .allMatch(row -> row.startMillis() == Instant.parse("2026-03-03T02:00:00Z").toEpochMilli());
  }
}
