package hk.innopark.jobs.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MessageDigestSum;
import hk.innopark.events.Signal;
import hk.innopark.jobs.sparkplug.EdgeNodeState.Alias;
import hk.innopark.jobs.sparkplug.EdgeNodeState.Seen;
import hk.innopark.jobs.state.StateBytes;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** What savepoints hold of edge nodes can be read for as long as there are such savepoints. */
class EdgeNodeStateSerializerTest {
  private static final String VERSION_1 =
      "01010000000000000001ca0000000000000003000000000000000004000000000000000500000000"
          + "000000060000000000000007000000000000000800000001000000000000000900076f76656e2d31"
          + "300b0c0000000200066f76656e2d3101000000000000000d000000000000000e000000000000000f"
          + "000800020000000000000010000000000000001100066e6f6f646c6500086f726465722d31380400"
          + "0673696d3a3139200000000000000000000000000000000000000000000000000000000000000014"
          + "00066f76656e2d320000000000000000000000000000000000800000000000000000000000000000"
          + "00ff00047265616c2000000000000000000000000000000000000000000000000000000000000000"
          + "0001000000000000001500000000000000160000000000000017"
          + "00".repeat(254)
          + "0100000000000000180000000000000019000000000000001a";

  @Test
  void theBytesOfAnEdgeNodeStayAsTheyAre() throws Exception {
    assertThat(StateBytes.write(EdgeNodeStateSerializer.INSTANCE, state())).isEqualTo(VERSION_1);
  }

  @Test
  void whatIsReadIsWrittenLikewise() throws Exception {
    EdgeNodeState read = StateBytes.read(EdgeNodeStateSerializer.INSTANCE, VERSION_1);
    assertThat(StateBytes.write(EdgeNodeStateSerializer.INSTANCE, read)).isEqualTo(VERSION_1);
  }

  @Test
  void aCopyIsTheSame() throws Exception {
    EdgeNodeState copy = EdgeNodeStateSerializer.INSTANCE.copy(state());
    assertThat(StateBytes.write(EdgeNodeStateSerializer.INSTANCE, copy)).isEqualTo(VERSION_1);
  }

  @Test
  void anotherVersionIsRefused() {
    assertThatThrownBy(() -> StateBytes.read(EdgeNodeStateSerializer.INSTANCE, "02"))
        .isInstanceOf(IOException.class)
        .hasMessage("edge node state of unknown version 2");
  }

  @Test
  void savepointsNameTheSerializer() throws Exception {
    assertThat(StateBytes.snapshot(EdgeNodeStateSerializer.INSTANCE))
        .isEqualTo("hk.innopark.jobs.sparkplug.EdgeNodeStateSerializer$Snapshot 3 0");
  }

  /** No two numbers in it are the same. */
  private static EdgeNodeState state() {
    EdgeNodeState state = new EdgeNodeState();
    state.alive = true;
    state.birthDeath = 1;
    state.nextNumber = 202;
    state.boots = 3;
    state.askedMillis = 4;
    state.pendingDigest = new MessageDigestSum(5, 6, 7, 8);
    state.aliases.put(9L, new Alias("oven-10", (byte) 11, (byte) 12));
    DeviceSession told = new DeviceSession();
    told.born = true;
    told.boot = 13;
    told.sequence = 14;
    told.liveMillis = 15;
    told.present = 1 << Signal.GOOD_COUNT.ordinal() | 1 << Signal.FLOW_M3_H.ordinal();
    told.values[Signal.GOOD_COUNT.ordinal()] = 16;
    told.values[Signal.FLOW_M3_H.ordinal()] = 17;
    told.product = "noodle";
    told.order = "order-18";
    told.reason = DowntimeReason.CHANGEOVER;
    told.origin = "sim:19";
    told.dataTypes[MetricSlot.ORIGIN] = 20;
    state.devices.put("oven-1", told);
    state.devices.put("oven-2", new DeviceSession());
    state.seen[0] = new Seen(21, 22, 23);
    state.seen[255] = new Seen(24, 25, 26);
    return state;
  }
}
