package hk.innopark.benchmarks.bridge;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Tells how many records a topic holds, and what came since it was last read. */
final class TopicMeter implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final List<TopicPartition> partitions;

  /** What was read, fillers aside: how many, and the sum of the values' CRC-32, modulo 2⁶⁴. */
  record Content(long records, long crcSum) {
    Content plus(Content more) {
      return new Content(records + more.records, crcSum + more.crcSum);
    }
  }

  TopicMeter(String bootstrapServers, String topic) {
    consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    partitions =
        consumer.partitionsFor(topic).stream()
            .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** How many records every replica has, which is what {@code acks=all} waits for. */
  long size() {
    return consumer.endOffsets(partitions).values().stream().mapToLong(Long::longValue).sum();
  }

  /** Waits until the topic holds so many records. */
  void await(long size, Duration patience) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    long now = size();
    while (now < size) {
      if (System.nanoTime() > deadline) {
        throw new IOException(
            partitions.get(0).topic()
                + " holds "
                + now
                + " records after "
                + patience
                + ", not "
                + size);
      }
      Thread.sleep(5);
      now = size();
    }
  }

  /** Reads what has come since it was last called. */
  Content readOn() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    long records = 0;
    long sum = 0;
    while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        if (!RawPublisher.isFiller(record.value())) {
          records++;
          sum += RawPublisher.crc(record.value());
        }
      }
    }
    return new Content(records, sum);
  }

  @Override
  public void close() {
    consumer.close();
  }
}
