package hk.innopark.gateway.testing;

import hk.innopark.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads what is in a Kafka topic at this moment, from its beginning to its end. */
public final class KafkaLog {
  private KafkaLog() {}

  public static List<ConsumerRecord<byte[], byte[]>> read(String bootstrapServers, String topic) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    forEach(bootstrapServers, topic, records::add);
    return records;
  }

  /** The heartbeats of the raw topic. */
  public static List<ConsumerRecord<byte[], byte[]>> heartbeats(String bootstrapServers) {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    forEveryRecord(
        bootstrapServers,
        Topics.RAW,
        record -> {
          if (isHeartbeat(record)) {
            records.add(record);
          }
        });
    return records;
  }

  /**
   * Hands over one record after the other, heartbeats left out, for topics that do not fit into the
   * memory.
   */
  public static void forEach(
      String bootstrapServers, String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    forEveryRecord(
        bootstrapServers,
        topic,
        record -> {
          if (!isHeartbeat(record)) {
            reader.accept(record);
          }
        });
  }

  static boolean isHeartbeat(ConsumerRecord<byte[], byte[]> record) {
    return Arrays.equals(record.key(), Topics.HEARTBEAT_KEY.getBytes(StandardCharsets.UTF_8));
  }

  private static void forEveryRecord(
      String bootstrapServers, String topic, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrapServers)) {
      List<TopicPartition> partitions = assign(consumer, topic);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, Duration.ofSeconds(60));
      while (ends.entrySet().stream().anyMatch(e -> consumer.position(e.getKey()) < e.getValue())) {
        consumer.poll(Duration.ofMillis(500)).forEach(reader);
      }
    }
  }

  /** How many records the topic holds, heartbeats left out. */
  public static long size(String bootstrapServers, String topic) {
    AtomicLong records = new AtomicLong();
    forEach(bootstrapServers, topic, record -> records.incrementAndGet());
    return records.get();
  }

  public static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
  }

  static List<TopicPartition> assign(KafkaConsumer<byte[], byte[]> consumer, String topic) {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic, Duration.ofSeconds(60)).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return partitions;
  }

  static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            false),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }
}
