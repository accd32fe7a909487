package hk.innopark.benchmarks.account;

import hk.innopark.gateway.KafkaTopics;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends the workload's messages at the times at which they are due, as a gateway would. */
final class PacedSender {
  private static final long HEARTBEAT_MILLIS = 2_000;
  private static final int MOST_BEATS_AFTER = 150;

  private final Workload workload;
  private final String bootstrapServers;

  PacedSender(Workload workload, String bootstrapServers) {
    this.workload = workload;
    this.bootstrapServers = bootstrapServers;
    KafkaTopics.create(bootstrapServers, Workload.PARTITIONS);
  }

  /**
   * What falls behind is sent without a pause. Heartbeats go on, as a gateway's do, until the store
   * has all, or for five minutes.
   */
  void send(LatencyStore store) {
    long startMillis = System.currentTimeMillis() + 1_000;
    Plant plant = new Plant(workload, startMillis - Workload.START_MILLIS);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.LINGER_MS_CONFIG,
                5,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "lz4"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      WorkloadTopic topic = new WorkloadTopic(workload);
      long heartbeat = startMillis;
      for (long sent = 0; sent < workload.messages(); sent++) {
        long tick = sent / workload.machines();
        int machine = (int) (sent % workload.machines());
        long due = startMillis - Workload.START_MILLIS + workload.stampMillis(tick, machine);
        waitUntil(due);
        for (; heartbeat <= due; heartbeat += HEARTBEAT_MILLIS) {
          topic.beat(producer, System.currentTimeMillis());
        }
        store.scheduled(machine, due);
        topic.send(producer, machine, plant.payload(tick, machine), System.currentTimeMillis());
      }
      for (int i = 0; i < MOST_BEATS_AFTER && store.missing() > 0; i++) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(HEARTBEAT_MILLIS));
        topic.beat(producer, System.currentTimeMillis());
      }
      topic.requireSent();
    }
  }

  private static void waitUntil(long millis) {
    long left = millis - System.currentTimeMillis();
    while (left > 0) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(left));
      left = millis - System.currentTimeMillis();
    }
  }
}
