package hk.innopark.simulators.fault;

import static hk.innopark.simulators.fault.FaultBench.HALF_HOUR;
import static hk.innopark.simulators.fault.FaultBench.HONEST;
import static hk.innopark.simulators.fault.FaultBench.NOON;
import static hk.innopark.simulators.fault.FaultBench.OVEN;
import static hk.innopark.simulators.fault.FaultBench.OVEN_ONLY;
import static hk.innopark.simulators.fault.FaultBench.START;
import static hk.innopark.simulators.fault.FaultBench.assertInOrderOfArrival;
import static hk.innopark.simulators.fault.FaultBench.delta;
import static hk.innopark.simulators.fault.FaultBench.inWindow;
import static hk.innopark.simulators.fault.FaultBench.injector;
import static hk.innopark.simulators.fault.FaultBench.oven;
import static hk.innopark.simulators.fault.FaultBench.through;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.DecodeResult;
import hk.innopark.events.MachineId;
import hk.innopark.events.MachineState;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Reading;
import hk.innopark.events.Signal;
import hk.innopark.simulators.plant.Fleet;
import hk.innopark.simulators.plant.Messages;
import hk.innopark.simulators.plant.Plants;
import hk.innopark.simulators.plant.SimulationRun;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How messages are lost, doubled, delayed and begin anew; and what holds for every fault. */
class FaultsTest {
  @Test
  void without_faults_everything_passes_as_it_is() {
    assertThat(Messages.lines(through(FaultPlan.none()))).isEqualTo(Messages.lines(HONEST));
  }

  @Test
  void the_same_seed_injects_the_same_faults_and_another_seed_others() {
    assertThat(Messages.lines(through(demanding(1))))
        .isEqualTo(Messages.lines(through(demanding(1))));
    assertThat(Messages.lines(through(demanding(1))))
        .isNotEqualTo(Messages.lines(through(demanding(2))));
  }

  private static FaultInjector demanding(long seed) {
    return injector(
        Faults.storeAndForward(OVEN_ONLY, HALF_HOUR, Backlog.AFTER_LIVE),
        Faults.reordering(seed, 0.2, Duration.ofMinutes(5)),
        Faults.duplicates(seed, 0.1, Duration.ofSeconds(90)),
        Faults.garbage(seed, FaultScope.everywhere(), 0.05));
  }

  @Test
  void it_does_not_matter_how_many_messages_are_passed_at_a_time() {
    FaultInjector pieces = demanding(1);
    List<RawMessage> arrived = new ArrayList<>();
    int next = 0;
    for (long at = START.toEpochMilli(); next < HONEST.size(); at += 7_321) {
      List<RawMessage> due = new ArrayList<>();
      while (next < HONEST.size() && HONEST.get(next).receivedAtMillis() <= at) {
        due.add(HONEST.get(next++));
      }
      arrived.addAll(pieces.pass(due, Instant.ofEpochMilli(at)));
    }
    arrived.addAll(pieces.pass(List.of(), Instant.MAX));
    assertThat(Messages.lines(arrived)).isEqualTo(Messages.lines(through(demanding(1))));
  }

  @Test
  void what_is_held_back_survives_a_restart() {
    Instant pause = NOON.plus(Duration.ofMinutes(20));
    List<RawMessage> before =
        HONEST.stream().filter(one -> one.receivedAtMillis() <= pause.toEpochMilli()).toList();
    List<RawMessage> after = HONEST.subList(before.size(), HONEST.size());
    FaultInjector first = demanding(1);
    List<RawMessage> arrived = new ArrayList<>(first.pass(before, pause));
    FaultInjector second = demanding(1);
    second.hold(first.held());
    arrived.addAll(second.pass(after, Instant.MAX));
    assertThat(first.held()).isNotEmpty();
    assertThat(Messages.lines(arrived)).isEqualTo(Messages.lines(through(demanding(1))));
  }

