package hk.innopark.jobs.source;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.registry.RegistryYaml;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.ProcessFunctionTestHarnesses;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which way a message takes, by its topic alone. */
class TopicRouterTest {
  private static final long NOW = 1_763_791_200_000L;

  private OneInputStreamOperatorTestHarness<RawMessage, RawMessage> harness;

  @BeforeEach
  void open() throws Exception {
    harness =
        ProcessFunctionTestHarnesses.forProcessFunction(
            new TopicRouter(ReferenceData.Source.of(RegistryYaml.sample())));
  }

  @AfterEach
  void close() throws Exception {
    harness.close();
  }

  @Test
  void aMessageOfAMachineGoesOnAsItWasReceived() throws Exception {
    RawMessage message = message("innopark/tai-po/golden-noodle/line-1/oven-1", "{}");
    send(message);
    assertThat(harness.extractOutputValues())
        .usingRecursiveFieldByFieldElementComparator()
        .containsExactly(message);
    assertThat(harness.extractOutputStreamRecords().get(0).getTimestamp()).isEqualTo(NOW);
    assertThat(sparkplug()).isEmpty();
  }

  /** Who names no machine is refused where messages are read. */
  @ParameterizedTest
  @ValueSource(strings = {"elsewhere", "innopark/tai-po", "", "spBv2.0/x"})
  void whatNamesNoMachineGoesOnToo(String topic) throws Exception {
    send(message(topic, "x"));
    assertThat(harness.extractOutputValues()).hasSize(1);
    assertThat(sparkplug()).isEmpty();
  }

  @Test
  void whatSpeaksSparkplugIsSetAside() throws Exception {
    RawMessage message = message("spBv1.0/tai-po.golden-noodle/DDATA/line-1/oven-1", "whatever");
    send(message);
    assertThat(sparkplug()).extracting(StreamRecord::getValue).containsExactly(message);
    assertThat(sparkplug()).extracting(StreamRecord::getTimestamp).containsExactly(NOW);
    assertThat(harness.extractOutputValues()).isEmpty();
  }

  @Test
  void aHeartbeatEndsHere() throws Exception {
    RawMessage heartbeat = new RawMessage(NOW, Topics.HEARTBEAT_KEY, new byte[0]);
    send(heartbeat);
    assertThat(harness.extractOutputValues()).isEmpty();
    assertThat(sparkplug()).isEmpty();
  }

  private void send(RawMessage message) throws Exception {
    harness.processElement(message, NOW);
  }

  private static RawMessage message(String topic, String payload) {
    return new RawMessage(NOW, topic, payload.getBytes(StandardCharsets.UTF_8));
  }

  private List<StreamRecord<RawMessage>> sparkplug() {
    Queue<StreamRecord<RawMessage>> queue = harness.getSideOutput(TopicRouter.SPARKPLUG);
    return queue == null ? List.of() : List.copyOf(queue);
  }
}
