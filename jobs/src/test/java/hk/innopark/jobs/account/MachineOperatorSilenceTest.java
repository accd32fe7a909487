package hk.innopark.jobs.account;

import static hk.innopark.jobs.account.Device.START;
import static hk.innopark.jobs.account.Device.at;
import static hk.innopark.jobs.account.OvenOperator.LINE;
import static hk.innopark.jobs.account.OvenOperator.OVEN;
import static hk.innopark.jobs.account.OvenOperator.message;
import static hk.innopark.jobs.account.OvenOperator.received;
import static hk.innopark.jobs.account.OvenOperator.sum;
import static hk.innopark.jobs.account.OvenOperator.sums;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DeadLetter;
import hk.innopark.events.RawMessage;
import hk.innopark.events.RejectReason;
import hk.innopark.jobs.account.OvenOperator.Place;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.registry.RegistryYaml;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which machines are expected, and what is said of them while they are silent. */
class MachineOperatorSilenceTest {
  private OvenOperator accounts;

  @BeforeEach
  void open() throws Exception {
    accounts = OvenOperator.open();
  }

  @AfterEach
  void close() {
    accounts.close();
  }

  @Test
  void aSilentMachineIsNoticedByTheWatermarkAlone() throws Exception {
    accounts.send(message(0, 0, "\"state\":\"RUNNING\""));
    accounts.watermark(at(240));
    Map<Place, Elements> sums = sums(accounts.takeLines());
    // each minute is waited for until 60 s after its end, when the state is stale
    Elements first = sums.get(new Place(LINE, START, START + 120_000));
    assertThat(first.get(Element.PRODUCTION_MS)).isEqualTo(60_000);
    Elements second = sums.get(new Place(LINE, START + 60_000, START + 180_000));
    assertThat(second.get(Element.UNKNOWN_MS)).isEqualTo(60_000);
    assertThat(second.get(Element.EXPECTED_MICRO_INTERVALS)).isEqualTo(6_000_000);
    assertThat(sums).hasSize(4);
    assertThat(sums).containsKey(new Place(LINE, START + 120_000, START + 240_000));
  }

  @Test
  @Timeout(60)
  void aFirstReadingThatIsOldDoesNotKeepTheOperatorBusyForEver() throws Exception {
    accounts.send(received(message(0, 0, "\"state\":\"RUNNING\""), at(7_200)));
    accounts.send(received(message(1, 10, "\"state\":\"RUNNING\""), at(7_200)));
    accounts.watermark(at(7_210));
    List<ElementDelta> deltas = accounts.takeLines();
    Elements sum = sum(deltas);
    assertThat(sum.get(Element.PRODUCTION_MS)).as("ten seconds and stale_after").isEqualTo(70_000);
    assertThat(deltas)
        .as("nothing became known before it arrived")
        .allMatch(delta -> delta.slotMillis() == START + 7_200_000);
    accounts.watermark(at(7_259));
    assertThat(accounts.takeLines()).as("all of the silence up to now is said").isEmpty();
    accounts.watermark(at(7_260));
    assertThat(sum(accounts.takeLines()).get(Element.EXPECTED_MICRO_INTERVALS))
        .as("the minute before the last, as it goes on")
        .isEqualTo(6_000_000);
  }

  @Test
  void silenceSaysNothingBeyondTheEndOfBoundedInput() throws Exception {
    accounts.close();
    accounts = OvenOperator.open(at(150), new HashMapStateBackend());
    accounts.send(message(0, 0, "\"state\":\"RUNNING\""));
    accounts.watermark(Long.MAX_VALUE);
    assertThat(sum(accounts.takeLines()).get(Element.EXPECTED_MICRO_INTERVALS))
        .as("the one minute that was over and waited for")
        .isEqualTo(6_000_000);
    assertThat(accounts.takePeriods())
        .allMatch(total -> total.asOfMillis() == at(150))
        .isNotEmpty();
  }

