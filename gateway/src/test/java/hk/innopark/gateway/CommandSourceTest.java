package hk.innopark.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class CommandSourceTest {
  private static final long NOW = 1_763_791_200_000L;
  private static final Duration SOON = Duration.ofMillis(1);
  private static final String NODE_COMMAND = "spBv1.0/tai-po.golden-noodle/NCMD/line-1";
  private static final TopicPartition PARTITION = new TopicPartition(Topics.COMMANDS, 0);

  private final List<MockConsumer<byte[], byte[]>> made = new ArrayList<>();
  private final CommandSource source = new CommandSource(this::consumer);
  private long offset;

  /** Kafka's own consumer without a Kafka. */
  private MockConsumer<byte[], byte[]> consumer() {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("latest");
    consumer.updateEndOffsets(Map.of(PARTITION, 0L));
    made.add(consumer);
    return consumer;
  }

  private void createTopic() {
    made.get(made.size() - 1)
        .updatePartitions(
            Topics.COMMANDS, List.of(new PartitionInfo(Topics.COMMANDS, 0, null, null, null)));
  }

  /** A source that has seen the topic as it was before the first command. */
  private void begin() {
    assertThat(source.poll(SOON, NOW)).isEmpty();
    createTopic();
    assertThat(source.poll(SOON, NOW)).isEmpty();
  }

  private void ask(String topic, String receivedAt, byte[] payload) {
    RecordHeaders headers = new RecordHeaders();
    if (topic != null) {
      headers.add(Topics.HEADER_MQTT_TOPIC, topic.getBytes(UTF_8));
    }
    if (receivedAt != null) {
      headers.add(Topics.HEADER_RECEIVED_AT, receivedAt.getBytes(UTF_8));
    }
    made.get(made.size() - 1)
        .addRecord(
            new ConsumerRecord<>(
                Topics.COMMANDS,
                0,
                offset++,
                NOW,
                TimestampType.LOG_APPEND_TIME,
                0,
                payload.length,
                null,
                payload,
                headers,
                Optional.empty()));
  }

  private void ask(String topic, long receivedAtMillis) {
    ask(topic, Long.toString(receivedAtMillis), new byte[] {7});
  }

  @Test
  void handsOverCommandsInTheirOrderEachOnce() {
    begin();
    ask(NODE_COMMAND, NOW);
    ask("spBv1.0/tai-po.golden-noodle/DCMD/line-1/oven-1", NOW + 1);

    assertThat(source.poll(SOON, NOW + 2))
        .extracting(RawMessage::topic)
        .containsExactly(NODE_COMMAND, "spBv1.0/tai-po.golden-noodle/DCMD/line-1/oven-1");
    assertThat(source.poll(SOON, NOW + 2)).isEmpty();
    assertThat(source.takeDropped()).isZero();
  }

  @Test
  void dropsAndCountsCommandsThatAreOlderThanAMinute() {
    begin();
    ask(NODE_COMMAND, NOW);
    ask(NODE_COMMAND, NOW + 1);

    assertThat(source.poll(SOON, NOW + 60_001))
        .extracting(RawMessage::receivedAtMillis)
        .containsExactly(NOW + 1);
    assertThat(source.takeDropped()).isOne();
    assertThat(source.takeDropped()).as("each is told once").isZero();
  }

  @Test
  void dropsAndCountsWhatIsNoCommand() {
    begin();
    ask("spBv1.0/tai-po.golden-noodle/NDATA/line-1", NOW);
    ask("innopark/tai-po/golden-noodle/line-1/oven-1", NOW);
    ask("spBv1.0/STATE/gateway", NOW);
    ask(null, Long.toString(NOW), new byte[] {7});
    ask(NODE_COMMAND, null, new byte[] {7});
    ask(NODE_COMMAND, "today", new byte[] {7});

    assertThat(source.poll(SOON, NOW)).isEmpty();
    assertThat(source.takeDropped()).isEqualTo(6);
  }

  @Test
  void joinsNoGroupThatAKilledGatewayCouldHoldUp() {
    begin();

    assertThat(made.get(0).subscription()).isEmpty();
    assertThat(made.get(0).assignment()).containsExactly(PARTITION);
  }

  @Test
  void beginsAnewAfterAFailure() {
    begin();
    made.get(0).setPollException(new KafkaException("not today"));

    assertThatThrownBy(() -> source.poll(SOON, NOW)).hasMessage("not today");
    assertThat(made.get(0).closed()).isTrue();
    begin();
    ask(NODE_COMMAND, NOW);
    assertThat(source.poll(SOON, NOW)).hasSize(1);
  }
}