  @Test
  void duplicates_are_the_same_bytes_and_add_to_what_is_there() {
    FaultInjector injector = injector(Faults.duplicates(1, 0.05, Duration.ofSeconds(2)));
    List<RawMessage> arrived = through(injector);
    long duplicates = injector.log().count("duplicate");
    assertThat(duplicates).isBetween((long) (HONEST.size() * 0.03), (long) (HONEST.size() * 0.07));
    assertThat(arrived).hasSize(HONEST.size() + (int) duplicates);
    Set<String> payloads = new HashSet<>();
    arrived.forEach(
        one -> payloads.add(one.topic() + new String(one.payload(), StandardCharsets.UTF_8)));
    assertThat(payloads).hasSize(HONEST.size());
    assertInOrderOfArrival(arrived);
  }

  @Test
  void reordering_loses_nothing_and_lets_later_messages_overtake() {
    FaultInjector injector = injector(Faults.reordering(1, 0.1, Duration.ofMinutes(5)));
    List<RawMessage> arrived = through(injector);
    assertThat(arrived).hasSameSizeAs(HONEST);
    assertInOrderOfArrival(arrived);
    List<Long> sequence = oven(arrived).stream().map(Reading::sequence).toList();
    assertThat(sequence).doesNotHaveDuplicates();
    assertThat(sequence).isNotEqualTo(sequence.stream().sorted().toList());
  }

  @Test
  void a_backlog_that_comes_first_keeps_the_order_of_its_machine() {
    FaultInjector injector = injector(Faults.storeAndForward(OVEN_ONLY, HALF_HOUR, Backlog.FIRST));
    List<RawMessage> arrived = through(injector);
    assertThat(arrived).hasSameSizeAs(HONEST);
    assertThat(oven(arrived).stream().map(Reading::sequence).toList()).isSorted();
    assertThat(oven(arrived)).noneMatch(one -> inWindow(one.receivedAtMillis()));
    assertThat(injector.log().count("store_and_forward")).isGreaterThan(170);
  }

  @Test
  void a_backlog_that_comes_after_is_overtaken_by_live_messages() {
    List<RawMessage> arrived =
        through(injector(Faults.storeAndForward(OVEN_ONLY, HALF_HOUR, Backlog.AFTER_LIVE)));
    assertThat(arrived).hasSameSizeAs(HONEST);
    List<Reading> readings = oven(arrived);
    assertThat(readings.stream().map(Reading::sequence).toList())
        .isNotEqualTo(readings.stream().map(Reading::sequence).sorted().toList());
    assertThat(readings).noneMatch(one -> inWindow(one.receivedAtMillis()));
  }

  @Test
  void a_backlog_never_arrives_before_it_was_sent() {
    for (Backlog order : Backlog.values()) {
      assertThat(oven(through(injector(Faults.storeAndForward(OVEN_ONLY, HALF_HOUR, order)))))
          .allMatch(one -> one.receivedAtMillis() >= one.timestampMillis());
    }
  }

  @Test
  void lost_messages_leave_a_gap_in_the_sequence_and_are_logged() {
    FaultInjector injector = injector(Faults.loss(OVEN_ONLY, HALF_HOUR));
    List<RawMessage> arrived = through(injector);
    assertThat(oven(arrived)).noneMatch(one -> inWindow(one.timestampMillis()));
    assertThat(HONEST.size() - arrived.size()).isEqualTo((int) injector.log().count("loss"));
    assertThat(injector.log().touches(OVEN, NOON.toEpochMilli(), NOON.toEpochMilli() + 1)).isTrue();
    assertThat(injector.log().touches(OVEN, START.toEpochMilli(), NOON.toEpochMilli())).isFalse();
  }

