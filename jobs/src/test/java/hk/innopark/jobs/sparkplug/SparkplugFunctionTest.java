package hk.innopark.jobs.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DeadLetter;
import hk.innopark.events.MachineState;
import hk.innopark.events.MessageDigestSum;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Reading;
import hk.innopark.events.RejectReason;
import hk.innopark.events.Signal;
import hk.innopark.events.SignalValues;
import hk.innopark.events.SparkplugTopic;
import hk.innopark.jobs.KeyedOperator;
import hk.innopark.jobs.decode.AccountInput;
import hk.innopark.jobs.decode.DecodeConfig;
import hk.innopark.jobs.decode.Refusals;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.registry.RegistryYaml;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkplugFunctionTest {
  private final TestNode node = new TestNode();
  private KeyedOperator<RawMessage, AccountInput> operator;

  @BeforeEach
  void open() throws Exception {
    ReferenceData.Source references = ReferenceData.Source.of(RegistryYaml.sample());
    operator =
        KeyedOperator.open(
            () -> new SparkplugFunction(references, DecodeConfig.DEFAULT),
            SparkplugFunction::keyOf);
  }

  @AfterEach
  void close() {
    operator.close();
  }

  @Test
  void aBirthSaysEverythingAndDataByAliasWhatChanged() throws Exception {
    born();
    node.now += 10_000;
    send(node.data(1, node.good(1, 12)));
    List<Reading> readings = readings();
    assertThat(readings).hasSize(2);
    assertThat(readings.get(0).state()).isEqualTo(MachineState.RUNNING);
    assertThat(readings.get(0).values().get(Signal.GOOD_COUNT)).isEqualTo(10);
    Reading data = readings.get(1);
    assertThat(data.machine().key()).isEqualTo("tai-po/golden-noodle/line-1/oven-1");
    assertThat(data.timestampMillis()).isEqualTo(TestNode.START + 10_000);
    assertThat(data.values().get(Signal.GOOD_COUNT)).isEqualTo(12);
    assertThat(data.state()).as("not said again, so it holds").isEqualTo(MachineState.RUNNING);
    assertThat(data.values().get(Signal.ACTIVE_ENERGY_KWH)).isEqualTo(100_500_000_000L);
    assertThat(data.boot()).isEqualTo(readings.get(0).boot());
    assertThat(data.sequence()).isEqualTo(1);
    assertThat(letters()).isEmpty();
    assertThat(commands()).isEmpty();
  }

  @Test
  void everyAcceptedMessageIsInTheDigestOnce() throws Exception {
    List<RawMessage> messages =
        List.of(node.nodeBirth(), node.deviceBirth(1, "IDLE", 1, 1), node.data(1, node.good(1, 2)));
    MessageDigestSum expected = MessageDigestSum.ZERO;
    for (RawMessage message : messages) {
      send(message);
      expected = expected.plus(MessageDigestSum.of(message.topic(), message.payload()));
    }
    assertThat(
            readings().stream()
                .map(Reading::digest)
                .reduce(MessageDigestSum.ZERO, MessageDigestSum::plus))
        .isEqualTo(expected);
  }

  @Test
  void twoDevicesShareTheNodesNumbersAndEachHasItsOwn() throws Exception {
    born();
    send(node.deviceBirth(2, "IDLE", 5, 7));
    send(node.data(1, node.good(1, 11)));
    send(node.data(2, node.good(2, 6)));
    send(node.data(1, node.good(1, 12)));
    List<Reading> readings = readings();
    assertThat(readings.stream().filter(one -> one.machine().machine().equals("oven-1")))
        .extracting(Reading::sequence)
        .containsExactly(0L, 1L, 2L);
    assertThat(readings.stream().filter(one -> one.machine().machine().equals("packer-1")))
        .extracting(Reading::sequence)
        .containsExactly(0L, 1L);
    assertThat(commands()).isEmpty();
  }

  @Test
  void afterNumber255Comes0() throws Exception {
    born();
    for (int items = 11; items < 600; items++) {
      send(node.data(1, node.good(1, items)));
    }
    assertThat(letters()).isEmpty();
    assertThat(commands()).isEmpty();
    assertThat(readings()).hasSize(590).last().extracting(Reading::sequence).isEqualTo(589L);
  }

  @Test
  void aGapIsToldToTheAccountForgetsWhatHeldAndAsksForABirth() throws Exception {
    born();
    node.payload();
    node.payload();
    send(node.data(1, node.good(1, 12)));
    assertThat(readings()).as("they may come yet").hasSize(1);
    assertThat(commands()).isEmpty();
    operator.watermark(node.now + SparkplugFunction.REORDER_TIMEOUT.toMillis());
    Reading reading = last();
    assertThat(reading.receivedAtMillis())
        .isEqualTo(node.now + SparkplugFunction.REORDER_TIMEOUT.toMillis());
    assertThat(reading.sequence()).as("two may be missing").isEqualTo(3);
    assertThat(reading.state()).as("it may have changed").isNull();
    assertThat(reading.values().get(Signal.GOOD_COUNT)).isEqualTo(12);
    assertThat(reading.values().has(Signal.ACTIVE_ENERGY_KWH)).isFalse();
    assertThat(letters()).isEmpty();
    assertRebirthAsked(1);
    node.now += 3000;
    send(node.nodeBirth());
    send(node.deviceBirth(1, "DOWN", 13, 101));
    assertThat(last().state()).isEqualTo(MachineState.DOWN);
    assertThat(last().boot()).as("a rebirth is no restart").isEqualTo(reading.boot());
    assertThat(last().sequence()).isEqualTo(4);
    assertRebirthAsked(1);
  }

  @Test
  void aRebirthIsAskedForAgainOnlyAfterAPause() throws Exception {
    long pause = Rebirths.PAUSE.toMillis();
    for (int message = 0; message < 10; message++) {
      send(node.data(1, node.good(1, message)));
      node.now += pause / 5;
    }
    assertThat(letters()).hasSize(10).allMatch(one -> one.reason() == RejectReason.SPB_NO_BIRTH);
    assertRebirthAsked(2);
  }

  @Test
  void aRepetitionIsToldAsOneAndDisturbsNothing() throws Exception {
    born();
    RawMessage first = node.data(1, node.good(1, 11));
    RawMessage second = node.data(1, node.good(1, 12));
    send(first);
    send(second);
    List<Reading> before = readings();
    send(first);
    send(second);
    send(node.data(1, node.good(1, 13)));
    List<Reading> after = readings();
    assertThat(after).hasSize(3);
    assertThat(after.subList(0, 2))
        .extracting(Reading::boot, Reading::sequence)
        .isEqualTo(
            before.subList(1, 3).stream()
                .map(one -> org.assertj.core.groups.Tuple.tuple(one.boot(), one.sequence()))
                .toList());
    assertThat(after.get(2).sequence()).isEqualTo(3);
    assertThat(commands()).isEmpty();
  }

  @Test
  void historyIsPlacedInTimeAndMovesNoLiveValue() throws Exception {
    born();
    node.now += 60_000;
    Metric.Builder old = node.good(1, 4).setTimestamp(node.now - 300_000).setIsHistorical(true);
    send(node.data(1, old, node.state(1, "IDLE")));
    List<Reading> readings = readings();
    assertThat(readings).hasSize(3);
    Reading history = readings.get(1);
    assertThat(history.timestampMillis()).isEqualTo(node.now - 300_000);
    assertThat(history.values().get(Signal.GOOD_COUNT)).isEqualTo(4);
    assertThat(history.state()).isNull();
    Reading live = readings.get(2);
    assertThat(live.state()).isEqualTo(MachineState.IDLE);
    assertThat(live.values().get(Signal.GOOD_COUNT)).isEqualTo(10);
    assertThat(live.digest()).as("one message").isEqualTo(MessageDigestSum.ZERO);
  }

  @Test
  void whatIsNullOrBadIsNoValue() throws Exception {
    born();
    send(
        node.data(
            1,
            node.byAlias(1, TestNode.GOOD).setIsNull(true),
            TestNode.withQuality(node.energy(1, 0), 500),
            TestNode.withQuality(node.state(1, "DOWN"), 192)));
    assertThat(last().values()).isEqualTo(SignalValues.NONE);
    assertThat(last().state()).isEqualTo(MachineState.DOWN);
    send(node.data(1, node.byAlias(1, TestNode.STATE).setIsNull(true)));
    assertThat(last().state()).isNull();
    assertThat(last().values().has(Signal.STATE)).as("the state has ended").isTrue();
  }

  @Test
  void theNodesDeathEndsTheStateOfAllItsDevices() throws Exception {
    born();
    send(node.deviceBirth(2, "IDLE", 5, 7));
    readings();
    node.now += 5000;
    send(node.nodeDeath(3));
    List<Reading> ends = readings();
    assertThat(ends).hasSize(2);
    assertThat(ends).allMatch(end -> end.state() == null && end.values().has(Signal.STATE));
    assertThat(ends).allMatch(end -> end.timestampMillis() == node.now);
    send(node.data(1, node.good(1, 11)));
    assertThat(letters()).extracting(DeadLetter::reason).containsExactly(RejectReason.SPB_NO_BIRTH);
  }

  @Test
  void aDeathOfAnEarlierBirthIsRefusedAndEndsNothing() throws Exception {
    born();
    send(node.nodeDeath(2));
    assertThat(letters())
        .extracting(DeadLetter::reason)
        .containsExactly(RejectReason.SPB_STALE_DEATH);
    send(node.data(1, node.good(1, 11)));
    assertThat(last().state()).isEqualTo(MachineState.RUNNING);
    assertThat(commands()).isEmpty();
  }

  @Test
  void aDevicesDeathEndsItAloneAndItsNextBirthIsANewBoot() throws Exception {
    born();
    send(node.deviceBirth(2, "IDLE", 5, 7));
    readings();
    send(node.deviceDeath(1));
    Reading end = last();
    assertThat(end.values().has(Signal.STATE)).isTrue();
    send(node.data(2, node.good(2, 6)));
    assertThat(last().machine().machine()).isEqualTo("packer-1");
    send(node.deviceBirth(1, "SETUP", 0, 0));
    assertThat(last().boot()).isGreaterThan(end.boot());
    assertThat(last().state()).isEqualTo(MachineState.SETUP);
    assertThat(letters()).isEmpty();
  }

  @Test
  void itGoesOnAfterARestartInMidStream() throws Exception {
    born();
    send(node.deviceBirth(2, "IDLE", 5, 7));
    send(node.data(1, node.good(1, 11)));
    RawMessage repeated = node.data(2, node.good(2, 6));
    send(repeated);
    readings();
    operator.restart();
    send(repeated);
    assertThat(last().sequence()).isEqualTo(1);
    send(node.data(1, node.energy(1, 100.75)));
    assertThat(last().state()).isEqualTo(MachineState.RUNNING);
    assertThat(last().sequence()).isEqualTo(2);
    assertThat(last().values().get(Signal.GOOD_COUNT)).isEqualTo(11);
    send(node.nodeDeath(3));
    assertThat(readings()).hasSize(2);
    assertThat(letters()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "spBv1.0/tai-po.nobody/DDATA/line-1/oven-1,         UNKNOWN_TENANT",
    "spBv1.0/yuen-long.golden-noodle/NBIRTH/line-1,     UNKNOWN_TENANT",
    "spBv1.0/tai-po.golden-noodle/NBIRTH/line-77,       UNKNOWN_DEVICE",
    "spBv1.0/tai-po.golden-noodle/NCMD/line-1,          BAD_ID",
    "spBv1.0/tai-po.golden.noodle/NDATA/line-1,         BAD_ID",
    "spBv1.0/tai-po.golden-noodle/DDATA/line-1,         BAD_ID",
    "spBv1.0/STATE/host,                                BAD_ID",
    "spBv1.0/tai-po.golden-noodle/DDATA/line-1/oven-1,  SPB_NO_BIRTH",
  })
  void whoIsNotKnownIsRefused(String topic, RejectReason reason) throws Exception {
    send(node.message(topic, Payload.newBuilder().setSeq(0).build()));
    assertThat(letters()).extracting(DeadLetter::reason).containsExactly(reason);
  }

  @Test
  void anUnregisteredDeviceOfAKnownNodeIsRefusedAndTakesItsNumber() throws Exception {
    born();
    send(node.deviceBirth(9, "IDLE", 1, 1));
    assertThat(letters())
        .extracting(DeadLetter::reason)
        .containsExactly(RejectReason.UNKNOWN_DEVICE);
    send(node.data(1, node.good(1, 11)));
    assertThat(last().sequence()).isEqualTo(1);
    assertThat(commands()).isEmpty();
  }

  @Test
  void whatCannotBeDecodedIsADeadLetterNoticedAtItsMachine() throws Exception {
    born();
    readings();
    send(new RawMessage(node.now, TestNode.GROUP + "DDATA/line-1/oven-1", new byte[] {-1, 3}));
    send(node.data(1, Metric.newBuilder().setAlias(99).setTimestamp(node.now).setIntValue(1)));
    send(node.data(1, node.byAlias(2, TestNode.GOOD).setIntValue(1)));
    send(node.data(1, node.byAlias(1, TestNode.GOOD).setStringValue("12")));
    send(node.data(1, node.energy(1, Double.NaN)));
    send(node.data(1, node.energy(1, -1)));
    send(node.data(1, node.state(1, "FLYING")));
    send(node.data(1, node.good(1, 11).setTimestamp(node.now + 400_000)));
    assertThat(letters())
        .extracting(DeadLetter::reason)
        .containsExactly(
            RejectReason.SPB_PAYLOAD,
            RejectReason.SPB_UNKNOWN_ALIAS,
            RejectReason.SPB_UNKNOWN_ALIAS,
            RejectReason.FUTURE);
    List<AccountInput> inputs = operator.takeOutput();
    assertThat(inputs).filteredOn(input -> input.reading() == null).hasSize(4);
    assertThat(inputs)
        .filteredOn(input -> input.reading() != null)
        .as("a bad value costs that value")
        .extracting(input -> input.reading().quarantined())
        .containsExactly(
            1 << Signal.GOOD_COUNT.ordinal(),
            1 << Signal.ACTIVE_ENERGY_KWH.ordinal(),
            1 << Signal.ACTIVE_ENERGY_KWH.ordinal(),
            1 << Signal.STATE.ordinal());
    assertRebirthAsked(1);
    send(node.data(1, node.good(1, 12)));
    assertThat(last().sequence()).as("each of the eight had its number").isEqualTo(9);
  }

  @Test
  void noBytesWhateverCrashIt() throws Exception {
    Random random = new Random(11);
    String[] types = {"NBIRTH", "NDATA", "NDEATH", "DBIRTH", "DDATA", "DDEATH"};
    born();
    RawMessage sound = node.deviceBirth(1, "RUNNING", 10, 100.5);
    int sent = 2;
    for (int round = 0; round < 20_000; round++) {
      String type = types[random.nextInt(types.length)];
      byte[] payload;
      if (random.nextBoolean()) {
        payload = sound.payload().clone();
        for (int flips = random.nextInt(6); flips >= 0; flips--) {
          payload[random.nextInt(payload.length)] ^= (byte) (1 << random.nextInt(8));
        }
      } else {
        payload = new byte[random.nextInt(60)];
        random.nextBytes(payload);
      }
      String device = type.startsWith("D") ? "/oven-1" : "";
      send(new RawMessage(node.now++, TestNode.GROUP + type + "/line-1" + device, payload));
      sent++;
    }
    assertThat(sent).isEqualTo(20_002);
    assertThat(letters()).hasSizeBetween(10_000, 20_000);
    node.birthDeath = 77;
    send(node.nodeBirth());
    send(node.deviceBirth(1, "RUNNING", 10, 100.5));
    assertThat(last().state()).isEqualTo(MachineState.RUNNING);
  }

  private void born() throws Exception {
    send(node.nodeBirth());
    send(node.deviceBirth(1, "RUNNING", 10, 100.5));
  }

  private void send(RawMessage message) throws Exception {
    operator.send(message, message.receivedAtMillis());
  }

  private List<Reading> readings() {
    return operator.takeOutput().stream()
        .map(AccountInput::reading)
        .filter(Objects::nonNull)
        .toList();
  }

  private Reading last = null;

  /** The newest reading; the same one until there is a newer. */
  private Reading last() {
    List<Reading> newer = readings();
    last = newer.isEmpty() ? last : newer.get(newer.size() - 1);
    return last;
  }

  private List<DeadLetter> letters() {
    return operator.sideOutput(Refusals.DEAD_LETTERS);
  }

  private List<RawMessage> commands() {
    return operator.sideOutput(SparkplugFunction.COMMANDS);
  }

  private void assertRebirthAsked(int times) throws Exception {
    List<RawMessage> commands = commands();
    assertThat(commands).hasSize(times);
    RawMessage newest = commands.get(times - 1);
    assertThat(newest.topic()).isEqualTo(TestNode.GROUP + "NCMD/line-1");
    assertThat(SparkplugTopic.of(newest.topic())).isPresent();
    Metric metric = Payload.parseFrom(newest.payload()).getMetrics(0);
    assertThat(metric.getName()).isEqualTo("Node Control/Rebirth");
    assertThat(metric.getBooleanValue()).isTrue();
  }
}
