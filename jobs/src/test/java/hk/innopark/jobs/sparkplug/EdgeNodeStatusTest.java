package hk.innopark.jobs.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.eclipse.tahu.protobuf.SparkplugBProto.DataType;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EdgeNodeStatusTest {
  private static final long START = TestNode.START;

  private final SparkplugBench bench;
  private final TestNode node;

  EdgeNodeStatusTest() throws Exception {
    bench = new SparkplugBench();
    node = bench.node;
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aNodeIsOnlineFromItsBirthToItsDeath() throws Exception {
    bench.born(1);
    assertThat(newest()).isEqualTo(status(START, true, START, START, EdgeNodeStatus.NEVER, 0));
    node.now += 1000;
    bench.send(node.nodeDeath(3));
    assertThat(newest())
        .isEqualTo(status(START + 1000, false, START + 1000, START, EdgeNodeStatus.NEVER, 0));
    assertThat(bench.statuses()).hasSize(2);
  }

  @Test
  void aRebirthIsTheLastBirthAndTheNodeWasOnlineBefore() throws Exception {
    bench.born(1);
    node.now += 1000;
    bench.born(1);
    assertThat(newest())
        .isEqualTo(status(START + 1000, true, START, START + 1000, EdgeNodeStatus.NEVER, 0));
  }

  @Test
  void aGapIsTold() throws Exception {
    bench.born(1);
    node.payload();
    node.payload();
    bench.send(node.data(1, node.good(1, 12)));
    bench.watermark(START + SparkplugBench.TIMEOUT);
    long gap = START + SparkplugBench.TIMEOUT;
    assertThat(newest()).isEqualTo(status(gap, true, START, START, gap, 2));
  }

  @Test
  void itsOwnMetricsAreToldByNameNowAndThenAndAreStaleAfterItsDeath() throws Exception {
    Payload.Builder birth = node.payload();
    birth.addMetrics(metric("load", 90, DataType.Int32_VALUE).setIntValue(-5));
    birth.addMetrics(metric("firmware", 91, DataType.String_VALUE).setStringValue("7.1"));
    birth.addMetrics(metric("bdSeq", 92, DataType.Int64_VALUE).setLongValue(3));
    birth.addMetrics(
        metric("Node Control/Rebirth", 93, DataType.Boolean_VALUE).setBooleanValue(false));
    bench.send(node.node("NBIRTH", birth));
    assertThat(newest().metrics()).isEqualTo(Map.of("load", "-5", "firmware", "7.1"));

    for (int second = 1; second <= 20; second++) {
      node.now += 1000;
      Metric.Builder load = Metric.newBuilder().setAlias(90).setIntValue(second);
      bench.send(node.node("NDATA", node.payload().addMetrics(load)));
    }
    assertThat(newest().metrics()).isEqualTo(Map.of("load", "20", "firmware", "7.1"));
    assertThat(bench.statuses()).as("every ten seconds").hasSize(3);

    bench.send(node.nodeDeath(3));
    assertThat(newest().online()).isFalse();
    assertThat(newest().metrics()).isEqualTo(Map.of("load", "", "firmware", ""));
    assertThat(bench.refused()).isEmpty();
  }

  @Test
  void aNodeWithAnyNumberOfMetricsIsKeptWithinBounds() throws Exception {
    Payload.Builder birth = node.payload();
    for (int number = 0; number < 500; number++) {
      birth.addMetrics(metric("m" + number, 1000 + number, DataType.Int32_VALUE).setIntValue(1));
    }
    bench.send(node.node("NBIRTH", birth));
    assertThat(newest().metrics()).hasSize(NodeHistory.MOST_METRICS);
  }

  private EdgeNodeStatus newest() {
    return bench.statuses().get(bench.statuses().size() - 1);
  }

  private static EdgeNodeStatus status(
      long at, boolean online, long since, long born, long gap, long missing) {
    return new EdgeNodeStatus(
        "tai-po", "golden-noodle", "line-1", null, at, online, since, born, gap, missing, Map.of());
  }

  private static Metric.Builder metric(String name, long alias, int dataType) {
    return Metric.newBuilder().setName(name).setAlias(alias).setDatatype(dataType);
  }
}
