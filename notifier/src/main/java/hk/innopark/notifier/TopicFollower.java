package hk.innopark.notifier;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic until it is stopped: records are taken before their offsets are kept, so none is
 * passed over. Where Kafka or the database fails, it goes on after a while from what was kept.
 */
final class TopicFollower implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(TopicFollower.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private final String topic;
  private final Properties kafka = new Properties();
  private final Taker taker;
  private final Clock clock;
  private volatile KafkaConsumer<byte[], byte[]> consumer;
  private volatile boolean stopped;
  private volatile Instant followedAt = Instant.MIN;

  /** Keeps records; is given none where a second has passed without any. */
  interface Taker {
    void take(ConsumerRecords<byte[], byte[]> records) throws SQLException;
  }

  /**
   * @param client settings of Kafka clients, {@code group.id} among them
   */
  TopicFollower(String topic, Properties client, Taker taker, Clock clock) {
    this.topic = topic;
    this.taker = taker;
    this.clock = clock;
    kafka.putAll(client);
    kafka.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    // what came while no notifier was there counts too
    kafka.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
  }

  @Override
  public void run() {
    while (!stopped) {
      try (KafkaConsumer<byte[], byte[]> opened =
          new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
        consumer = opened;
        opened.subscribe(List.of(topic));
        follow(opened);
      } catch (WakeupException stopping) {
        return;
      } catch (SQLException | RuntimeException failed) {
        if (stopped) {
          return;
        }
        LOG.warn("{} is followed again in {} s: {}", topic, PAUSE.toSeconds(), failed.toString());
        pause();
      }
    }
  }

  private void follow(KafkaConsumer<byte[], byte[]> opened) throws SQLException {
    while (!stopped) {
      ConsumerRecords<byte[], byte[]> records = opened.poll(POLL);
      taker.take(records);
      if (!records.isEmpty()) {
        opened.commitSync();
      }
      followedAt = clock.instant();
    }
  }

  /** When Kafka last answered and everything it gave was kept. */
  Instant followedAt() {
    return followedAt;
  }

  private void pause() {
    try {
      Thread.sleep(PAUSE.toMillis());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      stopped = true;
    }
  }

  void stop() {
    stopped = true;
    KafkaConsumer<byte[], byte[]> running = consumer;
    if (running != null) {
      running.wakeup();
    }
  }
}
