package hk.innopark.benchmarks.account;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import hk.innopark.events.Topics;
import hk.innopark.gateway.KafkaTopics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Fills {@code telemetry.raw} as a gateway would: the workload's messages in the order of their
 * arrival, and heartbeats.
 */
final class WorkloadTopic {
  private static final byte[] GATEWAY = "benchmark".getBytes(UTF_8);
  private static final byte[] HEARTBEAT = Topics.HEARTBEAT_KEY.getBytes(UTF_8);
  private static final byte[] NOTHING = {};
  private static final long HEARTBEAT_MILLIS = 2_000;

  private final Workload workload;
  private final byte[][] keys;
  private final byte[][] topics;

  /** The first failure of a send; what is sent after it is worth nothing. */
  private final AtomicReference<RuntimeException> failed = new AtomicReference<>();

  WorkloadTopic(Workload workload) {
    this.workload = workload;
    this.keys = new byte[workload.machines()][];
    this.topics = new byte[workload.machines()][];
    for (int machine = 0; machine < keys.length; machine++) {
      keys[machine] = workload.key(machine).getBytes(UTF_8);
      topics[machine] = (Topics.MQTT_PREFIX + workload.key(machine)).getBytes(UTF_8);
    }
  }

  static List<TopicPartition> partitions() {
    return IntStream.range(0, Workload.PARTITIONS)
        .mapToObj(number -> new TopicPartition(Topics.RAW, number))
        .toList();
  }

  /** Creates and fills the topic; returns the mean bytes of a payload. */
  static double fill(Workload workload, String bootstrapServers) {
    KafkaTopics.create(bootstrapServers, Workload.PARTITIONS);
    Map<String, Object> settings =
        Map.of(
            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
            bootstrapServers,
            ProducerConfig.LINGER_MS_CONFIG,
            20,
            ProducerConfig.BATCH_SIZE_CONFIG,
            256 * 1024,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            64L * 1024 * 1024,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      return new WorkloadTopic(workload).fill(producer);
    }
  }

  private double fill(KafkaProducer<byte[], byte[]> producer) {
    Plant plant = new Plant(workload);
    long bytes = 0;
    // alone, into every partition: what is sent before a new partition has a leader may leave its
    // producer out of order for good
    beat(producer, Workload.START_MILLIS);
    producer.flush();
    long heartbeat = Workload.START_MILLIS + HEARTBEAT_MILLIS;
    for (long sent = 0; sent < workload.messages(); sent++) {
      long tick = sent / workload.machines();
      int machine = (int) (sent % workload.machines());
      long stamp = workload.stampMillis(tick, machine);
      byte[] payload = plant.payload(tick, machine);
      bytes += payload.length;
      for (; heartbeat <= stamp; heartbeat += HEARTBEAT_MILLIS) {
        beat(producer, heartbeat);
      }
      // arrival in the order of the topic, a tenth of a second after the sample
      send(producer, machine, payload, stamp + 100);
    }
    for (; heartbeat <= workload.lastHeartbeatMillis(); heartbeat += HEARTBEAT_MILLIS) {
      beat(producer, heartbeat);
    }
    beat(producer, workload.lastHeartbeatMillis());
    producer.flush();
    requireSent();
    return (double) bytes / workload.messages();
  }

  /** Fails where Kafka did not take what was sent. */
  void requireSent() {
    RuntimeException failure = failed.get();
    if (failure != null) {
      throw failure;
    }
  }

  /** A gateway's heartbeat into every partition. */
  void beat(KafkaProducer<byte[], byte[]> producer, long atMillis) {
    for (int partition = 0; partition < Workload.PARTITIONS; partition++) {
      send(producer, partition, HEARTBEAT, NOTHING, headers(null, atMillis));
    }
  }

  /** A message of a machine, as a gateway had it at a time. */
  void send(
      KafkaProducer<byte[], byte[]> producer, int machine, byte[] payload, long receivedAtMillis) {
    send(producer, null, keys[machine], payload, headers(topics[machine], receivedAtMillis));
  }

  private void send(
      KafkaProducer<byte[], byte[]> producer,
      Integer partition,
      byte[] key,
      byte[] value,
      RecordHeaders headers) {
    var unused =
        producer.send(
            new ProducerRecord<>(Topics.RAW, partition, null, key, value, headers),
            (metadata, failure) -> {
              if (failure != null) {
                failed.compareAndSet(
                    null, new IllegalStateException("Kafka did not take a message", failure));
              }
            });
  }

  private static RecordHeaders headers(byte[] topic, long receivedAtMillis) {
    Header received =
        new RecordHeader(
            Topics.HEADER_RECEIVED_AT, Long.toString(receivedAtMillis).getBytes(US_ASCII));
    Header gateway = new RecordHeader(Topics.HEADER_GATEWAY, GATEWAY);
    return topic == null
        ? new RecordHeaders(new Header[] {received, gateway})
        : new RecordHeaders(
            new Header[] {new RecordHeader(Topics.HEADER_MQTT_TOPIC, topic), received, gateway});
  }
}
