package hk.innopark.jobs.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.MachineState;
import hk.innopark.events.MessageDigestSum;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Reading;
import hk.innopark.events.RejectReason;
import hk.innopark.events.Signal;
import hk.innopark.events.SignalValues;
import java.util.List;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Messages of nodes and devices become readings; what is missing is noticed. */
class SparkplugFunctionTest {
  private final SparkplugBench bench;
  private final TestNode node;

  SparkplugFunctionTest() throws Exception {
    bench = new SparkplugBench();
    node = bench.node;
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aBirthSaysEverythingAndDataByAliasWhatChanged() throws Exception {
    bench.born(1);
    node.now += 10_000;
    bench.send(node.data(1, node.good(1, 12)));
    List<Reading> readings = bench.readings();
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
    assertThat(bench.refused()).isEmpty();
    assertThat(bench.rebirthsAsked()).isZero();
  }

  @Test
  void everyAcceptedMessageIsInTheDigestOnce() throws Exception {
    List<RawMessage> messages =
        List.of(node.nodeBirth(), node.deviceBirth(1, "IDLE", 1, 1), node.data(1, node.good(1, 2)));
    MessageDigestSum expected = MessageDigestSum.ZERO;
    for (RawMessage message : messages) {
      bench.send(message);
      expected = expected.plus(MessageDigestSum.of(message.topic(), message.payload()));
    }
    assertThat(
            bench.readings().stream()
                .map(Reading::digest)
                .reduce(MessageDigestSum.ZERO, MessageDigestSum::plus))
        .isEqualTo(expected);
  }

  @Test
  void twoDevicesShareTheNodesNumbersAndEachHasItsOwn() throws Exception {
    bench.born(1);
    bench.send(node.deviceBirth(2, "IDLE", 5, 7));
    bench.send(node.data(1, node.good(1, 11)));
    bench.send(node.data(2, node.good(2, 6)));
    bench.send(node.data(1, node.good(1, 12)));
    List<Reading> readings = bench.readings();
    assertThat(readings.stream().filter(one -> one.machine().machine().equals("oven-1")))
        .extracting(Reading::sequence)
        .containsExactly(0L, 1L, 2L);
    assertThat(readings.stream().filter(one -> one.machine().machine().equals("packer-1")))
        .extracting(Reading::sequence)
        .containsExactly(0L, 1L);
    assertThat(bench.rebirthsAsked()).isZero();
  }

  @Test
  void afterNumber255Comes0() throws Exception {
    bench.born(1);
    for (int items = 11; items < 600; items++) {
      bench.send(node.data(1, node.good(1, items)));
    }
    assertThat(bench.refused()).isEmpty();
    assertThat(bench.rebirthsAsked()).isZero();
    assertThat(bench.readings()).hasSize(590).last().extracting(Reading::sequence).isEqualTo(589L);
  }

  @Test
  void aGapIsToldToTheAccountForgetsWhatHeldAndAsksForABirth() throws Exception {
    bench.born(1);
    node.payload();
    node.payload();
    bench.send(node.data(1, node.good(1, 12)));
    assertThat(bench.readings()).as("they may come yet").hasSize(1);
    assertThat(bench.rebirthsAsked()).isZero();
    bench.watermark(node.now + SparkplugFunction.REORDER_TIMEOUT.toMillis());
    Reading reading = bench.last();
    assertThat(reading.receivedAtMillis())
        .isEqualTo(node.now + SparkplugFunction.REORDER_TIMEOUT.toMillis());
    assertThat(reading.sequence()).as("two may be missing").isEqualTo(3);
    assertThat(reading.state()).as("it may have changed").isNull();
    assertThat(reading.values().get(Signal.GOOD_COUNT)).isEqualTo(12);
    assertThat(reading.values().has(Signal.ACTIVE_ENERGY_KWH)).isFalse();
    assertThat(bench.refused()).isEmpty();
    bench.assertRebirthsAsked(1);
    node.now += 3000;
    bench.send(node.nodeBirth());
    bench.send(node.deviceBirth(1, "DOWN", 13, 101));
    Reading rebirth = bench.last();
    assertThat(rebirth.state()).isEqualTo(MachineState.DOWN);
    assertThat(rebirth.boot()).as("a rebirth is no restart").isEqualTo(reading.boot());
    assertThat(rebirth.sequence()).isEqualTo(4);
    bench.assertRebirthsAsked(1);
  }

  @Test
  void aRebirthIsAskedForAgainOnlyAfterAPause() throws Exception {
    long pause = Rebirths.PAUSE.toMillis();
    for (int message = 0; message < 10; message++) {
      bench.send(node.data(1, node.good(1, message)));
      node.now += pause / 5;
    }
    assertThat(bench.refused()).hasSize(10).allMatch(one -> one == RejectReason.SPB_NO_BIRTH);
    bench.assertRebirthsAsked(2);
  }

  @Test
  void aRepetitionIsToldAsOneAndDisturbsNothing() throws Exception {
    bench.born(1);
    RawMessage first = node.data(1, node.good(1, 11));
    RawMessage second = node.data(1, node.good(1, 12));
    bench.send(first);
    bench.send(second);
    List<Reading> before = bench.readings();
    bench.send(first);
    bench.send(second);
    bench.send(node.data(1, node.good(1, 13)));
    List<Reading> after = bench.readings();
    assertThat(after).hasSize(3);
    assertThat(after.subList(0, 2))
        .extracting(Reading::boot, Reading::sequence)
        .isEqualTo(
            before.subList(1, 3).stream()
                .map(one -> org.assertj.core.groups.Tuple.tuple(one.boot(), one.sequence()))
                .toList());
    assertThat(after.get(2).sequence()).isEqualTo(3);
    assertThat(bench.rebirthsAsked()).isZero();
  }

  @Test
  void historyIsPlacedInTimeAndMovesNoLiveValue() throws Exception {
    bench.born(1);
    node.now += 60_000;
    Metric.Builder old = node.good(1, 4).setTimestamp(node.now - 300_000).setIsHistorical(true);
    bench.send(node.data(1, old, node.state(1, "IDLE")));
    List<Reading> readings = bench.readings();
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
    bench.born(1);
    bench.send(
        node.data(
            1,
            node.byAlias(1, TestNode.GOOD).setIsNull(true),
            TestNode.withQuality(node.energy(1, 0), 500),
            TestNode.withQuality(node.state(1, "DOWN"), 192)));
    Reading bad = bench.last();
    assertThat(bad.values()).isEqualTo(SignalValues.NONE);
    assertThat(bad.state()).isEqualTo(MachineState.DOWN);
    bench.send(node.data(1, node.byAlias(1, TestNode.STATE).setIsNull(true)));
    Reading ended = bench.last();
    assertThat(ended.state()).isNull();
    assertThat(ended.values().has(Signal.STATE)).as("the state has ended").isTrue();
  }

  @Test
  void itGoesOnAfterARestartInMidStream() throws Exception {
    bench.born(1);
    bench.send(node.deviceBirth(2, "IDLE", 5, 7));
    bench.send(node.data(1, node.good(1, 11)));
    RawMessage repeated = node.data(2, node.good(2, 6));
    bench.send(repeated);
    bench.readings();
    bench.restart();
    bench.send(repeated);
    assertThat(bench.last().sequence()).isEqualTo(1);
    bench.send(node.data(1, node.energy(1, 100.75)));
    Reading next = bench.last();
    assertThat(next.state()).isEqualTo(MachineState.RUNNING);
    assertThat(next.sequence()).isEqualTo(2);
    assertThat(next.values().get(Signal.GOOD_COUNT)).isEqualTo(11);
    bench.send(node.nodeDeath(3));
    assertThat(bench.readings()).hasSize(2);
    assertThat(bench.refused()).isEmpty();
  }
}
