package hk.innopark.jobs.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.MachineState;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Reading;
import hk.innopark.events.RejectReason;
import hk.innopark.events.Signal;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Births, rebirths, and births that are wrong in part or as a whole. */
class SparkplugBirthTest {
  private final SparkplugBench bench;
  private final TestNode node;

  SparkplugBirthTest() throws Exception {
    bench = new SparkplugBench();
    node = bench.node;
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aRebirthOfTheSameSessionIsNoRestart() throws Exception {
    bench.born(2);
    Reading before = bench.last();
    node.now += 60_000;
    bench.born(2);
    Reading after = bench.last();
    assertThat(after.boot()).isEqualTo(before.boot());
    assertThat(after.sequence()).isEqualTo(before.sequence() + 1);
  }

  @Test
  void aBirthOfAnotherSessionIsARestart() throws Exception {
    bench.born(1);
    Reading before = bench.last();
    node.birthDeath++;
    node.now += 60_000;
    bench.born(1);
    assertThat(bench.last().boot()).isGreaterThan(before.boot());
  }

  @Test
  void aBirthThatWasAskedForIsNoRestartWhateverItsNumber() throws Exception {
    bench.born(1);
    Reading before = bench.last();
    node.payload();
    bench.send(node.data(1, node.good(1, 12)));
    bench.watermark(node.now + SparkplugBench.TIMEOUT);
    assertThat(bench.rebirthsAsked()).isEqualTo(1);
    node.birthDeath++;
    node.now += 5_000;
    bench.born(1);
    assertThat(bench.last().boot()).isEqualTo(before.boot());
  }

  @Test
  void aBirthAfterADeathIsARestart() throws Exception {
    bench.born(1);
    Reading before = bench.last();
    bench.send(node.nodeDeath(3));
    bench.born(1);
    assertThat(bench.last().boot()).isGreaterThan(before.boot());
  }

  @Test
  void aDeviceThatWasNotThereAtTheRebirthGoesOnWhenItIsBorn() throws Exception {
    bench.born(2);
    String boot = bench.last().boot();
    for (int again = 0; again < 2; again++) {
      node.now++;
      bench.send(node.nodeBirth());
    }
    bench.send(node.deviceBirth(2, "IDLE", 11, 101));
    assertThat(bench.last().boot()).isEqualTo(boot);
  }

  @Test
  void aBadMetricInABirthCostsThatMetric() throws Exception {
    bench.send(node.nodeBirth());
    Payload.Builder birth = node.payload();
    birth.addMetrics(metric("state", DataType.String_VALUE, 10).setStringValue("RUNNING"));
    birth.addMetrics(metric("good_count", DataType.Double_VALUE, 11).setDoubleValue(Double.NaN));
    birth.addMetrics(metric("reject_count", DataType.Unknown_VALUE, 13).setIntValue(1));
    birth.addMetrics(metric("active_energy_kwh", DataType.Double_VALUE, 12).setDoubleValue(7));
    birth.addMetrics(metric("water_m3", DataType.Double_VALUE, 14).setStringValue("wet"));
    birth.addMetrics(Metric.newBuilder().setIntValue(1));
    birth.addMetrics(metric("product", DataType.Int32_VALUE, 15).setIntValue(1));
    birth.addMetrics(metric("reason", DataType.String_VALUE, 16).setStringValue("No material"));
    bench.send(node.device("DBIRTH", 1, birth));
    Reading born = bench.last();
    assertThat(born.state()).isEqualTo(MachineState.RUNNING);
    assertThat(born.values().get(Signal.ACTIVE_ENERGY_KWH)).isEqualTo(7_000_000_000L);
    assertThat(born.values().has(Signal.GOOD_COUNT)).isFalse();
    assertThat(born.quarantined())
        .isEqualTo(
            1 << Signal.GOOD_COUNT.ordinal()
                | 1 << Signal.REJECT_COUNT.ordinal()
                | 1 << Signal.WATER_M3.ordinal());
    assertThat(born.unknownSignals()).isEqualTo(1);
    assertThat(born.product()).isNull();
    assertThat(born.reasonText()).isEqualTo("No material");
    assertThat(bench.refused()).isEmpty();
    assertThat(bench.rebirthsAsked()).isZero();

    bench.send(node.data(1, node.byAlias(1, TestNode.GOOD).setDoubleValue(12)));
    assertThat(bench.last().values().get(Signal.GOOD_COUNT)).as("the next value").isEqualTo(12);
  }

  @Test
  void anAliasThatIsUsedTwiceNamesNeither() throws Exception {
    bench.send(node.nodeBirth());
    Payload.Builder birth = node.payload();
    birth.addMetrics(metric("good_count", DataType.UInt32_VALUE, 11).setIntValue(5));
    birth.addMetrics(metric("reject_count", DataType.UInt32_VALUE, 11).setIntValue(1));
    bench.send(node.device("DBIRTH", 1, birth));
    Metric.Builder power = Metric.newBuilder().setName("active_power_kw").setTimestamp(node.now);
    bench.send(node.data(1, node.good(1, 12), power.setDoubleValue(3)));
    Reading data = bench.last();
    assertThat(data.values().get(Signal.GOOD_COUNT)).isEqualTo(5);
    assertThat(data.unknownSignals()).isEqualTo(1);
    assertThat(bench.refused()).isEmpty();
    assertThat(bench.rebirthsAsked()).isZero();
  }

  @Test
  void aBirthOfAnImpossibleMomentStillNamesItsMetrics() throws Exception {
    bench.send(node.nodeBirth());
    long now = node.now;
    node.now += 3_600_000;
    RawMessage ahead = node.deviceBirth(1, "RUNNING", 10, 100);
    node.now = now;
    bench.sendAt(now, ahead);
    assertThat(bench.refused()).containsExactly(RejectReason.FUTURE);
    bench.send(node.data(1, node.good(1, 12), node.state(1, "IDLE")));
    Reading data = bench.last();
    assertThat(data.values().get(Signal.GOOD_COUNT)).isEqualTo(12);
    assertThat(data.values().has(Signal.ACTIVE_ENERGY_KWH)).isFalse();
    assertThat(data.sequence()).as("the birth had its number").isEqualTo(1);
    assertThat(bench.rebirthsAsked()).isZero();
  }

  @Test
  void aBirthThatIsRefusedAsksForOneMoreAndThenNotUntilItChanges() throws Exception {
    bench.born(2);
    String boot = bench.last().boot();
    for (int round = 0; round < 30; round++) {
      node.now += 60_000;
      bench.send(node.nodeBirth());
      bench.send(badBirth("whatever"));
      bench.send(node.deviceBirth(2, "RUNNING", 10, 100.5));
      bench.send(node.data(1, node.good(1, 11)));
      bench.send(node.data(2, node.good(2, 11 + round)));
    }
    assertThat(bench.rebirthsAsked()).isEqualTo(1);
    Reading other = bench.last();
    assertThat(other.machine().machine()).isEqualTo("packer-1");
    assertThat(other.boot()).as("of another device").isEqualTo(boot);

    node.now += 60_000;
    bench.send(badBirth("changed, but no better"));
    assertThat(bench.rebirthsAsked()).isEqualTo(2);
    bench.send(node.deviceBirth(1, "IDLE", 20, 102));
    assertThat(bench.last().state()).isEqualTo(MachineState.IDLE);
  }

  @Test
  void aBirthOfTheNodeThatCannotBeReadIsAskedForOnce() throws Exception {
    bench.born(1);
    String boot = bench.last().boot();
    RawMessage broken = new RawMessage(0, TestNode.GROUP + "NBIRTH/line-1", new byte[] {-1, 2, 3});
    for (int round = 0; round < 30; round++) {
      node.now += 60_000;
      bench.sendAt(node.now, broken);
      bench.send(node.data(1, node.good(1, 11)));
    }
    assertThat(bench.rebirthsAsked()).isEqualTo(1);
    bench.born(1);
    assertThat(bench.last().boot()).as("the same session").isEqualTo(boot);
  }

  @Test
  void anAliasThatNoBirthNamesIsAskedForOnce() throws Exception {
    bench.born(1);
    for (int round = 0; round < 30; round++) {
      node.now += 60_000;
      bench.born(1);
      Metric.Builder unnamed = Metric.newBuilder().setAlias(99).setTimestamp(node.now);
      bench.send(node.data(1, unnamed.setIntValue(1), node.good(1, 10 + round)));
    }
    assertThat(bench.rebirthsAsked()).isEqualTo(1);
    assertThat(bench.last().values().get(Signal.GOOD_COUNT)).as("the rest counts").isEqualTo(39);
    assertThat(bench.refused()).isEmpty();
  }

  @Test
  void requestsThatDoNotHelpBecomeRare() throws Exception {
    bench.born(1);
    int asked = 0;
    for (int second = 0; second < 3600; second++) {
      node.now += 1000;
      node.payload(); // each message is lost but for one
      bench.send(node.data(1, node.good(1, 11)));
      bench.watermark(node.now - 1);
      if (bench.rebirthsAsked() > asked) {
        asked = bench.rebirthsAsked();
        bench.born(1);
      }
    }
    assertThat(asked).as("120 without the pauses growing").isBetween(5, 12);
  }

  @Test
  void aBirthWithoutItsNumberIsTakenAndAnyDeathIsItsOwn() throws Exception {
    bench.send(node.node("NBIRTH", node.payload()));
    bench.send(node.deviceBirth(1, "RUNNING", 10, 100.5));
    assertThat(bench.last().state()).isEqualTo(MachineState.RUNNING);
    bench.send(node.nodeDeath(77));
    assertThat(bench.last().values().has(Signal.STATE)).isTrue();
    assertThat(bench.refused()).isEmpty();
  }

  @Test
  void aDeathOfADeviceIsHeldUpByNothingThatItSays() throws Exception {
    bench.born(1);
    Payload.Builder death = node.payload().setTimestamp(1);
    death.addMetrics(Metric.newBuilder().setAlias(99).setIntValue(1));
    bench.send(node.device("DDEATH", 1, death));
    Reading end = bench.last();
    assertThat(end.values().has(Signal.STATE)).isTrue();
    assertThat(end.timestampMillis()).isEqualTo(node.now);
    assertThat(bench.refused()).isEmpty();
  }

  @Test
  void aCompressedMessageIsReadAsTheOneWithin() throws Exception {
    bench.born(1);
    RawMessage plain = node.data(1, node.good(1, 17));
    Payload compressed = CompressedPayloadTest.Way.GZIP.payload(plain.payload());
    bench.send(new RawMessage(node.now, plain.topic(), compressed.toByteArray()));
    assertThat(bench.last().values().get(Signal.GOOD_COUNT)).isEqualTo(17);
    assertThat(bench.refused()).isEmpty();
  }

  private RawMessage badBirth(String origin) {
    Payload.Builder birth = node.payload();
    birth.addMetrics(metric("origin", DataType.String_VALUE, 18).setStringValue(origin));
    return node.device("DBIRTH", 1, birth);
  }

  private Metric.Builder metric(String name, int dataType, long alias) {
    return Metric.newBuilder()
        .setName(name)
        .setDatatype(dataType)
        .setAlias(alias)
        .setTimestamp(node.now);
  }
}