  @Test
  void a_restart_that_loses_all_counters_starts_them_at_zero_under_a_new_boot() {
    FaultInjector injector = injector(Faults.restart(OVEN_ONLY, NOON, LostMemory.ALL_COUNTERS));
    List<Reading> readings = oven(through(injector));
    List<Reading> HONESTReadings = oven(HONEST);
    Reading lastBefore = null;
    for (int i = 0; i < readings.size(); i++) {
      Reading reading = readings.get(i);
      if (reading.timestampMillis() < NOON.toEpochMilli()) {
        assertThat(reading.boot()).isEqualTo("b1");
        lastBefore = reading;
        continue;
      }
      assertThat(reading.boot()).isEqualTo("b1r");
      for (Signal signal : Signal.values()) {
        if (signal.isCounter() && reading.values().has(signal)) {
          assertThat(reading.values().get(signal))
              .isEqualTo(
                  HONESTReadings.get(i).values().get(signal) - lastBefore.values().get(signal));
        }
      }
    }
    assertThat(readings.stream().filter(one -> one.boot().equals("b1r")).findFirst())
        .hasValueSatisfying(one -> assertThat(one.sequence()).isZero());
    assertThat(injector.log().count("restart")).isEqualTo(1);
  }

  @Test
  void a_reboot_of_the_fleet_that_loses_items_only_keeps_the_meters() {
    FaultInjector injector =
        injector(Faults.restart(FaultScope.everywhere(), NOON, LostMemory.ITEMS));
    List<RawMessage> arrived = through(injector);
    Messages.byMachine(arrived)
        .forEach(
            (id, readings) -> {
              for (int i = 1; i < readings.size(); i++) {
                long before = readings.get(i - 1).values().get(Signal.ACTIVE_ENERGY_KWH);
                assertThat(readings.get(i).values().get(Signal.ACTIVE_ENERGY_KWH))
                    .isGreaterThanOrEqualTo(before);
              }
              assertThat(readings).anyMatch(one -> one.boot().equals("b1r"));
            });
    assertThat(injector.log().count("restart")).isEqualTo(6);
  }

  @Test
  void a_register_rolls_over_at_its_modulus_and_its_deltas_stay_right() {
    BigDecimal modulus = BigDecimal.valueOf(1_000_000);
    FaultInjector injector =
        injector(
            Faults.rollover(OVEN_ONLY, Signal.ACTIVE_ENERGY_KWH, modulus, BigDecimal.valueOf(25)));
    List<Reading> readings = oven(through(injector));
    List<Reading> truth = oven(HONEST);
    long modulusNano = 1_000_000_000_000_000L;
    int falls = 0;
    for (int i = 1; i < readings.size(); i++) {
      long delta = delta(readings, i, Signal.ACTIVE_ENERGY_KWH);
      falls += delta < 0 ? 1 : 0;
      assertThat(Math.floorMod(delta, modulusNano))
          .isEqualTo(delta(truth, i, Signal.ACTIVE_ENERGY_KWH));
    }
    assertThat(falls).isEqualTo(1);
    assertThat(injector.log().count("rollover")).isEqualTo(1);
  }

  @Test
  void garbage_is_added_on_real_topics_and_refused_for_the_reason_that_is_logged() {
    FaultInjector injector = injector(Faults.garbage(1, FaultScope.everywhere(), 0.1));
    List<RawMessage> arrived = through(injector);
    List<String> refused = new ArrayList<>();
    int accepted = 0;
    for (RawMessage message : arrived) {
      if (Messages.decode(message) instanceof DecodeResult.Rejected rejected) {
        refused.add(rejected.reason().name());
        assertThat(MachineId.ofTopic(message.topic())).isPresent();
      } else {
        accepted++;
      }
    }
    assertThat(accepted).isEqualTo(HONEST.size());
    assertThat(refused)
        .containsExactlyElementsOf(
            injector.log().entries().stream().map(FaultLog.Entry::detail).toList());
    assertThat(new HashSet<>(refused)).hasSizeGreaterThanOrEqualTo(6);
  }

