package hk.innopark.transports.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.FeedLine;
import hk.innopark.events.MachineId;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import hk.innopark.simulators.fault.MessageStage;
import hk.innopark.simulators.feed.FeedProgress;
import hk.innopark.simulators.feed.FeedReplay;
import hk.innopark.simulators.feed.FeedSimulation;
import hk.innopark.simulators.feed.ReplaySpeed;
import hk.innopark.simulators.plant.Fleet;
import hk.innopark.simulators.plant.Plants;
import hk.innopark.simulators.plant.SimulationRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSinkIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Instant START = Instant.parse("2026-03-03T01:00:00Z");
  private static final Instant END = START.plus(Duration.ofMinutes(10));
  private static final SimulationRun RUN = new SimulationRun(5, "test");

  @TempDir Path folder;

  private static List<ConsumerRecord<String, byte[]>> consume(String address) {
    Map<String, Object> settings = Map.of("bootstrap.servers", address);
    List<ConsumerRecord<String, byte[]>> consumed = new ArrayList<>();
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> partitions =
          List.of(new TopicPartition(Topics.RAW, 0), new TopicPartition(Topics.RAW, 1));
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, PATIENCE);
      while (partitions.stream().anyMatch(one -> consumer.position(one) < ends.get(one))) {
        consumer.poll(Duration.ofMillis(200)).forEach(consumed::add);
      }
    }
    return consumed;
  }

  private static List<String> lines(List<RawMessage> messages) {
    return messages.stream().map(FeedLine::format).toList();
  }

  private static String header(ConsumerRecord<String, byte[]> kafkaRecord, String name) {
    return new String(kafkaRecord.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  @Test
  void a_feed_that_is_replayed_into_kafka_looks_as_if_a_gateway_had_written_it() throws Exception {
    Path feed = folder.resolve("feed.ndjson");
    FeedSimulation.write(
        feed, Plants.sample(), RUN, START, END, MessageStage.NONE, FeedProgress.SILENT);
    List<RawMessage> sent = Fleet.startingAt(START, Plants.sample(), RUN).advanceTo(END);
    try (KafkaBroker broker = KafkaBroker.start(folder)) {
      broker.createTopic(Topics.RAW, 2);
      try (KafkaSink sink = KafkaSink.connect(broker.address(), "replay-1")) {
        FeedReplay.open(feed).run(sink, ReplaySpeed.MAX, FeedProgress.SILENT);
        assertThat(sink.acknowledged()).isEqualTo(sent.size());
      }
      Map<String, List<RawMessage>> byKey = new HashMap<>();
      Map<Integer, Long> clocks = new HashMap<>();
      for (ConsumerRecord<String, byte[]> one : consume(broker.address())) {
        assertThat(header(one, Topics.HEADER_GATEWAY)).isEqualTo("replay-1");
        long at = Long.parseLong(header(one, Topics.HEADER_RECEIVED_AT));
        long before = clocks.getOrDefault(one.partition(), START.toEpochMilli());
        assertThat(at).as("in the order of arrival").isBetween(before, before + 12_000);
        clocks.put(one.partition(), at);
        if (one.key().equals(Topics.HEARTBEAT_KEY)) {
          assertThat(one.value()).isEmpty();
          continue;
        }
        byKey
            .computeIfAbsent(one.key(), key -> new ArrayList<>())
            .add(
                new RawMessage(
                    Long.parseLong(header(one, Topics.HEADER_RECEIVED_AT)),
                    header(one, Topics.HEADER_MQTT_TOPIC),
                    one.value()));
      }
      Map<String, List<RawMessage>> expected = new HashMap<>();
      sent.forEach(
          one ->
              expected
                  .computeIfAbsent(
                      MachineId.ofTopic(one.topic()).orElseThrow().key(), key -> new ArrayList<>())
                  .add(one));
      long last = sent.get(sent.size() - 1).receivedAtMillis();
      assertThat(clocks).as("both partitions get to the end").isEqualTo(Map.of(0, last, 1, last));
      assertThat(byKey.keySet()).isEqualTo(expected.keySet());
      expected.forEach(
          (key, messages) -> assertThat(lines(byKey.get(key))).isEqualTo(lines(messages)));
    }
  }

  @Test
  void an_address_that_is_none_is_named() {
    assertThatThrownBy(() -> KafkaSink.connect("nonsense", "replay-1"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nonsense");
  }

  @Test
  void the_key_is_the_machine_the_sparkplug_edge_node_or_else_the_topic() {
    assertThat(KafkaSink.key("innopark/tai-po/a/b/c")).isEqualTo("tai-po/a/b/c");
    assertThat(KafkaSink.key("spBv1.0/tai-po.a/DDATA/line-1/m-1")).isEqualTo("tai-po.a/line-1");
    assertThat(KafkaSink.key("spBv1.0/tai-po.a/NBIRTH/line-1")).isEqualTo("tai-po.a/line-1");
    assertThat(KafkaSink.key("innopark/odd")).isEqualTo("innopark/odd");
  }
}
