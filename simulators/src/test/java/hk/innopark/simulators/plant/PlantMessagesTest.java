package hk.innopark.simulators.plant;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Signal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which messages there are in a day, and what each of them has. */
class PlantMessagesTest {
  private static SampleDay day;

  @BeforeAll
  static void simulate() {
    day = SampleDay.make();
  }

  @Test
  void all_41_machines_send_what_their_samples_and_changes_amount_to() {
    assertThat(day.readings()).hasSize(41);
    assertThat(day.messages().size()).isBetween(130_000, 260_000);
  }

  @Test
  void messages_come_in_order_of_time() {
    long last = Long.MIN_VALUE;
    for (RawMessage message : day.messages()) {
      assertThat(message.receivedAtMillis()).isGreaterThanOrEqualTo(last);
      last = message.receivedAtMillis();
    }
  }

  @Test
  void payloads_stay_small() {
    assertThat(day.messages()).allMatch(message -> message.payload().length < 512);
  }

  @Test
  void every_multiple_of_the_sample_period_has_a_sample() {
    day.readings()
        .forEach(
            (id, readings) -> {
              long period = day.machine(id).samplePeriod().toMillis();
              Set<Long> stamps = new HashSet<>();
              readings.forEach(reading -> stamps.add(reading.timestampMillis()));
              long end = SampleDay.START.plus(SampleDay.LENGTH).toEpochMilli();
              List<Long> missing = new ArrayList<>();
              for (long at = SampleDay.START.toEpochMilli(); at <= end; at += period) {
                if (!stamps.contains(at)) {
                  missing.add(at);
                }
              }
              assertThat(missing).as(id.key()).isEmpty();
            });
  }

  @Test
  void every_other_message_is_a_change_of_state() {
    day.forEachStep(
        (before, after) -> {
          if (after.timestampMillis() % day.machine(after.machine()).samplePeriod().toMillis()
              != 0) {
            boolean same =
                after.state() == before.state()
                    && after.reason() == before.reason()
                    && Objects.equals(after.product(), before.product());
            SampleDay.require(!same, before, after);
          }
        });
  }

  @Test
  void the_sequence_rises_by_one_within_the_only_boot() {
    day.forEachStep(
        (before, after) -> {
          SampleDay.require(after.sequence() == before.sequence() + 1, before, after);
          SampleDay.require(after.boot().equals("b1"), before, after);
        });
  }

  @Test
  void every_sample_carries_every_signal_of_its_machine() {
    day.readings()
        .values()
        .forEach(
            readings ->
                assertThat(readings)
                    .allMatch(one -> one.values().present() == readings.get(0).values().present())
                    .allMatch(one -> one.values().has(Signal.ACTIVE_ENERGY_KWH))
                    .allMatch(one -> one.values().has(Signal.GOOD_COUNT))
                    .allMatch(one -> one.unknownSignals() == 0));
  }
}
