package hk.innopark.local.deadletter;

import hk.innopark.events.Topics;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads {@link Topics#DEAD_LETTER} as it is at the moment of reading. */
public final class DeadLetterTopic {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration API_TIMEOUT = Duration.ofSeconds(10);

  private DeadLetterTopic() {}

  /**
   * Hands over every letter since the moment, partition by partition.
   *
   * @throws IOException where Kafka cannot be reached or has no such topic, naming it
   */
  public static void read(String bootstrapServers, Instant since, Consumer<RefusedMessage> reader)
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
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.DEAD_LETTER).stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      if (partitions.isEmpty()) {
        throw new IOException(
            "Kafka at " + bootstrapServers + " has no topic " + Topics.DEAD_LETTER);
      }
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      seek(consumer, partitions, since, ends);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
        for (ConsumerRecord<byte[], byte[]> letter : consumer.poll(POLL)) {
          long end = ends.get(new TopicPartition(letter.topic(), letter.partition()));
          if (letter.offset() < end) {
            reader.accept(RefusedMessage.of(letter));
          }
        }
      }
    } catch (KafkaException failure) {
      throw new IOException("Kafka at " + bootstrapServers + ": " + failure.getMessage(), failure);
    }
  }

  private static void seek(
      KafkaConsumer<byte[], byte[]> consumer,
      List<TopicPartition> partitions,
      Instant since,
      Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> times = new HashMap<>();
    partitions.forEach(partition -> times.put(partition, since.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> first = consumer.offsetsForTimes(times);
    for (TopicPartition partition : partitions) {
      OffsetAndTimestamp found = first.get(partition);
      consumer.seek(partition, found == null ? ends.get(partition) : found.offset());
    }
  }
}
