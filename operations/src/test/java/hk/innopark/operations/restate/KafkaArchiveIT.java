package hk.innopark.operations.restate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.embedded.server.EmbeddedKafka;
import hk.innopark.events.FeedReader;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.gateway.KafkaTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaArchiveIT {
  private static final String OVEN = "innopark/tai-po/golden-noodle/line-1/oven-1";
  private static final long RECEIVED = 1_763_791_200_000L;
  private static final long HOUR = Duration.ofHours(1).toMillis();

  @TempDir Path folder;

  @Test
  void takesALateMessageOnceWhereBothTopicsHaveIt() throws Exception {
    RawMessage inTime = reading(1, RECEIVED - HOUR);
    RawMessage late = reading(2, RECEIVED - 72 * HOUR);
    RawMessage lateAndGoneFromRaw = reading(3, RECEIVED - 73 * HOUR);
    try (EmbeddedKafka kafka =
        EmbeddedKafka.start(folder.resolve("kafka"), LoopbackPorts.free(), LoopbackPorts.free())) {
      String servers = kafka.bootstrapServers();
      assertThatThrownBy(() -> KafkaArchive.copy(client(servers), 0, folder))
          .isInstanceOf(IOException.class)
          .hasMessage("Kafka at " + servers + " has no topic " + Topics.RAW);

      KafkaTopics.create(servers, 1);
      send(servers, Topics.RAW, inTime, late);
      send(servers, Topics.LATE, late, lateAndGoneFromRaw);

      List<Path> files =
          KafkaArchive.copy(client(servers), 0, Files.createDirectory(folder.resolve("a")));
      assertThat(files).hasSize(2);
      assertThat(messages(files.get(0)))
          .usingRecursiveFieldByFieldElementComparator()
          .containsExactly(inTime, late);
      assertThat(messages(files.get(1)))
          .usingRecursiveFieldByFieldElementComparator()
          .containsExactly(lateAndGoneFromRaw);

      long tomorrow = System.currentTimeMillis() + 24 * HOUR;
      for (Path none :
          KafkaArchive.copy(
              client(servers), tomorrow, Files.createDirectory(folder.resolve("b")))) {
        assertThat(messages(none)).isEmpty();
      }
    }
  }

  @Test
  void namesAKafkaThatIsNotThere() throws Exception {
    String nowhere = "127.0.0.1:" + LoopbackPorts.free();
    assertThatThrownBy(() -> KafkaArchive.copy(client(nowhere), 0, folder))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Kafka at " + nowhere + ": ");
  }

  private static RawMessage reading(int number, long stampMillis) {
    String payload =
        "{\"ts\":%d,\"boot\":\"b1\",\"seq\":%d,\"signals\":{\"good_count\":%d}}"
            .formatted(stampMillis, number, number);
    return new RawMessage(RECEIVED + number, OVEN, payload.getBytes(UTF_8));
  }

  private static void send(String servers, String topic, RawMessage... messages) {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (RawMessage message : messages) {
        ProducerRecord<byte[], byte[]> entry = new ProducerRecord<>(topic, message.payload());
        entry.headers().add(Topics.HEADER_MQTT_TOPIC, message.topic().getBytes(UTF_8));
        String received = Long.toString(message.receivedAtMillis());
        entry.headers().add(Topics.HEADER_RECEIVED_AT, received.getBytes(UTF_8));
        var unused = producer.send(entry);
      }
      producer.flush();
    }
  }

  private static List<RawMessage> messages(Path feed) throws IOException {
    List<RawMessage> messages = new ArrayList<>();
    try (FeedReader reader = FeedReader.open(feed)) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        messages.add(next.get());
      }
    }
    return messages;
  }

  private static Properties client(String servers) {
    Properties client = new Properties();
    client.setProperty("bootstrap.servers", servers);
    return client;
  }
}
