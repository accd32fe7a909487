package hk.innopark.jobs.account;

import static hk.innopark.jobs.account.Device.START;
import static hk.innopark.jobs.account.Device.at;
import static hk.innopark.jobs.account.OvenOperator.ENTITY;
import static hk.innopark.jobs.account.OvenOperator.LINE;
import static hk.innopark.jobs.account.OvenOperator.OVEN;
import static hk.innopark.jobs.account.OvenOperator.message;
import static hk.innopark.jobs.account.OvenOperator.reading;
import static hk.innopark.jobs.account.OvenOperator.received;
import static hk.innopark.jobs.account.OvenOperator.sum;
import static hk.innopark.jobs.account.OvenOperator.sums;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DeadLetter;
import hk.innopark.events.Grain;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Reading;
import hk.innopark.events.RejectReason;
import hk.innopark.jobs.account.OvenOperator.Place;
import hk.innopark.jobs.decode.AccountInput;
import hk.innopark.jobs.decode.Refusals;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.rollup.PeriodTotal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operator around accounts, with an oven of the sample registry that sends every 10 s. */
class MachineOperatorTest {
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
  void whatAMachineDoesIsSaidOfItsLineAndInItsOwnPeriods() throws Exception {
    accounts.send(message(0, 0, "\"good_count\":1"));
    accounts.send(message(1, 10, "\"good_count\":5"));
    accounts.watermark(at(11));
    List<ElementDelta> lines = accounts.takeLines();
    assertThat(lines).extracting(ElementDelta::entity).containsOnly(LINE.key());
    assertThat(sum(lines).get(Element.GOOD_ITEMS)).isEqualTo(4);
    assertThat(sum(lines).get(Element.MESSAGES)).isEqualTo(2);
    List<PeriodTotal> periods = accounts.takePeriods();
    assertThat(periods)
        .allMatch(total -> total.entity().equals(ENTITY))
        .extracting(PeriodTotal::grain)
        .containsExactlyInAnyOrder(Grain.MINUTE, Grain.HOUR);
    for (PeriodTotal period : periods) {
      assertThat(Elements.unpack(period.elements()).get(Element.GOOD_ITEMS)).isEqualTo(4);
    }
  }

  /** Else the operator walks from 1970 to today by the hour, for each machine. */
  @Test
  void timeBeginsWithTheFirstMessageWhereACheckpointComesBeforeTheFirstWatermark()
      throws Exception {
    accounts.send(message(0, 0, "\"good_count\":1"));
    accounts.restart();
    accounts.send(message(1, 10, "\"good_count\":2"));
    accounts.watermark(at(11));
    assertThat(accounts.watermarks()).isEqualTo(1);
  }

  @Test
  void theDigestOfMessagesIsOfLinesAndNotOfMachines() throws Exception {
    accounts.send(message(0, 0, "\"good_count\":1"));
    accounts.watermark(at(1));
    assertThat(sum(accounts.takeLines()).get(Element.DIGEST_0)).isNotZero();
    for (PeriodTotal period : accounts.takePeriods()) {
      assertThat(Elements.unpack(period.elements()).get(Element.DIGEST_0)).isZero();
      assertThat(Elements.unpack(period.elements()).get(Element.MESSAGES)).isEqualTo(1);
    }
  }

  @Test
  void aReadingIsHandedOnAboutASecondAfterItArrived() throws Exception {
    accounts.watermark(at(0));
    accounts.send(message(0, 0.1, "\"state\":\"RUNNING\""));
    accounts.watermark(at(0.999));
    assertThat(accounts.takeLines()).isEmpty();
    accounts.watermark(at(1));
    assertThat(accounts.takeLines()).hasSize(1);
    assertThat(accounts.takePeriods()).isNotEmpty();
  }

  @Test
  void aReadingThatArrivedBeforeARestartIsHandedOnAsSoonAsAnyOther() throws Exception {
    accounts.watermark(at(0));
    accounts.send(message(0, 0.1, "\"state\":\"RUNNING\""));
    accounts.restart();
    accounts.watermark(at(1));
    assertThat(accounts.takeLines()).hasSize(1);
    assertThat(accounts.takePeriods()).isNotEmpty();
  }

  @Test
  void aDeltaCarriesTheArrivalMinuteOfWhatCausedIt() throws Exception {
    accounts.send(message(0, 0, "\"state\":\"RUNNING\""));
    accounts.send(received(message(1, 10, "\"state\":\"IDLE\""), at(200)));
    accounts.watermark(at(201));
    Map<Place, Elements> sums = sums(accounts.takeLines());
    Elements late = sums.get(new Place(LINE, START, START + 180_000));
    assertThat(late.get(Element.PRODUCTION_MS)).as("0–60 was said at 120").isEqualTo(-50_000);
    assertThat(late.get(Element.IDLE_MS)).isEqualTo(50_000);
    assertThat(late.get(Element.MESSAGES)).isEqualTo(1);
  }

