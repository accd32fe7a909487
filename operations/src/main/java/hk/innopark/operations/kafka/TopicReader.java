package hk.innopark.operations.kafka;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics as they are at the moment of reading; it belongs to no consumer group. */
public final class TopicReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration API_TIMEOUT = Duration.ofSeconds(10);

  private final String bootstrapServers;
  private final KafkaConsumer<byte[], byte[]> consumer;

  /** Takes one record. */
  public interface Receiver {
    void accept(ConsumerRecord<byte[], byte[]> entry) throws IOException;
  }

  private TopicReader(String bootstrapServers, KafkaConsumer<byte[], byte[]> consumer) {
    this.bootstrapServers = bootstrapServers;
    this.consumer = consumer;
  }

  /**
   * Prepares to read; a server that is not there shows at the first question.
   *
   * @param client properties of the client: {@code bootstrap.servers}, and what TLS and SASL need
   * @throws IOException where an address makes no sense, naming it
   */
  public static TopicReader of(Properties client) throws IOException {
    String bootstrapServers = client.getProperty("bootstrap.servers");
    Properties settings = new Properties();
    settings.putAll(client);
    settings.putIfAbsent("default.api.timeout.ms", Long.toString(API_TIMEOUT.toMillis()));
    settings.setProperty("enable.auto.commit", "false");
    settings.setProperty("allow.auto.create.topics", "false");
    try {
      return new TopicReader(
          bootstrapServers,
          new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    } catch (KafkaException failure) {
      throw named(bootstrapServers, failure);
    }
  }

  /**
   * The partitions of a topic.
   *
   * @throws IOException where Kafka cannot be reached or has no such topic, naming it
   */
  public List<TopicPartition> partitions(String topic) throws IOException {
    try {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new IOException("Kafka at " + bootstrapServers + " has no topic " + topic);
      }
      return partitions;
    } catch (KafkaException failure) {
      throw named(bootstrapServers, failure);
    }
  }

  /**
   * Hands over every record appended since a moment, those of a partition in their order.
   *
   * @throws IOException where Kafka cannot be reached, naming it, or the receiver fails
   */
  public void read(List<TopicPartition> partitions, Instant since, Receiver receiver)
      throws IOException {
    try {
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      seek(partitions, since, ends);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> entry : consumer.poll(POLL)) {
          if (entry.offset() < ends.get(new TopicPartition(entry.topic(), entry.partition()))) {
            receiver.accept(entry);
          }
        }
      }
    } catch (KafkaException failure) {
      throw named(bootstrapServers, failure);
    }
  }

  private void seek(
      List<TopicPartition> partitions, Instant since, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, Math.max(0, since.toEpochMilli())));
    Map<TopicPartition, OffsetAndTimestamp> first = consumer.offsetsForTimes(times);
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp found = first.get(partition);
      consumer.seek(partition, found == null ? ends.get(partition) : found.offset());
    }
  }

  private static IOException named(String bootstrapServers, KafkaException failure) {
    return new IOException("Kafka at " + bootstrapServers + ": " + failure.getMessage(), failure);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
