package hk.innopark.jobs.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.MachineState;
import hk.innopark.events.RawMessage;
import hk.innopark.events.RejectReason;
import hk.innopark.events.Signal;
import hk.innopark.jobs.decode.AccountInput;
import java.util.List;
import java.util.Random;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is not known and what cannot be read is refused, and is asked for anew. */
class SparkplugRefusalTest {
  private final SparkplugBench bench;
  private final TestNode node;

  SparkplugRefusalTest() throws Exception {
    bench = new SparkplugBench();
    node = bench.node;
  }

  @AfterEach
  void close() {
    bench.close();
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
    bench.send(node.message(topic, Payload.newBuilder().setSeq(0).build()));
    assertThat(bench.refused()).containsExactly(reason);
  }

  @Test
  void anUnregisteredDeviceOfAKnownNodeIsRefusedAndTakesItsNumber() throws Exception {
    bench.born(1);
    bench.send(node.deviceBirth(9, "IDLE", 1, 1));
    assertThat(bench.refused()).containsExactly(RejectReason.UNKNOWN_DEVICE);
    bench.send(node.data(1, node.good(1, 11)));
    assertThat(bench.last().sequence()).isEqualTo(1);
    assertThat(bench.rebirthsAsked()).isZero();
  }

  @Test
  void whatCannotBeDecodedIsADeadLetterNoticedAtItsMachine() throws Exception {
    bench.born(1);
    bench.readings();
    bench.send(
        new RawMessage(node.now, TestNode.GROUP + "DDATA/line-1/oven-1", new byte[] {-1, 3}));
    bench.send(
        node.data(1, Metric.newBuilder().setAlias(99).setTimestamp(node.now).setIntValue(1)));
    bench.send(node.data(1, node.byAlias(2, TestNode.GOOD).setIntValue(1)));
    bench.send(node.data(1, node.byAlias(1, TestNode.GOOD).setStringValue("12")));
    bench.send(node.data(1, node.energy(1, Double.NaN)));
    bench.send(node.data(1, node.energy(1, -1)));
    bench.send(node.data(1, node.state(1, "FLYING")));
    bench.send(node.data(1, node.good(1, 11).setTimestamp(node.now + 400_000)));
    assertThat(bench.refused())
        .containsExactly(
            RejectReason.SPB_PAYLOAD,
            RejectReason.SPB_UNKNOWN_ALIAS,
            RejectReason.SPB_UNKNOWN_ALIAS,
            RejectReason.FUTURE);
    List<AccountInput> inputs = bench.inputs();
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
    bench.assertRebirthsAsked(1);
    bench.send(node.data(1, node.good(1, 12)));
    assertThat(bench.last().sequence()).as("each of the eight had its number").isEqualTo(9);
  }

  @Test
  void noBytesWhateverCrashIt() throws Exception {
    Random random = new Random(11);
    String[] types = {"NBIRTH", "NDATA", "NDEATH", "DBIRTH", "DDATA", "DDEATH"};
    bench.born(1);
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
      bench.send(new RawMessage(node.now++, TestNode.GROUP + type + "/line-1" + device, payload));
      sent++;
    }
    assertThat(sent).isEqualTo(20_002);
    assertThat(bench.refused()).hasSizeBetween(10_000, 20_000);
    node.birthDeath = 77;
    bench.send(node.nodeBirth());
    bench.send(node.deviceBirth(1, "RUNNING", 10, 100.5));
    assertThat(bench.last().state()).isEqualTo(MachineState.RUNNING);
  }
}
