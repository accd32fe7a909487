package hk.innopark.local.restate;

import hk.innopark.events.FeedWriter;
import hk.innopark.events.MessageDigestSum;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import hk.innopark.jobs.source.RawMessageDeserializer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * What Kafka still has: {@link Topics#RAW}, and of {@link Topics#LATE} what is no longer there. A
 * file for each partition, so that each is in the order of arrival.
 */
public final class KafkaArchive {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration API_TIMEOUT = Duration.ofSeconds(10);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Stamps stamps = new Stamps();
  private final Set<MessageDigestSum> lateInRaw = new HashSet<>();

  private KafkaArchive(KafkaConsumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
  }

  /**
   * Copies everything appended since a moment into feeds.
   *
   * @throws IOException where Kafka cannot be reached, naming it
   */
  public static List<Path> copy(String bootstrapServers, long sinceMillis, Path folder)
      throws IOException {
    Map<String, Object> settings =
        Map.of(
            "bootstrap.servers",
            bootstrapServers,
            "enable.auto.commit",
            "false",
            "allow.auto.create.topics",
            "false",
            "default.api.timeout.ms",
            (int) API_TIMEOUT.toMillis());
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      KafkaArchive archive = new KafkaArchive(consumer);
      List<Path> files = new ArrayList<>();
      for (String topic : List.of(Topics.RAW, Topics.LATE)) {
        for (var partition : consumer.partitionsFor(topic)) {
          Path file = folder.resolve(topic + "-" + partition.partition() + ".ndjson");
          archive.copy(new TopicPartition(topic, partition.partition()), sinceMillis, file);
          files.add(file);
        }
      }
      return files;
    } catch (KafkaException failure) {
      throw new IOException("Kafka at " + bootstrapServers + ": " + failure.getMessage(), failure);
    }
  }

  private void copy(TopicPartition partition, long sinceMillis, Path file) throws IOException {
    List<TopicPartition> one = List.of(partition);
    consumer.assign(one);
    long end = consumer.endOffsets(one).get(partition);
    Map<TopicPartition, Long> times = new HashMap<>();
    times.put(partition, Math.max(0, sinceMillis));
    OffsetAndTimestamp first = consumer.offsetsForTimes(times).get(partition);
    consumer.seek(partition, first == null ? end : first.offset());
    RawMessageDeserializer deserializer = new RawMessageDeserializer();
    try (FeedWriter writer = FeedWriter.create(file)) {
      Copier copier = new Copier(writer, partition.topic().equals(Topics.LATE));
      while (consumer.position(partition) < end) {
        for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(POLL)) {
          if (entry.offset() < end) {
            deserializer.deserialize(entry, copier);
          }
        }
        if (copier.failure != null) {
          writer.discard();
          throw copier.failure;
        }
      }
    }
  }

  /** Writes messages; a late one that the raw topic has too is written once. */
  private final class Copier implements Collector<RawMessage> {
    private final FeedWriter writer;
    private final boolean ofLate;
    private IOException failure;

    private Copier(FeedWriter writer, boolean ofLate) {
      this.writer = writer;
      this.ofLate = ofLate;
    }

    @Override
    public void collect(RawMessage message) {
      OptionalLong stamp = stamps.of(message);
      boolean isLate = stamp.isPresent() && Stamps.isLate(message, stamp.getAsLong());
      boolean isNew =
          !isLate || lateInRaw.add(MessageDigestSum.of(message.topic(), message.payload()));
      try {
        if (!ofLate || isNew) {
          writer.write(message);
        }
      } catch (IOException full) {
        failure = full;
      }
    }

    @Override
    public void close() {
      // the writer is the caller's
    }
  }
}
