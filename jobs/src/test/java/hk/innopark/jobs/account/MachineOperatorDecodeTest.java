package hk.innopark.jobs.account;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DeadLetter;
import hk.innopark.events.MachineState;
import hk.innopark.events.RawMessage;
import hk.innopark.events.RejectReason;
import hk.innopark.events.SignalValues;
import hk.innopark.jobs.KeyedOperator;
import hk.innopark.jobs.decode.AccountInput;
import hk.innopark.jobs.decode.DecodeConfig;
import hk.innopark.jobs.decode.Refusals;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.rollup.PeriodTotal;
import hk.innopark.jobs.rollup.RollupConfig;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which messages are read, which are refused, and who hears of it. */
class MachineOperatorDecodeTest {
  private static final long NOW = 1_763_791_200_000L;
  private static final String OVEN = "innopark/tai-po/golden-noodle/line-1/oven-1";
  private static final String GOOD =
      "{\"ts\":1763791200000,\"boot\":\"b1\",\"seq\":1,\"signals\":{\"state\":\"RUNNING\"}}";

  private KeyedOperator.TwoInputs<RawMessage, AccountInput, PeriodTotal> machines;

  @BeforeEach
  void open() throws Exception {
    machines =
        KeyedOperator.ofOperator(
            () ->
                new MachineOperator(
                    OvenOperator.SAMPLE,
                    DecodeConfig.DEFAULT,
                    AccountConfig.DEFAULT,
                    RollupConfig.DEFAULT,
                    Long.MAX_VALUE),
            RawMessage::topic,
            input -> input.machine().topic(),
            new HashMapStateBackend());
  }

  @AfterEach
  void close() {
    machines.close();
  }

