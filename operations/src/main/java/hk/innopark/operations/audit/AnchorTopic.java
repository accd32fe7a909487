package hk.innopark.operations.audit;

import hk.innopark.events.Topics;
import hk.innopark.operations.kafka.TopicReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Anchors of the ledger's chains in {@link Topics#ANCHORS}: a signed note a record, keyed by {@code
 * tenant/origin}.
 */
public final class AnchorTopic {
  private AnchorTopic() {}

  /** A note, and the chain that it is about. */
  public record Keyed(String chain, String note) {}

  /**
   * Appends notes, and returns when all replicas have them.
   *
   * @param client properties of a user that may write the topic
   * @throws IOException naming Kafka and why it did not take them
   */
  public static void append(Properties client, List<Keyed> notes) throws IOException {
    Properties settings = new Properties();
    settings.putAll(client);
    settings.setProperty("acks", "all");
    settings.setProperty("enable.idempotence", "true");
    settings.putIfAbsent("max.block.ms", "20000");
    settings.putIfAbsent("delivery.timeout.ms", "60000");
    settings.putIfAbsent("request.timeout.ms", "20000");
    String servers = client.getProperty("bootstrap.servers");
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (Keyed note : notes) {
        sent.add(producer.send(new ProducerRecord<>(Topics.ANCHORS, note.chain, note.note)));
      }
      for (Future<RecordMetadata> one : sent) {
        RecordMetadata unused = one.get();
      }
    } catch (ExecutionException refused) {
      throw new IOException(
          "Kafka at %s does not take anchors in %s: %s"
              .formatted(servers, Topics.ANCHORS, refused.getCause().getMessage()),
          refused);
    } catch (KafkaException failure) {
      throw new IOException("Kafka at " + servers + ": " + failure.getMessage(), failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while anchors were written", interrupted);
    }
  }

  /**
   * Every note that the topic has.
   *
   * @throws IOException where Kafka cannot be reached or has no such topic, naming it
   */
  public static List<String> read(Properties client) throws IOException {
    List<String> notes = new ArrayList<>();
    try (TopicReader reader = TopicReader.of(client)) {
      reader.read(
          reader.partitions(Topics.ANCHORS),
          Instant.EPOCH,
          entry -> {
            if (entry.value() != null) {
              notes.add(new String(entry.value(), StandardCharsets.UTF_8));
            }
          });
    }
    return List.copyOf(notes);
  }
}
