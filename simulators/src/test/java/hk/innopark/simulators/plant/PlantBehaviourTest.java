package hk.innopark.simulators.plant;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineState;
import hk.innopark.events.Reading;
import hk.innopark.events.Signal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the messages of a day say; the truth is not asked. */
class PlantBehaviourTest {
  private static final ZoneId HONG_KONG = ZoneId.of("Asia/Hong_Kong");
  private static SampleDay day;

  @BeforeAll
  static void simulate() {
    day = SampleDay.make();
  }

  @Test
  void counters_never_fall() {
    day.forEachStep(
        (before, after) -> {
          for (Signal signal : Signal.values()) {
            if (signal.isCounter() && before.values().has(signal)) {
              SampleDay.require(delta(before, after, signal) >= 0, before, after);
            }
          }
        });
  }

  @Test
  void nothing_is_produced_unless_running_and_never_faster_than_the_ideal_cycle() {
    day.forEachStep(
        (before, after) -> {
          long items = items(after) - items(before);
          if (before.state() != MachineState.RUNNING) {
            SampleDay.require(items == 0, before, after);
          } else {
            long elapsed = after.timestampMillis() - before.timestampMillis();
            long ideal = day.machine(after.machine()).idealCycle().toMillis();
            SampleDay.require(items <= elapsed / ideal + 1, before, after);
          }
        });
  }

  @Test
  void a_machine_that_does_not_run_draws_exactly_the_power_of_its_state() {
    day.forEachStep(
        (before, after) -> {
          if (before.state() != MachineState.RUNNING
              && !before.values().has(Signal.PV_ENERGY_KWH)) {
            long elapsed = after.timestampMillis() - before.timestampMillis();
            long watts = day.machine(after.machine()).watts().get(before.state());
            long exactNano = watts * elapsed * 5 / 18;
            long delta = delta(before, after, Signal.ACTIVE_ENERGY_KWH);
            SampleDay.require(delta == exactNano || delta == exactNano + 1, before, after);
          }
        });
  }

  @Test
  void a_running_machine_draws_its_power_give_or_take_a_few_per_cent() {
    day.forEachStep(
        (before, after) -> {
          long elapsed = after.timestampMillis() - before.timestampMillis();
          if (before.state() == MachineState.RUNNING && elapsed > 1000) {
            double delta = delta(before, after, Signal.ACTIVE_ENERGY_KWH);
            if (before.values().has(Signal.PV_ENERGY_KWH)) {
              delta += delta(before, after, Signal.PV_ENERGY_KWH);
            }
            double watts = delta / elapsed * 18 / 5;
            long nominal = day.machine(after.machine()).watts().get(MachineState.RUNNING);
            SampleDay.require(Math.abs(watts / nominal - 1) < 0.041, before, after);
          }
        });
  }

  @Test
  void gas_and_water_are_used_while_running_only() {
    day.forEachStep(
        (before, after) -> {
          for (Signal signal : List.of(Signal.WATER_M3, Signal.TOWNGAS_MJ)) {
            if (before.values().has(signal)) {
              long delta = delta(before, after, signal);
              long elapsed = after.timestampMillis() - before.timestampMillis();
              long flow = day.machine(after.machine()).flows().get(signal);
              long expected = before.state() == MachineState.RUNNING ? flow * elapsed * 5 / 18 : 0;
              SampleDay.require(delta == expected || delta == expected + 1, before, after);
            }
          }
        });
  }

  @Test
  void the_sun_shines_by_day_only() {
    day.forEachStep(
        (before, after) -> {
          if (before.values().has(Signal.PV_ENERGY_KWH)) {
            LocalTime time = local(before.timestampMillis()).toLocalTime();
            long delta = delta(before, after, Signal.PV_ENERGY_KWH);
            if (time.isBefore(LocalTime.of(6, 0)) || time.isAfter(LocalTime.of(18, 20))) {
              SampleDay.require(delta == 0, before, after);
            } else if (time.getHour() == 12) {
              SampleDay.require(delta > 0, before, after);
            }
          }
        });
  }

  @Test
  void shifts_and_breaks_are_followed() {
    day.readings()
        .forEach(
            (id, readings) -> {
              PlantLine line = day.line(id);
              for (Reading reading : readings) {
                checkPlan(line, reading);
              }
            });
  }

  private static void checkPlan(PlantLine line, Reading reading) {
    ZonedDateTime time = local(reading.timestampMillis());
    ZonedDateTime earlier = time.minus(line.type().overrun());
    boolean follows =
        switch (planAt(line.calendar(), time)) {
          case WORK -> reading.state() != MachineState.OFF;
          case BREAK -> reading.state() == MachineState.PLANNED_DOWN;
          case CLOSED ->
              reading.state() == MachineState.OFF
                  || planAt(line.calendar(), earlier) != Plan.CLOSED;
        };
    if (!follows) {
      throw new AssertionError(time + ": " + reading);
    }
  }

  private enum Plan {
    WORK,
    BREAK,
    CLOSED
  }

