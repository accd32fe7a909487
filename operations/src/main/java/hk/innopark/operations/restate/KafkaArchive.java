package hk.innopark.operations.restate;

import hk.innopark.events.FeedWriter;
import hk.innopark.events.MessageDigestSum;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import hk.innopark.jobs.source.RawMessageDeserializer;
import hk.innopark.operations.kafka.TopicReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * What Kafka still has: {@link Topics#RAW}, and of {@link Topics#LATE} what is no longer there. A
 * file for each partition, so that each is in the order of arrival.
 */
public final class KafkaArchive {
  private final TopicReader topics;
  private final Stamps stamps = new Stamps();
  private final Set<MessageDigestSum> lateInRaw = new HashSet<>();

  private KafkaArchive(TopicReader topics) {
    this.topics = topics;
  }

  /**
   * Copies everything appended since a moment into feeds.
   *
   * @throws IOException where Kafka cannot be reached or lacks a topic, naming it
   */
  public static List<Path> copy(Properties client, long sinceMillis, Path folder)
      throws IOException {
    try (TopicReader topics = TopicReader.of(client)) {
      KafkaArchive archive = new KafkaArchive(topics);
      List<Path> files = new ArrayList<>();
      for (String topic : List.of(Topics.RAW, Topics.LATE)) {
        for (TopicPartition partition : topics.partitions(topic)) {
          Path file = folder.resolve(topic + "-" + partition.partition() + ".ndjson");
          archive.copy(partition, Instant.ofEpochMilli(sinceMillis), file);
          files.add(file);
        }
      }
      return files;
    }
  }

  private void copy(TopicPartition partition, Instant since, Path file) throws IOException {
    try (FeedWriter writer = FeedWriter.create(file)) {
      Copier copier = new Copier(writer, partition.topic().equals(Topics.LATE));
      topics.read(
          List.of(partition), since, entry -> copier.copy(RawMessageDeserializer.messageOf(entry)));
    }
  }

  /** Writes messages; a late one that the raw topic has too is written once. */
  private final class Copier {
    private final FeedWriter writer;
    private final boolean ofLate;
    private long arrivalMillis = Long.MIN_VALUE;

    private Copier(FeedWriter writer, boolean ofLate) {
      this.writer = writer;
      this.ofLate = ofLate;
    }

    private void copy(RawMessage read) throws IOException {
      // as the job stamps it: what this partition had last
      arrivalMillis = Math.max(arrivalMillis, read.receivedAtMillis());
      RawMessage message = new RawMessage(arrivalMillis, read.topic(), read.payload());
      if (message.isHeartbeat()) {
        return;
      }
      OptionalLong stamp = stamps.of(message);
      boolean isLate = stamp.isPresent() && Stamps.isLate(message, stamp.getAsLong());
      boolean isNew =
          !isLate || lateInRaw.add(MessageDigestSum.of(message.topic(), message.payload()));
      if (ofLate && !isNew) {
        return;
      }
      try {
        writer.write(message);
      } catch (IOException full) {
        writer.discard();
        throw full;
      }
    }
  }
}