  @Test
  void aSimulatedRunThatHasEndedLeavesNothingBehindAndMayComeBack() throws Exception {
    accounts.send(
        OvenOperator.of("sim:a", message(0, 0, "\"state\":\"RUNNING\",\"good_count\":1")));
    accounts.watermark(START + Duration.ofDays(2).toMillis() - 1);
    accounts.watermark(START + Duration.ofDays(2).plusMinutes(10).toMillis());
    accounts.takeLines();
    accounts.watermark(START + Duration.ofDays(3).toMillis());
    assertThat(accounts.takeLines()).as("it is expected no more").isEmpty();
    assertThat(accounts.stateEntries()).as("its periods may still change").isPositive();
    accounts.watermark(START + Duration.ofDays(12).toMillis());
    assertThat(accounts.stateEntries()).isZero();

    double later = Duration.ofDays(13).toSeconds();
    accounts.send(
        OvenOperator.of("sim:a", message(1, later, "\"state\":\"RUNNING\",\"good_count\":50")));
    accounts.send(
        OvenOperator.of(
            "sim:a", message(2, later + 10, "\"state\":\"RUNNING\",\"good_count\":53")));
    accounts.watermark(at(later + 11));
    assertThat(sum(accounts.takeLines()).get(Element.GOOD_ITEMS)).isEqualTo(3);
  }

  @Test
  void aSimulatedRunMayComeBackWhileItsPeriodsAreStillKept() throws Exception {
    accounts.send(
        OvenOperator.of("sim:a", message(0, 0, "\"state\":\"RUNNING\",\"good_count\":1")));
    accounts.watermark(START + Duration.ofDays(2).plusMinutes(10).toMillis());
    accounts.restart();
    double later = Duration.ofDays(3).toSeconds();
    accounts.watermark(at(later));
    accounts.takeLines();
    accounts.send(
        OvenOperator.of("sim:a", message(1, later, "\"state\":\"RUNNING\",\"good_count\":50")));
    accounts.send(
        OvenOperator.of(
            "sim:a", message(2, later + 10, "\"state\":\"RUNNING\",\"good_count\":53")));
    accounts.watermark(at(later + 11));
    assertThat(sum(accounts.takeLines()).get(Element.GOOD_ITEMS)).isEqualTo(3);
  }

  @Test
  void aRealMachineIsExpectedHoweverLongItIsSilent() throws Exception {
    accounts.send(message(0, 0, "\"state\":\"RUNNING\""));
    accounts.watermark(START + Duration.ofDays(4).toMillis());
    accounts.takeLines();
    accounts.watermark(START + Duration.ofDays(4).plusMinutes(60).toMillis());
    Elements hour = sum(accounts.takeLines());
    assertThat(hour.get(Element.EXPECTED_MICRO_INTERVALS)).as("60 · 6").isEqualTo(360_000_000);
    assertThat(hour.get(Element.VALID_MICRO_INTERVALS)).isZero();
  }

  @Test
  void aMachineOfWhichOnlyUnreadableMessagesCameIsNotExpected() throws Exception {
    accounts.send(new RawMessage(at(0), OVEN.topic(), new byte[] {'{'}));
    accounts.watermark(START + Duration.ofHours(1).toMillis());
    Elements sum = sum(accounts.takeLines());
    assertThat(sum.get(Element.DEAD_LETTERS)).isEqualTo(1);
    assertThat(sum.get(Element.EXPECTED_MICRO_INTERVALS)).isZero();
  }

