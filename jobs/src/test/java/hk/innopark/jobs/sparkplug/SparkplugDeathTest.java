package hk.innopark.jobs.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.MachineState;
import hk.innopark.events.Reading;
import hk.innopark.events.RejectReason;
import hk.innopark.events.Signal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What ends with the death of a node or of a device. */
class SparkplugDeathTest {
  private final SparkplugBench bench;
  private final TestNode node;

  SparkplugDeathTest() throws Exception {
    bench = new SparkplugBench();
    node = bench.node;
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void theNodesDeathEndsTheStateOfAllItsDevices() throws Exception {
    bench.born(1);
    bench.send(node.deviceBirth(2, "IDLE", 5, 7));
    bench.readings();
    node.now += 5000;
    bench.send(node.nodeDeath(3));
    List<Reading> ends = bench.readings();
    assertThat(ends).hasSize(2);
    assertThat(ends).allMatch(end -> end.state() == null && end.values().has(Signal.STATE));
    assertThat(ends).allMatch(end -> end.timestampMillis() == node.now);
    bench.send(node.data(1, node.good(1, 11)));
    assertThat(bench.refused()).containsExactly(RejectReason.SPB_NO_BIRTH);
  }

  @Test
  void aDeathOfAnEarlierBirthIsRefusedAndEndsNothing() throws Exception {
    bench.born(1);
    bench.send(node.nodeDeath(2));
    assertThat(bench.refused()).containsExactly(RejectReason.SPB_STALE_DEATH);
    bench.send(node.data(1, node.good(1, 11)));
    assertThat(bench.last().state()).isEqualTo(MachineState.RUNNING);
    assertThat(bench.rebirthsAsked()).isZero();
  }

  @Test
  void aDevicesDeathEndsItAloneAndItsNextBirthIsANewBoot() throws Exception {
    bench.born(1);
    bench.send(node.deviceBirth(2, "IDLE", 5, 7));
    bench.readings();
    bench.send(node.deviceDeath(1));
    Reading end = bench.last();
    assertThat(end.values().has(Signal.STATE)).isTrue();
    bench.send(node.data(2, node.good(2, 6)));
    assertThat(bench.last().machine().machine()).isEqualTo("packer-1");
    bench.send(node.deviceBirth(1, "SETUP", 0, 0));
    Reading next = bench.last();
    assertThat(next.boot()).isGreaterThan(end.boot());
    assertThat(next.state()).isEqualTo(MachineState.SETUP);
    assertThat(bench.refused()).isEmpty();
  }
}
