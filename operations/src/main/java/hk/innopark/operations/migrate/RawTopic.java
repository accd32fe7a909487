package hk.innopark.operations.migrate;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import hk.innopark.jobs.source.RawMessageDeserializer;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What Kafka still has of the raw messages, and how far a job has read them. */
final class RawTopic implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String servers;
  private final String group;
  private final KafkaConsumer<byte[], byte[]> consumer;

  /**
   * @param client properties of the client: {@code bootstrap.servers}, and what TLS and SASL need
   * @param group the job's
   */
  RawTopic(Properties client, String group) throws IOException {
    this.servers = client.getProperty("bootstrap.servers");
    this.group = group;
    Properties settings = new Properties();
    settings.putAll(client);
    settings.setProperty("group.id", group);
    settings.setProperty("enable.auto.commit", "false");
    settings.setProperty("allow.auto.create.topics", "false");
    settings.putIfAbsent("default.api.timeout.ms", Long.toString(PATIENCE.toMillis()));
    // one record of each partition is looked at
    settings.setProperty("max.poll.records", "1");
    try {
      consumer =
          new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    } catch (KafkaException failure) {
      throw named(failure);
    }
  }

  /**
   * Kafka's stamp from which on every partition still has everything; empty where nothing of any
   * partition was deleted yet.
   */
  OptionalLong heldFromMillis() throws IOException {
    try {
      List<TopicPartition> partitions = partitions();
      OptionalLong from = OptionalLong.empty();
      for (Map.Entry<TopicPartition, Long> begin :
          consumer.beginningOffsets(partitions).entrySet()) {
        if (begin.getValue() > 0) {
          Optional<ConsumerRecord<byte[], byte[]>> first = at(begin.getKey(), begin.getValue());
          // an empty partition of which everything was deleted begins with the next record
          long stamp = first.map(ConsumerRecord::timestamp).orElse(System.currentTimeMillis());
          from = OptionalLong.of(Math.max(stamp, from.orElse(Long.MIN_VALUE)));
        }
      }
      return from;
    } catch (KafkaException failure) {
      throw named(failure);
    }
  }

  /** Arrival time up to which the group has read every partition; empty where it has read none. */
  OptionalLong readUntilMillis() throws IOException {
    try {
      List<TopicPartition> partitions = partitions();
      Map<TopicPartition, OffsetAndMetadata> read = consumer.committed(new HashSet<>(partitions));
      OptionalLong until = OptionalLong.empty();
      for (TopicPartition partition : partitions) {
        OffsetAndMetadata next = read.get(partition);
        OptionalLong arrival =
            next == null ? OptionalLong.empty() : arrival(partition, next.offset());
        if (arrival.isPresent()) {
          until = OptionalLong.of(Math.min(arrival.getAsLong(), until.orElse(Long.MAX_VALUE)));
        }
      }
      return until;
    } catch (KafkaException failure) {
      throw named(failure);
    }
  }

  /** When the record at the offset had arrived, else the one before it. */
  private OptionalLong arrival(TopicPartition partition, long offset) {
    long end = consumer.endOffsets(Set.of(partition)).get(partition);
    long begin = consumer.beginningOffsets(Set.of(partition)).get(partition);
    long wanted = Math.min(offset, end - 1);
    if (wanted < begin) {
      return OptionalLong.empty();
    }
    return at(partition, wanted).stream()
        .map(RawMessageDeserializer::messageOf)
        .mapToLong(RawMessage::receivedAtMillis)
        .findFirst();
  }

  private Optional<ConsumerRecord<byte[], byte[]>> at(TopicPartition partition, long offset) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, offset);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    long end = consumer.endOffsets(Set.of(partition)).get(partition);
    while (offset < end && System.nanoTime() < deadline) {
      for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(POLL)) {
        return Optional.of(entry);
      }
    }
    return Optional.empty();
  }

  private List<TopicPartition> partitions() throws IOException {
    List<TopicPartition> partitions =
        consumer.partitionsFor(Topics.RAW).stream()
            .map(partition -> new TopicPartition(Topics.RAW, partition.partition()))
            .toList();
    if (partitions.isEmpty()) {
      throw new IOException("Kafka at " + servers + " has no topic " + Topics.RAW);
    }
    return partitions;
  }

  private IOException named(KafkaException failure) {
    return new IOException(
        "Kafka at %s, group %s: %s".formatted(servers, group, failure.getMessage()), failure);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
