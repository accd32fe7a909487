package hk.innopark.gateway.testing;

import hk.innopark.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Follows the raw topic and compares it with what devices sent and saw acknowledged. */
public final class KafkaTail implements AutoCloseable {
  private final String bootstrapServers;
  private final Thread thread;

  /**
   * Asks where the topic ends; one for all questions, since making one takes longer than asking.
   */
  private final KafkaConsumer<byte[], byte[]> ends;

  private final Map<String, Track> tracks = new HashMap<>();

  /** By partition: behind the last message that was read. */
  private final Map<TopicPartition, Long> readTo = new HashMap<>();

  private volatile boolean closed;

  /** What was found under one MQTT topic. */
  private static final class Track {
    private final Set<Long> found = new HashSet<>();
    private long greatest;
    private long repeated;
    private long altered;
    private long outOfOrder;
  }

  /**
   * What became of the devices' messages.
   *
   * @param lost acknowledged to a device and not in Kafka, as {@code topic#number}
   * @param altered in Kafka with other bytes than were sent
   * @param duplicated records beyond the first of a message
   * @param outOfOrder first appearances in Kafka that come after a later message's
   */
  public record Verdict(
      long sent,
      long acked,
      long inKafka,
      Set<String> lost,
      long altered,
      long duplicated,
      long outOfOrder) {}

  public KafkaTail(String bootstrapServers) {
    this.bootstrapServers = bootstrapServers;
    this.ends = KafkaLog.consumer(bootstrapServers);
    this.thread = new Thread(this::follow, "kafka-tail");
    thread.setDaemon(true);
    thread.start();
  }

  private void follow() {
    try (KafkaConsumer<byte[], byte[]> consumer = KafkaLog.consumer(bootstrapServers)) {
      List<TopicPartition> partitions = null;
      while (!closed) {
        try {
          if (partitions == null) {
            partitions = KafkaLog.assign(consumer, Topics.RAW);
          }
          consumer.poll(Duration.ofMillis(100)).forEach(this::take);
        } catch (KafkaException notNow) {
          Thread.onSpinWait(); // Kafka is down for the moment
        }
      }
    }
  }

  private synchronized void take(ConsumerRecord<byte[], byte[]> record) {
    if (KafkaLog.isHeartbeat(record)) {
      return;
    }
    readTo.put(new TopicPartition(record.topic(), record.partition()), record.offset() + 1);
    String topic = KafkaLog.header(record, Topics.HEADER_MQTT_TOPIC);
    Track track = tracks.computeIfAbsent(topic, unused -> new Track());
    long number = number(record.value());
    if (!Arrays.equals(record.value(), Device.payload(topic, number))) {
      track.altered++;
    } else if (!track.found.add(number)) {
      track.repeated++;
    } else if (number < track.greatest) {
      track.outOfOrder++;
    } else {
      track.greatest = number;
    }
  }

  /** Whether a message, be it a repetition, is behind the ends that {@link #held} told. */
  public synchronized boolean hasMessageBehind(Map<TopicPartition, Long> held) {
    return readTo.entrySet().stream().anyMatch(read -> read.getValue() > held.get(read.getKey()));
  }

  /** Where Kafka's partitions end at this moment, read or not. */
  public Map<TopicPartition, Long> held() {
    synchronized (ends) {
      if (ends.assignment().isEmpty()) {
        var unused = KafkaLog.assign(ends, Topics.RAW);
      }
      return ends.endOffsets(ends.assignment(), Duration.ofSeconds(60));
    }
  }

  /** How many different messages of the devices are in Kafka. */
  public synchronized long found(Collection<Device> devices) {
    return devices.stream()
        .map(device -> tracks.get(device.topic()))
        .mapToLong(track -> track == null ? 0 : track.found.size())
        .sum();
  }

  public synchronized Verdict verdict(Collection<Device> devices) {
    Set<String> lost = new TreeSet<>();
    long sent = 0;
    long acked = 0;
    long altered = 0;
    long duplicated = 0;
    long outOfOrder = 0;
    for (Device device : devices) {
      Track track = tracks.computeIfAbsent(device.topic(), unused -> new Track());
      sent += device.sent();
      acked += device.acked().size();
      altered += track.altered;
      duplicated += track.repeated;
      outOfOrder += track.outOfOrder;
      for (Long number : device.acked()) {
        if (!track.found.contains(number)) {
          lost.add(device.topic() + '#' + number);
        }
      }
    }
    return new Verdict(sent, acked, found(devices), lost, altered, duplicated, outOfOrder);
  }

  private static long number(byte[] payload) {
    String text = new String(payload, StandardCharsets.UTF_8);
    int from = text.indexOf("\"seq\":") + 6;
    int to = text.indexOf(',', from);
    return from < 6 || to < 0 ? -1 : Long.parseLong(text.substring(from, to));
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join(10_000);
      synchronized (ends) {
        ends.close(CloseOptions.timeout(Duration.ZERO));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
