package hk.innopark.operations.watch;

import hk.innopark.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Counts refused messages by tenant and reason, from its first look on.
 *
 * <p>A pair that is new is shown as 0 once before its count, since Prometheus sees an increase only
 * between two values.
 */
public final class DeadLetterCheck implements Check, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String NOBODY = "none";

  private final Properties client;
  private final Map<List<String>, Long> counts = new TreeMap<>(DeadLetterCheck::compare);
  private final Set<List<String>> shown = new HashSet<>();
  private KafkaConsumer<byte[], byte[]> consumer;

  /**
   * @param client properties of a user that may read the topic
   */
  public DeadLetterCheck(Properties client) {
    this.client = new Properties();
    this.client.putAll(client);
    this.client.put("enable.auto.commit", "false");
    this.client.put("default.api.timeout.ms", "20000");
  }

  @Override
  public String name() {
    return "dead letters";
  }

  @Override
  public void measure(Measurements into) {
    if (consumer == null) {
      consumer =
          new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
      List<TopicPartition> partitions =
          consumer.partitionsFor(Topics.DEAD_LETTER).stream()
              .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
              .toList();
      consumer.assign(partitions);
      consumer.seekToEnd(partitions);
      partitions.forEach(consumer::position); // now, not at the next poll
    }
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      ConsumerRecords<byte[], byte[]> records = consumer.poll(PATIENCE);
      for (ConsumerRecord<byte[], byte[]> letter : records) {
        counts.merge(
            List.of(tenant(header(letter, Topics.HEADER_MQTT_TOPIC)), reason(letter)),
            1L,
            Long::sum);
      }
    }
    counts.forEach(
        (key, count) ->
            into.put(
                "innopark_dead_letters_total",
                shown.add(key) ? 0 : (double) count,
                "tenant",
                key.get(0),
                "reason",
                key.get(1)));
  }

  private static int compare(List<String> one, List<String> other) {
    int byTenant = one.get(0).compareTo(other.get(0));
    return byTenant != 0 ? byTenant : one.get(1).compareTo(other.get(1));
  }

  private static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
    Header header = letter.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static String reason(ConsumerRecord<byte[], byte[]> letter) {
    String reason = header(letter, Topics.HEADER_REASON);
    return reason.isEmpty() ? NOBODY : reason;
  }

  /** Of {@code innopark/estate/tenant/…} and of {@code spBv1.0/estate.tenant/…}. */
  static String tenant(String topic) {
    String[] levels = topic.split("/", -1);
    if (topic.startsWith(Topics.MQTT_PREFIX) && levels.length > 2 && !levels[2].isEmpty()) {
      return levels[2];
    }
    if (topic.startsWith(Topics.SPARKPLUG_PREFIX) && levels.length > 1) {
      int dot = levels[1].indexOf('.');
      if (dot >= 0 && dot < levels[1].length() - 1) {
        return levels[1].substring(dot + 1);
      }
    }
    return NOBODY;
  }

  @Override
  public void close() {
    if (consumer != null) {
      consumer.close();
    }
  }
}
