package hk.innopark.jobs.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.DeadLetter;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Reading;
import hk.innopark.events.RejectReason;
import hk.innopark.events.SparkplugTopic;
import hk.innopark.jobs.KeyedOperator;
import hk.innopark.jobs.decode.AccountInput;
import hk.innopark.jobs.decode.DecodeConfig;
import hk.innopark.jobs.decode.Refusals;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.registry.RegistryYaml;
import java.util.List;
import java.util.Objects;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload;
import org.eclipse.tahu.protobuf.SparkplugBProto.Payload.Metric;

/** The operator of edge nodes with one node at work, whose births it is told at once. */
final class SparkplugBench implements AutoCloseable {
  static final long TIMEOUT = SparkplugFunction.REORDER_TIMEOUT.toMillis();

  final TestNode node = new TestNode();
  private final KeyedOperator<RawMessage, AccountInput> operator;

  SparkplugBench() throws Exception {
    ReferenceData.Source references = ReferenceData.Source.of(RegistryYaml.sample());
    operator =
        KeyedOperator.open(
            () -> new SparkplugFunction(references, DecodeConfig.DEFAULT),
            SparkplugFunction::keyOf);
  }

  /** The node and device 1, and device 2 where it is wanted. */
  SparkplugBench born(int devices) throws Exception {
    send(node.nodeBirth());
    for (int device = 1; device <= devices; device++) {
      send(node.deviceBirth(device, "RUNNING", 10, 100.5));
    }
    return this;
  }

  void send(RawMessage message) throws Exception {
    operator.send(message, message.receivedAtMillis());
  }

  /** Sends a message as if it had come at another moment. */
  void sendAt(long millis, RawMessage message) throws Exception {
    send(new RawMessage(millis, message.topic(), message.payload()));
  }

  void watermark(long millis) throws Exception {
    operator.watermark(millis);
  }

  void restart() throws Exception {
    operator.restart();
  }

  /** Since they were taken last. */
  List<Reading> readings() {
    return inputs().stream().map(AccountInput::reading).filter(Objects::nonNull).toList();
  }

  /** The same, with what was noticed of refused messages. */
  List<AccountInput> inputs() {
    return operator.takeOutput();
  }

  Reading last() {
    List<Reading> readings = readings();
    return readings.get(readings.size() - 1);
  }

  List<RejectReason> refused() {
    return operator.sideOutput(Refusals.DEAD_LETTERS).stream().map(DeadLetter::reason).toList();
  }

  int rebirthsAsked() {
    return commands().size();
  }

  private List<RawMessage> commands() {
    return operator.sideOutput(SparkplugFunction.COMMANDS);
  }

  /** The newest is looked at too. */
  void assertRebirthsAsked(int times) throws Exception {
    List<RawMessage> commands = commands();
    assertThat(commands).hasSize(times);
    RawMessage newest = commands.get(times - 1);
    assertThat(newest.topic()).isEqualTo(TestNode.GROUP + "NCMD/line-1");
    assertThat(SparkplugTopic.of(newest.topic())).isPresent();
    Metric metric = Payload.parseFrom(newest.payload()).getMetrics(0);
    assertThat(metric.getName()).isEqualTo("Node Control/Rebirth");
    assertThat(metric.getBooleanValue()).isTrue();
  }

  List<EdgeNodeStatus> statuses() {
    return operator.sideOutput(SparkplugFunction.STATUS);
  }

  @Override
  public void close() {
    operator.close();
  }
}