  @Test
  void aReadingOfARegisteredMachineGoesOnWithItsMessage() throws Exception {
    send(OVEN, GOOD);
    assertThat(letters()).isEmpty();
    assertThat(inputs()).hasSize(1);
    Pulse pulse = inputs().get(0);
    assertThat(pulse.name()).isEqualTo("real|tai-po/golden-noodle/line-1/oven-1");
    assertThat(pulse.topic()).isEqualTo(OVEN);
    assertThat(pulse.state()).isEqualTo(MachineState.RUNNING);
    AccountInput input = shown().get(0);
    assertThat(input.key()).isEqualTo("real|tai-po/golden-noodle/line-1/oven-1");
    assertThat(input.reading().sequence()).isEqualTo(1);
    assertThat(input.raw().topic()).isEqualTo(OVEN);
    assertThat(input.raw().payload()).isEqualTo(GOOD.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void simulatedReadingsHaveAccountsOfTheirOwn() throws Exception {
    send(OVEN, GOOD.replace("}}", "},\"origin\":\"sim:demo\"}"));
    assertThat(inputs())
        .extracting(Pulse::name)
        .containsExactly("sim:demo|tai-po/golden-noodle/line-1/oven-1");
  }

  @ParameterizedTest
  @CsvSource({
    "innopark/tai-po/nobody/line-1/oven-1,          UNKNOWN_TENANT",
    "innopark/yuen-long/golden-noodle/line-1/oven-1, UNKNOWN_TENANT",
    "innopark/tai-po/golden-noodle/line-1/oven-9,   UNKNOWN_DEVICE",
    "innopark/tai-po/golden-noodle/line-2/oven-1,   UNKNOWN_DEVICE",
  })
  void aReadingOfAnUnregisteredMachineIsADeadLetterAndNoMore(String topic, RejectReason reason)
      throws Exception {
    send(topic, GOOD);
    assertThat(letters()).extracting(DeadLetter::reason).containsExactly(reason);
    assertThat(inputs()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "not json                                                             | MALFORMED",
        "``                                                                   | MALFORMED",
        "[1,2,3]                                                              | TYPE",
        "{\"boot\":\"b\",\"seq\":1,\"signals\":{}}                             | TYPE",
        "{\"ts\":1,\"ts\":2,\"boot\":\"b\",\"seq\":1,\"signals\":{}}           | DUPLICATE_KEY",
        "{\"ts\":1763791500001,\"boot\":\"b\",\"seq\":1,\"signals\":{}}        | FUTURE",
        "{\"ts\":1729231199999,\"boot\":\"b\",\"seq\":1,\"signals\":{}}        | TOO_OLD",
        "{\"ts\":1763791200,\"boot\":\"b\",\"seq\":1,\"signals\":{}}           | TIME_UNIT",
        "{\"ts\":1763791200000,\"boot\":\"b\",\"seq\":-1,\"signals\":{}}          | RANGE",
        "{\"ts\":1763791200000,\"boot\":\"b\",\"seq\":NaN,\"signals\":{}}         | NOT_FINITE",
      })
  void whatCannotBeDecodedIsADeadLetterAndNoticedAtItsMachine(String payload, RejectReason reason)
      throws Exception {
    send(OVEN, payload);
    assertThat(letters()).extracting(DeadLetter::reason).containsExactly(reason);
    assertThat(letters().get(0).topic()).isEqualTo(OVEN);
    assertThat(letters().get(0).receivedAtMillis()).isEqualTo(NOW);
    assertThat(letters().get(0).payload()).isEqualTo(payload.getBytes(StandardCharsets.UTF_8));
    assertThat(inputs()).isEmpty();
    assertThat(deadLettersCounted()).isEqualTo(1);
  }

  @Test
  void aBadValueIsNotWorthADeadLetter() throws Exception {
    send(OVEN, GOOD.replace("}}", ",\"good_count\":-1,\"humidity_pct\":101}}"));
    assertThat(letters()).isEmpty();
    assertThat(inputs().get(0).state()).isEqualTo(MachineState.RUNNING);
    assertThat(inputs().get(0).values()).isEqualTo(SignalValues.NONE);
    assertThat(shown().get(0).reading().quarantinedSignals()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "elsewhere",
    "innopark/tai-po/golden-noodle/line-1",
    "innopark/tai-po/golden-noodle/line-1/oven-1/x",
    "innopark/tai-po/golden-noodle/line-1/öven",
    "''",
  })
  void aTopicThatNamesNoMachineIsADeadLetterOfNoOne(String topic) throws Exception {
    send(topic, GOOD);
    assertThat(letters()).extracting(DeadLetter::reason).containsExactly(RejectReason.BAD_ID);
    assertThat(inputs()).isEmpty();
    assertThat(deadLettersCounted()).isZero();
  }

  @Test
  void garbageOfAnUnregisteredMachineIsNoticedNowhere() throws Exception {
    send("innopark/tai-po/golden-noodle/line-1/oven-9", "garbage");
    assertThat(letters()).hasSize(1);
    assertThat(inputs()).isEmpty();
    assertThat(deadLettersCounted()).isZero();
  }

  @Test
  void whatIsRefusedIsCounted() throws Exception {
    send(OVEN, GOOD);
    send(OVEN, "garbage");
    send("innopark/tai-po/nobody/line-1/oven-1", GOOD);
    assertThat(machines.accumulator(Refusals.COUNTED)).isEqualTo(2);
    assertThat(machines.accumulator(MachineOperator.DECODED)).isEqualTo(1);
    assertThat(deadLettersCounted()).as("at the machine that there is").isEqualTo(1);
  }

  @Test
  void countersStartAgainAfterARestart() throws Exception {
    send(OVEN, "garbage");
    machines.restart();
    assertThat(machines.accumulator(Refusals.COUNTED)).isZero();
  }

  private void send(String topic, String payload) throws Exception {
    RawMessage message = new RawMessage(NOW, topic, payload.getBytes(StandardCharsets.UTF_8));
    machines.send(message, NOW);
  }

  private List<AccountInput> shown() {
    return machines.sideOutput(MachineOperator.READINGS);
  }

  private List<Pulse> inputs() {
    return machines.sideOutput(MachineOperator.PULSES);
  }

  private List<DeadLetter> letters() {
    return machines.sideOutput(Refusals.DEAD_LETTERS);
  }

  /** What the lines are told of messages that could not be read. */
  private long deadLettersCounted() throws Exception {
    machines.watermark(NOW + 1000);
    Elements sum = new Elements();
    for (ElementDelta delta : machines.takeSideOutput(MachineOperator.LINES)) {
      sum.addPacked(delta.elements());
    }
    return sum.get(Element.DEAD_LETTERS);
  }
}