  /** The plan, from the calendar's own texts, not by the simulator's arithmetic. */
  private static Plan planAt(WorkCalendar calendar, ZonedDateTime time) {
    Plan plan = Plan.CLOSED;
    LocalDate date = time.toLocalDate();
    for (LocalDate start : List.of(date.minusDays(1), date)) {
      if (calendar.holidays().contains(start)) {
        continue;
      }
      int minute = time.getHour() * 60 + time.getMinute() + (start.equals(date) ? 0 : 1440);
      for (WorkCalendar.Shift shift : calendar.shifts()) {
        if (minute >= shift.startMinute() && minute < shift.endMinute()) {
          boolean pause =
              shift.breaks().stream()
                  .anyMatch(one -> minute >= one.startMinute() && minute < one.endMinute());
          plan = pause ? Plan.BREAK : Plan.WORK;
        }
      }
    }
    return plan;
  }

  @Test
  void every_state_and_most_reasons_occur() {
    Set<MachineState> states = EnumSet.noneOf(MachineState.class);
    Set<DowntimeReason> reasons = EnumSet.noneOf(DowntimeReason.class);
    day.forEachStep(
        (before, after) -> {
          states.add(after.state());
          if (after.reason() != null) {
            reasons.add(after.reason());
          }
        });
    assertThat(states).containsExactlyInAnyOrder(MachineState.values());
    assertThat(reasons)
        .contains(
            DowntimeReason.BREAKDOWN,
            DowntimeReason.STARVED,
            DowntimeReason.BLOCKED,
            DowntimeReason.MATERIAL,
            DowntimeReason.CHANGEOVER,
            DowntimeReason.CLEANING,
            DowntimeReason.OPERATOR);
  }

  @Test
  void states_change_at_arbitrary_milliseconds() {
    List<Long> odd = new ArrayList<>();
    day.forEachStep(
        (before, after) -> {
          if (after.timestampMillis() % 1000 != 0) {
            odd.add(after.timestampMillis());
          }
        });
    assertThat(odd).hasSizeGreaterThan(1000);
  }

  @Test
  void a_line_works_on_one_product_at_a_time() {
    day.plants()
        .lines()
        .forEach(
            line -> {
              Set<String> products = new HashSet<>();
              for (PlantMachine machine : line.machines()) {
                day.readings().get(machine.id()).stream()
                    .filter(reading -> reading.timestampMillis() % 60_000 == 0)
                    .filter(reading -> reading.product() != null)
                    .forEach(one -> products.add(one.timestampMillis() + one.product()));
              }
              long minutes = products.stream().map(one -> one.substring(0, 13)).distinct().count();
              assertThat((long) products.size()).isEqualTo(minutes);
              assertThat(minutes).isPositive();
            });
  }

  @Test
  void on_a_flow_line_a_breakdown_soon_stops_the_neighbours() {
    int stopped = 0;
    for (PlantLine line : day.plants().lines()) {
      for (PlantMachine broken : line.machines()) {
        for (long[] down : longBreakdowns(day.readings().get(broken.id()))) {
          for (PlantMachine neighbour : line.machines()) {
            if (line.type().coupling() == PlantType.Coupling.FLOW) {
              stopped += requireStopped(line, broken, neighbour, down);
            }
          }
        }
      }
    }
    assertThat(stopped).isGreaterThan(100);
  }

  private static List<long[]> longBreakdowns(List<Reading> readings) {
    List<long[]> downs = new ArrayList<>();
    for (int i = 1; i < readings.size(); i++) {
      boolean begins =
          readings.get(i).state() == MachineState.DOWN
              && readings.get(i - 1).state() != MachineState.DOWN;
      if (begins) {
        int end = i;
        while (end < readings.size() && readings.get(end).state() == MachineState.DOWN) {
          end++;
        }
        if (end < readings.size()) {
          downs.add(
              new long[] {readings.get(i).timestampMillis(), readings.get(end).timestampMillis()});
        }
      }
    }
    return downs;
  }

  private static int requireStopped(
      PlantLine line, PlantMachine broken, PlantMachine neighbour, long[] down) {
    int distance = Math.abs(line.machines().indexOf(broken) - line.machines().indexOf(neighbour));
    long from = down[0] + distance * line.type().buffer().toMillis();
    int stopped = 0;
    for (Reading reading : day.readings().get(neighbour.id())) {
      if (reading.timestampMillis() >= from && reading.timestampMillis() < down[1]) {
        assertThat(reading.state()).as(reading.toString()).isNotEqualTo(MachineState.RUNNING);
        stopped++;
      }
    }
    return stopped;
  }

  private static long items(Reading reading) {
    return reading.values().get(Signal.GOOD_COUNT) + reading.values().get(Signal.REJECT_COUNT);
  }

  private static long delta(Reading before, Reading after, Signal signal) {
    return after.values().get(signal) - before.values().get(signal);
  }

  private static ZonedDateTime local(long millis) {
    return Instant.ofEpochMilli(millis).atZone(HONG_KONG);
  }
}