  @Test
  void a_fault_lets_alone_what_is_out_of_its_scope() {
    Set<String> others = new HashSet<>();
    HONEST.forEach(one -> others.add(one.topic()));
    others.remove(OVEN.topic());
    List<RawMessage> arrived =
        through(injector(Faults.swappedTransformer(OVEN_ONLY, FaultWindow.always())));
    assertThat(
            Messages.lines(arrived.stream().filter(one -> others.contains(one.topic())).toList()))
        .isEqualTo(
            Messages.lines(HONEST.stream().filter(one -> others.contains(one.topic())).toList()));
  }

  @Test
  void what_is_not_json_passes_every_fault_of_a_payload() {
    RawMessage garbage = new RawMessage(NOON.toEpochMilli(), OVEN.topic(), new byte[] {1, 2, 3});
    FaultInjector injector =
        injector(
            Faults.epochSeconds(OVEN_ONLY, HALF_HOUR),
            Faults.stuck(OVEN_ONLY, HALF_HOUR, Signal.GOOD_COUNT),
            Faults.restart(OVEN_ONLY, START, LostMemory.ITEMS),
            Faults.rollover(
                OVEN_ONLY, Signal.WATER_M3, BigDecimal.valueOf(1000), BigDecimal.valueOf(5)));
    assertThat(injector.pass(List.of(garbage), Instant.MAX)).containsExactly(garbage);
  }

  @Test
  void a_daily_outage_comes_every_day() {
    FaultWindow daily = FaultWindow.daily(Duration.ofHours(2), Duration.ofMinutes(40));
    for (String day : List.of("2026-03-03", "2026-03-04", "2026-12-31")) {
      assertThat(daily.covers(Instant.parse(day + "T02:39:59Z").toEpochMilli())).isTrue();
      assertThat(daily.covers(Instant.parse(day + "T02:40:00Z").toEpochMilli())).isFalse();
      assertThat(daily.covers(Instant.parse(day + "T01:59:59Z").toEpochMilli())).isFalse();
    }
  }

  @Test
  void nonsense_is_refused_when_a_fault_is_made() {
    assertThatThrownBy(() -> Faults.duplicates(1, 1.5, Duration.ofSeconds(1)))
        .hasMessageContaining("share 1.5");
    assertThatThrownBy(() -> FaultWindow.once(NOON, Duration.ZERO)).hasMessageContaining("PT0S");
    assertThatThrownBy(() -> FaultWindow.daily(Duration.ZERO, Duration.ofDays(2)))
        .hasMessageContaining("PT48H");
  }

  @Test
  void the_demo_plan_loses_nothing_and_keeps_every_machine_in_order() {
    FaultInjector demo = FaultPlan.demo(1);
    Fleet fleet = Fleet.startingAt(START, Plants.sample(), new SimulationRun(5, "test"));
    List<RawMessage> sent = fleet.advanceTo(START.plus(Duration.ofHours(3)));
    List<RawMessage> arrived = demo.pass(sent, Instant.MAX);
    List<RawMessage> readable = new ArrayList<>();
    for (RawMessage message : arrived) {
      if (Messages.decode(message) instanceof DecodeResult.Accepted) {
        readable.add(message);
      }
    }
    Set<String> seen = new HashSet<>();
    Messages.byMachine(readable)
        .forEach(
            (id, readings) -> {
              long last = -1;
              for (Reading reading : readings) {
                if (seen.add(id.key() + reading.sequence())) {
                  assertThat(reading.sequence()).isEqualTo(last + 1);
                  last = reading.sequence();
                }
              }
            });
    assertThat(seen).hasSameSizeAs(sent);
    assertThat(demo.log().counts().keySet())
        .containsExactlyInAnyOrder("duplicate", "garbage", "store_and_forward");
    assertThat(demo.log().count("duplicate")).isLessThan(sent.size() / 300);
    assertThat(readable).anyMatch(one -> Messages.reading(one).state() == MachineState.RUNNING);
  }
}
