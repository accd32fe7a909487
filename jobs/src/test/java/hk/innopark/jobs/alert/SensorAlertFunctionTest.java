package hk.innopark.jobs.alert;

import static hk.innopark.jobs.reference.HongKong.millis;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Alert;
import hk.innopark.events.MachineId;
import hk.innopark.events.MachineState;
import hk.innopark.events.Signal;
import hk.innopark.events.SignalValues;
import hk.innopark.jobs.KeyedOperator;
import hk.innopark.jobs.account.Pulse;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.registry.RegistryYaml;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;

/** What a machine's messages say of its sensors; the oven sends every 10 s, stale after 60 s. */
class SensorAlertFunctionTest {
  private static final ReferenceData.Source SAMPLE = ReferenceData.Source.of(RegistryYaml.sample());
  private static final Entity OVEN =
      Entity.of(new MachineId("tai-po", "golden-noodle", "line-1", "oven-1"), "real");
  private static final long SECOND = 1000;
  private static final long MINUTE = 60 * SECOND;

  private final List<Pulse> pulses = new ArrayList<>();
  private long now = millis("2026-03-03T08:00");
  private long energy = 7_000_000_000L;
  private long vibration = 3_000_000_000L;

  @Test
  void a_machine_is_silent_after_three_times_stale_and_until_it_has_sent_for_a_minute()
      throws Exception {
    runs(5);
    saysNothing(10);
    runs(5);
    List<Alert> alerts = alerts(true);
    assertThat(alerts)
        .extracting(LineHistory::told)
        .containsExactly(
            "sensor_silent raised 08:07 since 08:04", "sensor_silent cleared 08:16 since 08:04");
    assertThat(alerts.get(0).value()).isEqualTo(180);
    assertThat(alerts.get(0).threshold()).isEqualTo(180);
    assertThat(alerts.get(0).text()).isEqualTo("oven-1 has sent nothing for 3 min.");
  }

  @Test
  void it_does_not_matter_whether_the_silence_is_seen_in_it_or_after_it() throws Exception {
    runs(5);
    saysNothing(10);
    runs(2);
    saysNothing(4);
    runs(3);
    assertThat(alerts(true)).hasSize(4).isEqualTo(alerts(false));
  }

  @Test
  void a_sign_of_life_now_and_then_does_not_end_a_silence() throws Exception {
    runs(5);
    for (int sign = 0; sign < 6; sign++) {
      saysNothing(5);
      pulse(MachineState.RUNNING);
    }
    assertThat(alerts(true)).hasSize(1);
  }

  @Test
  void a_machine_that_was_switched_off_may_be_silent_until_its_shift_begins() throws Exception {
    now = millis("2026-03-03T22:10");
    rests(MachineState.OFF, 5);
    saysNothing(8 * 60 - 15);
    assertThat(alerts(true)).isEmpty();
    rests(MachineState.OFF, 5);
    saysNothing(30);
    pulse(MachineState.OFF);
    assertThat(alerts(true)).extracting(Alert::isActive).containsExactly(true);
  }

  @Test
  void a_meter_that_stays_while_the_machine_runs_is_stuck() throws Exception {
    runs(5);
    runsWithStuckMeter(20);
    runs(3);
    List<Alert> alerts = alerts(true);
    assertThat(alerts)
        .extracting(LineHistory::told)
        .containsExactly(
            "sensor_stuck raised 08:20 since 08:05", "sensor_stuck cleared 08:26 since 08:05");
    assertThat(alerts.get(0).signal()).isEqualTo("active_energy_kwh");
    assertThat(alerts.get(0).text())
        .isEqualTo("active_energy_kwh of oven-1 has not moved for 15 min while it ran.");
  }

  @Test
  void a_gauge_that_trembles_no_more_is_stuck_too() throws Exception {
    runs(5);
    for (int sample = 0; sample < 20 * 6; sample++) {
      energy += 1000;
      pulse(MachineState.RUNNING);
    }
    assertThat(alerts(true))
        .singleElement()
        .satisfies(alert -> assertThat(alert.signal()).isEqualTo("vibration_mm_s"));
  }

  @Test
  void a_meter_may_stay_while_the_machine_stands() throws Exception {
    runs(5);
    rests(MachineState.IDLE, 60);
    runs(5);
    assertThat(alerts(true)).isEmpty();
  }

  @Test
  void a_grid_meter_may_stay_while_the_panels_carry_the_machine() throws Exception {
    runs(5);
    for (int sample = 0; sample < 30 * 6; sample++) {
      vibration += 17;
      pulse(MachineState.RUNNING, sample * 1000L);
    }
    assertThat(alerts(true)).isEmpty();
  }