  @Test
  void aMachineThatTheRegistryHasNoMoreEndsQuietly() throws Exception {
    accounts.send(message(0, 0, "\"state\":\"RUNNING\",\"good_count\":1"));
    accounts.send(message(1, 10, "\"state\":\"RUNNING\",\"good_count\":5"));
    accounts.watermark(at(240));
    accounts.takeLines();
    accounts.restart(without(OVEN.machine()));
    accounts.watermark(START + Duration.ofHours(2).toMillis());
    assertThat(accounts.takeLines()).isEmpty();
    accounts.restart();
    accounts.watermark(START + Duration.ofDays(12).toMillis());
    assertThat(accounts.stateEntries()).isZero();
    accounts.send(message(2, (double) Duration.ofDays(12).toSeconds(), "\"good_count\":9"));
    assertThat(accounts.letters())
        .extracting(DeadLetter::reason)
        .containsExactly(RejectReason.UNKNOWN_DEVICE);
  }

  @Test
  void aMachineThatHasNeverSpokenIsExpectedFromTheDayThatTheRegistrySays() throws Exception {
    accounts.close();
    accounts = OvenOperator.open(expectedFrom(START));
    accounts.watermark(START - 1);
    assertThat(accounts.takeLines()).isEmpty();
    accounts.watermark(START + Duration.ofMinutes(61).toMillis());
    Elements hour = sum(accounts.takeLines());
    assertThat(hour.get(Element.EXPECTED_MICRO_INTERVALS)).as("60 · 6").isEqualTo(360_000_000);
    assertThat(hour.get(Element.UNKNOWN_MS)).isEqualTo(3_600_000);
    accounts.restart();
    accounts.watermark(START + Duration.ofMinutes(62).toMillis());
    assertThat(sum(accounts.takeLines()).get(Element.UNKNOWN_MS)).isEqualTo(60_000);
  }

  @Test
  void whenAnExpectedMachineSpeaksNothingIsCountedTwiceAndNothingIsMissing() throws Exception {
    accounts.close();
    accounts = OvenOperator.open(expectedFrom(START));
    accounts.watermark(at(3_600));
    for (int number = 0; number <= 12; number++) {
      double second = 3_600 + 10 * number;
      accounts.send(message(number, second, "\"state\":\"RUNNING\""));
      accounts.watermark(at(second));
    }
    Elements sum = sum(accounts.takeLines());
    assertThat(sum.get(Element.EXPECTED_MICRO_INTERVALS)).isEqualTo(372_000_000);
    assertThat(sum.get(Element.VALID_MICRO_INTERVALS)).as("two minutes").isEqualTo(12_000_000);
    assertThat(sum.get(Element.UNKNOWN_MS)).isEqualTo(3_600_000);
    assertThat(sum.get(Element.PRODUCTION_MS)).isEqualTo(120_000);
  }

  @Test
  void whenWhatAnExpectedMachineSaidComesLateTheUnknownTimeIsTakenBack() throws Exception {
    accounts.close();
    accounts = OvenOperator.open(expectedFrom(START));
    accounts.watermark(at(600));
    for (int number = 0; number <= 12; number++) {
      accounts.send(received(message(number, 300 + 10 * number, "\"state\":\"IDLE\""), at(600)));
    }
    accounts.watermark(at(601));
    Elements sum = sum(accounts.takeLines());
    assertThat(sum.get(Element.EXPECTED_MICRO_INTERVALS)).as("9 minutes").isEqualTo(54_000_000);
    assertThat(sum.get(Element.VALID_MICRO_INTERVALS)).isEqualTo(12_000_000);
    assertThat(sum.get(Element.IDLE_MS)).as("and a minute until stale").isEqualTo(180_000);
    assertThat(sum.get(Element.UNKNOWN_MS)).isEqualTo(540_000 - 180_000);
  }

  private static ReferenceData.Source expectedFrom(long millis) {
    return OvenOperator.registryWith("expected_from: \"" + Instant.ofEpochMilli(millis) + '"');
  }

  /** The sample registry in which a machine has another name. */
  private static ReferenceData.Source without(String machine) {
    String yaml = RegistryYaml.write(RegistryYaml.sample());
    String other = yaml.replaceFirst("id: " + machine + "\\b", "id: " + machine + "-b");
    return ReferenceData.Source.of(RegistryYaml.parse(other, "test"));
  }
}