  @Test
  void aReadingBeyondTheHorizonIsCountedAndPutAsideWhole() throws Exception {
    long now = START + Duration.ofDays(3).toMillis();
    RawMessage late = received(message(0, 0, "\"state\":\"RUNNING\""), now);
    accounts.send(late);
    accounts.watermark(now + 1000);
    List<RawMessage> asides = accounts.sideOutput(MachineOperator.LATE);
    assertThat(asides).hasSize(1);
    assertThat(asides.get(0).receivedAtMillis()).isEqualTo(now);
    assertThat(asides.get(0).topic()).isEqualTo(OVEN.topic());
    assertThat(asides.get(0).payload()).isEqualTo(late.payload());
    assertThat(sum(accounts.takeLines()).get(Element.LATE)).isEqualTo(1);
    assertThat(accounts.counted(MachineOperator.DECODED)).isEqualTo(1);
    assertThat(accounts.counted(MachineOperator.LATE_COUNT)).isEqualTo(1);
  }

  @Test
  void aMessageThatCannotBeDecodedIsCounted() throws Exception {
    accounts.send(new RawMessage(at(30), OVEN.topic(), new byte[] {'{'}));
    accounts.watermark(at(31));
    List<ElementDelta> deltas = accounts.takeLines();
    assertThat(sum(deltas).get(Element.DEAD_LETTERS)).isEqualTo(1);
    assertThat(deltas).extracting(ElementDelta::minuteMillis).containsExactly(START);
  }

  @Test
  void noticeOfAMessageThatCouldNotBeDecodedElsewhereIsCountedAndRefusedThere() throws Exception {
    RawMessage garbage = new RawMessage(at(30), OVEN.topic(), new byte[] {'{'});
    accounts.send(new AccountInput(OVEN, Reading.REAL, garbage, null));
    accounts.watermark(at(31));
    List<ElementDelta> deltas = accounts.takeLines();
    assertThat(sum(deltas).get(Element.DEAD_LETTERS)).isEqualTo(1);
    assertThat(deltas).extracting(ElementDelta::minuteMillis).containsExactly(START);
    assertThat(accounts.letters()).isEmpty();
    assertThat(accounts.counted(Refusals.COUNTED)).isZero();
  }

  @Test
  void aReadingThatComesDecodedGoesIntoTheSameAccount() throws Exception {
    accounts.send(message(0, 0, "\"good_count\":1"));
    RawMessage second = message(1, 10, "\"good_count\":5");
    RawMessage sparkplug = new RawMessage(at(10), "spBv1.0/x/DDATA/y/z", new byte[0]);
    accounts.send(new AccountInput(OVEN, Reading.REAL, sparkplug, reading(second)));
    accounts.watermark(at(11));
    assertThat(sum(accounts.takeLines()).get(Element.GOOD_ITEMS)).isEqualTo(4);
    assertThat(accounts.counted(MachineOperator.DECODED)).isEqualTo(2);
  }

  @Test
  void everyReadingIsCountedAsExactlyOneThing() throws Exception {
    accounts.send(message(0, 0, "\"good_count\":5"));
    accounts.send(message(0, 0, "\"good_count\":5"));
    accounts.send(message(1, 10, "\"good_count\":4"));
    accounts.send(message(2, 20, "\"good_count\":6"));
    assertThat(accounts.counted(MachineOperator.DECODED)).isEqualTo(3);
    assertThat(accounts.counted(MachineOperator.DUPLICATES)).isEqualTo(1);
  }

  /** A million kWh at 9,000 HK$ each; one step costs 10⁹ HK$ at most, and ten are too much. */
  @Test
  void aReadingWithAnAmountBeyondArithmeticIsTakenAndPutAsideWhole() throws Exception {
    accounts.close();
    accounts =
        OvenOperator.open(
            OvenOperator.registryWith("meters: [{signal: active_energy_kwh, source: grid}]"));
    List<RawMessage> messages = new ArrayList<>();
    for (int number = 0; number <= 10; number++) {
      messages.add(message(number, 5 * number, "\"active_energy_kwh\":" + 1_000_000 * number));
    }
    for (RawMessage message : messages) {
      assertThat(accounts.letters()).isEmpty();
      accounts.send(message);
    }
    assertThat(accounts.letters())
        .extracting(DeadLetter::reason)
        .containsExactly(RejectReason.OVERFLOW);
    assertThat(accounts.letters().get(0).payload()).isEqualTo(messages.get(10).payload());
    assertThat(accounts.counted(MachineOperator.DECODED)).as("it counts still").isEqualTo(11);
    assertThat(accounts.counted(Refusals.COUNTED)).isZero();
    accounts.watermark(at(51));
    assertThat(sum(accounts.takeLines()).get(Element.GRID_NANO_KWH))
        .as("ten million kWh")
        .isEqualTo(10_000_000_000_000_000L);
  }

  @Test
  void machinesAndOriginsHaveAccountsOfTheirOwn() throws Exception {
    RawMessage message = message(0, 0, "\"state\":\"RUNNING\"");
    accounts.send(message);
    accounts.send(OvenOperator.of("sim:a", message));
    accounts.watermark(at(1));
    assertThat(accounts.counted(MachineOperator.DECODED)).as("no duplicate").isEqualTo(2);
    assertThat(accounts.takeLines())
        .extracting(delta -> Entity.ofKey(delta.entity()).origin())
        .containsExactlyInAnyOrder(Reading.REAL, "sim:a");
    assertThat(accounts.takePeriods())
        .extracting(total -> total.entity().origin())
        .contains(Reading.REAL, "sim:a");
  }
}