  @Test
  void meters_that_were_stuck_long_ago_and_come_late_raise_nothing() throws Exception {
    runs(40);
    long arrival = now;
    List<Pulse> late = new ArrayList<>();
    for (int minute = 0; minute < 30; minute++) {
      late.add(
          Pulse.of(
              OVEN,
              millis("2026-03-03T08:05") + minute * MINUTE,
              arrival,
              MachineState.RUNNING,
              values(7_000_000_000L, 3, 0)));
    }
    pulses.addAll(late);
    runs(5);
    assertThat(alerts(true)).isEmpty();
  }

  /** The arrivals keep their times; who comes when within a minute is shuffled. */
  @Property(tries = 50)
  void the_order_within_a_minute_does_not_matter(@ForAll Random random) throws Exception {
    pulses.clear();
    now = millis("2026-03-03T08:00");
    runs(5 + random.nextInt(5));
    runsWithStuckMeter(10 + random.nextInt(20));
    runs(1 + random.nextInt(3));
    rests(MachineState.DOWN, random.nextInt(10));
    runsWithStuckMeter(10 + random.nextInt(20));
    runs(3);
    List<Alert> inOrder = alerts(true);
    List<Pulse> shuffled = shuffledWithinMinutes(random);
    pulses.clear();
    pulses.addAll(shuffled);
    assertThat(alerts(random.nextBoolean())).isEqualTo(inOrder);
  }

  private List<Pulse> shuffledWithinMinutes(Random random) {
    List<Pulse> shuffled = new ArrayList<>();
    for (int from = 0; from < pulses.size(); ) {
      long minute = pulses.get(from).receivedAtMillis() / MINUTE;
      int to = from;
      while (to < pulses.size() && pulses.get(to).receivedAtMillis() / MINUTE == minute) {
        to++;
      }
      List<Pulse> samples = new ArrayList<>(pulses.subList(from, to));
      Collections.shuffle(samples, random);
      for (int index = from; index < to; index++) {
        Pulse sample = samples.get(index - from);
        shuffled.add(
            Pulse.of(
                OVEN,
                sample.timestampMillis(),
                pulses.get(index).receivedAtMillis(),
                sample.state(),
                sample.values()));
      }
      from = to;
    }
    return shuffled;
  }

  private void runs(int minutes) {
    for (int sample = 0; sample < minutes * 6; sample++) {
      energy += 250_000_000L;
      vibration += sample % 2 == 0 ? 40_000_000L : -30_000_000L;
      pulse(MachineState.RUNNING);
    }
  }

  private void runsWithStuckMeter(int minutes) {
    for (int sample = 0; sample < minutes * 6; sample++) {
      vibration += 17;
      pulse(MachineState.RUNNING);
    }
  }

  private void rests(MachineState state, int minutes) {
    for (int sample = 0; sample < minutes * 6; sample++) {
      pulse(state);
    }
  }

  private void saysNothing(int minutes) {
    now += minutes * MINUTE;
  }

  private void pulse(MachineState state) {
    pulse(state, 0);
  }

  private void pulse(MachineState state, long sun) {
    pulses.add(Pulse.of(OVEN, now, now + 50, state, values(energy, vibration, sun)));
    now += 10 * SECOND;
  }

  private static SignalValues values(long energy, long vibration, long sun) {
    int present =
        1 << Signal.ACTIVE_ENERGY_KWH.ordinal()
            | 1 << Signal.PV_ENERGY_KWH.ordinal()
            | 1 << Signal.VIBRATION_MM_S.ordinal();
    return new SignalValues(present, new long[] {energy, sun, vibration});
  }

  /** All alerts of the messages; time passes between them, or all at once at the end. */
  private List<Alert> alerts(boolean timePasses) throws Exception {
    try (KeyedOperator<Pulse, Alert> operator =
        KeyedOperator.ofOperator(
            () -> new AlertOperator<>(new SensorAlertFunction(SAMPLE, Long.MAX_VALUE)),
            Pulse::topic,
            new HashMapStateBackend())) {
      for (Pulse pulse : pulses) {
        if (timePasses) {
          operator.watermark(pulse.receivedAtMillis() - 1);
        }
        operator.send(pulse, pulse.receivedAtMillis());
      }
      // the last message stays the last for less than a silence
      operator.watermark(now + 150 * SECOND);
      List<Alert> alerts = new ArrayList<>(operator.takeOutput());
      alerts.sort(
          Comparator.comparingLong(Alert::changedAtMillis)
              .thenComparing(alert -> String.valueOf(alert.signal())));
      return alerts;
    }
  }
}
