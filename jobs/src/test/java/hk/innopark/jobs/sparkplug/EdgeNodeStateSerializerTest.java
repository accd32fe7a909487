package hk.innopark.jobs.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MessageDigestSum;
import hk.innopark.events.RawMessage;
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

  private static final String VERSION_2 =
      "02010000000000000001ca0000000000000003000000000000000004000000000000000500000000"
          + "000000060000000000000007000000000000000800000001000000000000000900076f76656e2d31"
          + "300b0c0000000200066f76656e2d3101000000000000000d000000000000000e000000000000000f"
          + "000800020000000000000010000000000000001100066e6f6f646c6500086f726465722d31380400"
          + "0673696d3a3139200000000000000000000000000000000000000000000000000000000000000014"
          + "01000000000000001b000000000000001c000e6e6f206d6174657269616c20323900066f76656e2d"
          + "32000000000000000000000000000000000080000000000000000000000000000000ff0004726561"
          + "6c200000000000000000000000000000000000000000000000000000000000000000000000000000"
          + "000000ffffffffffffffff000001000000000000001500000000000000160000000000000017"
          + "00".repeat(254)
          + "0100000000000000180000000000000019000000000000001a00000021ea00000023000000000000"
          + "002400000001000000000000001e001873704276312e302f612e622f44444154412f6c2f6d2d3331"
          + "00000001200000000000000025000000000000002600000027000000000000002800000000000000"
          + "29000000000000002a000000000000002b000000000000002c01000000000000002d000000020004"
          + "6c6f61640002343600057374616c65000000000001000000000000002f00046c6f6164";

  @Test
  void theBytesOfAnEdgeNodeStayAsTheyAre() throws Exception {
    assertThat(StateBytes.write(EdgeNodeStateSerializer.INSTANCE, state())).isEqualTo(VERSION_2);
  }

  @Test
  void whatIsReadIsWrittenLikewise() throws Exception {
    EdgeNodeState read = StateBytes.read(EdgeNodeStateSerializer.INSTANCE, VERSION_2);
    assertThat(StateBytes.write(EdgeNodeStateSerializer.INSTANCE, read)).isEqualTo(VERSION_2);
  }

  @Test
  void theVersionBeforeIsReadAsAStateThatKnowsNothingMore() throws Exception {
    EdgeNodeState read = StateBytes.read(EdgeNodeStateSerializer.INSTANCE, VERSION_1);
    assertThat(StateBytes.write(EdgeNodeStateSerializer.INSTANCE, read))
        .isEqualTo(StateBytes.write(EdgeNodeStateSerializer.INSTANCE, stateOfVersion1()));
  }

  @Test
  void aCopyIsTheSame() throws Exception {
    EdgeNodeState copy = EdgeNodeStateSerializer.INSTANCE.copy(state());
    assertThat(StateBytes.write(EdgeNodeStateSerializer.INSTANCE, copy)).isEqualTo(VERSION_2);
  }

  @Test
  void anotherVersionIsRefused() {
    assertThatThrownBy(() -> StateBytes.read(EdgeNodeStateSerializer.INSTANCE, "03"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("edge node state of version 3; this release reads 1 to 2. ")
        .hasMessageContaining("innopark migrate");
  }

  @Test
  void savepointsNameTheSerializer() throws Exception {
    assertThat(StateBytes.snapshot(EdgeNodeStateSerializer.INSTANCE))
        .isEqualTo("hk.innopark.jobs.sparkplug.EdgeNodeStateSerializer$Snapshot 3 0");
  }

  /** No two numbers in it are the same. */
  private static EdgeNodeState state() {
    EdgeNodeState state = stateOfVersion1();
    DeviceSession told = state.devices.get("oven-1");
    told.goesOn = true;
    told.refusedBirth = 27;
    told.missingAlias = 28;
    told.reasonText = "no material 29";
    state.held.add(new RawMessage(30, "spBv1.0/a.b/DDATA/l/m-31", new byte[] {32}));
    state.unreadable = 33;
    state.missedFrom = 234;
    state.missedCount = 35;
    state.missedMillis = 36;
    state.rebirths.wantedMillis = 37;
    state.rebirths.bornMillis = 38;
    state.rebirths.inVain = 39;
    state.rebirths.refusedBirth = 40;
    state.history.sinceMillis = 41;
    state.history.bornMillis = 42;
    state.history.gapMillis = 43;
    state.history.missing = 44;
    state.history.changed = true;
    state.history.toldMillis = 45;
    state.history.metrics.put("load", "46");
    state.history.metrics.put("stale", null);
    state.history.names.put(47L, "load");
    return state;
  }

  private static EdgeNodeState stateOfVersion1() {
    EdgeNodeState state = new EdgeNodeState();
    state.alive = true;
    state.birthDeath = 1;
    state.nextNumber = 202;
    state.boots = 3;
    state.rebirths.askedMillis = 4;
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
