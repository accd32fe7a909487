package hk.innopark.operations.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hk.innopark.embedded.server.EmbeddedKafka;
import hk.innopark.events.DeadLetter;
import hk.innopark.events.FeedWriter;
import hk.innopark.events.Grain;
import hk.innopark.events.RawMessage;
import hk.innopark.events.RejectReason;
import hk.innopark.events.Topics;
import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.gateway.KafkaTopics;
import hk.innopark.jobs.compute.FeedComputation;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.simulators.publish.MessageSink;
import hk.innopark.transports.kafka.KafkaSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters in a real Kafka, sent again and again, and what the pipeline makes of it. */
class RedriveIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String OVEN = "innopark/tai-po/golden-noodle/line-1/oven-1";
  private static final String NODE = "spBv1.0/tai-po.golden-noodle/NDATA/line-1";
  private static final int MESSAGES = 20;
  private static final int ITEMS_EACH = 10;

  @TempDir Path folder;
  private String servers;

  @Test
  void eachMessageCountsOnceThoughItIsSentTwiceAndBrokeOffOnce() throws Exception {
    try (EmbeddedKafka kafka =
        EmbeddedKafka.start(folder.resolve("kafka"), LoopbackPorts.free(), LoopbackPorts.free())) {
      servers = kafka.bootstrapServers();
      KafkaTopics.create(servers, 1);
      refuse();
      Redrive redrive = Redrive.of(letters());
      assertThat(redrive.sendable()).hasSize(MESSAGES);
      assertThat(redrive.repeated()).isEqualTo(3);
      assertThat(redrive.cut()).isEqualTo(1);
      assertThat(redrive.sparkplug()).isEqualTo(1);

      try (BreakingSink sink = new BreakingSink(KafkaSink.connect(servers, "redrive"), 7)) {
        assertThatThrownBy(() -> redrive.send(sink, Clock.systemUTC()))
            .isInstanceOf(IOException.class);
        assertThat(sink.drain(PATIENCE)).isTrue();
      }
      for (int i = 0; i < 2; i++) {
        try (KafkaSink sink = KafkaSink.connect(servers, "redrive")) {
          Redrive.of(letters()).send(sink, Clock.systemUTC());
          assertThat(sink.drain(PATIENCE)).isTrue();
        }
      }
      List<RawMessage> raw = raw();
      assertThat(raw).hasSize(7 + 2 * MESSAGES);
      Map<String, Long> figures = compute(raw);
      assertThat(figures)
          .containsEntry("good", (MESSAGES - 1L) * ITEMS_EACH)
          .containsEntry("messages", (long) MESSAGES)
          .containsEntry("duplicates", 7L + MESSAGES);
    }
  }

  /** As the job does, of a machine that nobody knew yet; three were redriven in vain before. */
  private void refuse() {
    Instant from = Instant.now().minusSeconds(10 * MESSAGES);
    List<DeadLetter> letters = new ArrayList<>();
    for (int i = 0; i < MESSAGES + 3; i++) {
      int number = i % MESSAGES;
      String payload =
          "{\"ts\":%d,\"boot\":\"b1\",\"seq\":%d,\"signals\":{\"good_count\":%d}}"
              .formatted(
                  from.plusSeconds(10L * number).toEpochMilli(), number, ITEMS_EACH * number);
      letters.add(letter(OVEN, payload.getBytes(StandardCharsets.UTF_8)));
    }
    letters.add(
        DeadLetter.of(new RawMessage(0, OVEN, new byte[70_000]), RejectReason.TOO_LARGE, null));
    letters.add(letter(NODE, new byte[] {1, 2, 3}));
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (DeadLetter letter : letters) {
        ProducerRecord<byte[], byte[]> record =
            new ProducerRecord<>(Topics.DEAD_LETTER, letter.payload());
        header(record, Topics.HEADER_MQTT_TOPIC, letter.topic());
        header(record, Topics.HEADER_REASON, letter.reason().name());
        header(record, Topics.HEADER_SHA256, letter.sha256());
        var unused = producer.send(record);
      }
      producer.flush();
    }
  }

  private static DeadLetter letter(String topic, byte[] payload) {
    return DeadLetter.of(new RawMessage(0, topic, payload), RejectReason.UNKNOWN_DEVICE, null);
  }

  private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }

  private List<RefusedMessage> letters() throws IOException {
    List<RefusedMessage> letters = new ArrayList<>();
    DeadLetterTopic.read(client(servers), Instant.EPOCH, letters::add);
    return letters;
  }

  private List<RawMessage> raw() {
    List<RawMessage> raw = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer())) {
      TopicPartition partition = new TopicPartition(Topics.RAW, 0);
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          if (record.headers().lastHeader(Topics.HEADER_MQTT_TOPIC) == null) {
            continue; // a heartbeat
          }
          raw.add(
              new RawMessage(
                  Long.parseLong(header(record, Topics.HEADER_RECEIVED_AT)),
                  header(record, Topics.HEADER_MQTT_TOPIC),
                  record.value()));
        }
      }
    }
    return raw;
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }

  /** The oven's figures, summed over all hours. */
  private Map<String, Long> compute(List<RawMessage> raw) throws Exception {
    Path feed = folder.resolve("feed.ndjson");
    try (FeedWriter writer = FeedWriter.create(feed)) {
      for (RawMessage message : raw) {
        writer.write(message);
      }
    }
    new FeedComputation(RegistryYaml.sample(), feed, EnumSet.of(Grain.HOUR), 1)
        .run(folder.resolve("out"));
    Map<String, Long> sums = new TreeMap<>();
    for (String line : Files.readAllLines(folder.resolve("out/figures.ndjson"))) {
      JsonNode row = new JsonMapper().readTree(line);
      if (row.path("machine").asText().equals("oven-1")) {
        for (String field : List.of("good", "messages", "duplicates")) {
          sums.merge(field, row.path(field).asLong(), Long::sum);
        }
      }
    }
    assertThat(folder.resolve("out/deadletters.ndjson")).isEmptyFile();
    return sums;
  }

  /** Takes so many messages, then no more, as a Kafka that went away. */
  private static final class BreakingSink implements MessageSink {
    private final MessageSink sink;
    private int left;

    BreakingSink(MessageSink sink, int takes) {
      this.sink = sink;
      this.left = takes;
    }

    @Override
    public void send(RawMessage message) throws IOException, InterruptedException {
      if (left-- == 0) {
        throw new IOException("gone");
      }
      sink.send(message);
    }

    @Override
    public boolean drain(Duration atMost) throws IOException, InterruptedException {
      return sink.drain(atMost);
    }

    @Override
    public long acknowledged() {
      return sink.acknowledged();
    }

    @Override
    public void close() {
      sink.close();
    }
  }

  private static Properties client(String servers) {
    Properties client = new Properties();
    client.setProperty("bootstrap.servers", servers);
    return client;
  }
}
