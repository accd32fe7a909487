package hk.innopark.simulators.fault;

import static hk.innopark.simulators.fault.FaultBench.HALF_HOUR;
import static hk.innopark.simulators.fault.FaultBench.HONEST;
import static hk.innopark.simulators.fault.FaultBench.NOON;
import static hk.innopark.simulators.fault.FaultBench.OVEN_ONLY;
import static hk.innopark.simulators.fault.FaultBench.inWindow;
import static hk.innopark.simulators.fault.FaultBench.injector;
import static hk.innopark.simulators.fault.FaultBench.oven;
import static hk.innopark.simulators.fault.FaultBench.refusals;
import static hk.innopark.simulators.fault.FaultBench.through;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Reading;
import hk.innopark.events.RejectReason;
import hk.innopark.events.Signal;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stamps and values that are not what they should be. */
class WrongValuesTest {
  @Test
  void local_time_sent_as_utc_lies_in_the_future() {
    assertThat(refusals(Faults.localTimeAsUtc(OVEN_ONLY, HALF_HOUR)))
        .hasSizeGreaterThan(170)
        .containsOnly(RejectReason.FUTURE);
  }

  @Test
  void seconds_for_milliseconds_are_the_wrong_unit_of_time() {
    assertThat(refusals(Faults.epochSeconds(OVEN_ONLY, HALF_HOUR)))
        .hasSizeGreaterThan(170)
        .containsOnly(RejectReason.TIME_UNIT);
  }

  @Test
  void a_clock_that_is_a_little_off_is_accepted_with_the_wrong_stamp() {
    List<Reading> readings =
        oven(through(injector(Faults.clockOff(OVEN_ONLY, HALF_HOUR, Duration.ofMinutes(-3)))));
    assertThat(readings)
        .filteredOn(one -> inWindow(one.receivedAtMillis()))
        .allMatch(one -> one.receivedAtMillis() - one.timestampMillis() == 180_000);
    assertThat(readings)
        .filteredOn(one -> !inWindow(one.receivedAtMillis()))
        .allMatch(one -> one.receivedAtMillis() == one.timestampMillis());
  }

  @Test
  void a_value_that_is_stuck_stays_at_the_first_of_the_window() {
    List<Reading> readings =
        oven(through(injector(Faults.stuck(OVEN_ONLY, HALF_HOUR, Signal.TEMPERATURE_C))));
    assertThat(
            readings.stream()
                .filter(one -> inWindow(one.timestampMillis()))
                .map(one -> one.values().get(Signal.TEMPERATURE_C))
                .distinct())
        .hasSize(1);
    assertThat(readings.stream().map(one -> one.values().get(Signal.TEMPERATURE_C)).distinct())
        .hasSizeGreaterThan(100);
  }

  @Test
  void a_wrong_unit_is_a_thousandfold_and_a_swapped_transformer_negative() {
    compareInWindow(
        Faults.thousandfold(OVEN_ONLY, HALF_HOUR, Signal.ACTIVE_ENERGY_KWH),
        Signal.ACTIVE_ENERGY_KWH,
        1000);
    compareInWindow(Faults.swappedTransformer(OVEN_ONLY, HALF_HOUR), Signal.ACTIVE_POWER_KW, -1);
  }

  private static void compareInWindow(Fault fault, Signal signal, long factor) {
    List<Reading> readings = oven(through(injector(fault)));
    List<Reading> truth = oven(HONEST);
    for (int i = 0; i < truth.size(); i++) {
      long expected =
          truth.get(i).values().get(signal)
              * (inWindow(truth.get(i).timestampMillis()) ? factor : 1);
      assertThat(readings.get(i).values().get(signal)).isEqualTo(expected);
    }
  }

  @Test
  void spikes_are_rare_and_logged() {
    FaultInjector injector =
        injector(Faults.spikes(1, OVEN_ONLY, Signal.TEMPERATURE_C, 0.02, BigDecimal.valueOf(4)));
    List<Reading> readings = oven(through(injector));
    List<Reading> truth = oven(HONEST);
    int spikes = 0;
    for (int i = 0; i < truth.size(); i++) {
      long expected = truth.get(i).values().get(Signal.TEMPERATURE_C);
      long value = readings.get(i).values().get(Signal.TEMPERATURE_C);
      assertThat(value).isIn(expected, 4 * expected);
      spikes += value == expected ? 0 : 1;
    }
    assertThat(spikes).isBetween(5, 60).isEqualTo((int) injector.log().count("spike"));
  }

  @Test
  void a_drift_grows_with_time() {
    List<Reading> readings =
        oven(
            through(
                injector(
                    Faults.drift(
                        OVEN_ONLY,
                        FaultWindow.once(NOON, Duration.ofDays(9)),
                        Signal.TEMPERATURE_C,
                        BigDecimal.valueOf(0.24)))));
    List<Reading> truth = oven(HONEST);
    int last = truth.size() - 1;
    assertThat(
            (double) readings.get(last).values().get(Signal.TEMPERATURE_C)
                / truth.get(last).values().get(Signal.TEMPERATURE_C))
        .isCloseTo(1.02, org.assertj.core.data.Offset.offset(1e-6));
    assertThat(readings.get(0).digest()).isEqualTo(truth.get(0).digest());
  }
}
