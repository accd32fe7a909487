package hk.innopark.notifier;

import hk.innopark.events.Alert;
import hk.innopark.events.Topics;
import hk.innopark.registry.model.Registry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows {@code telemetry.alerts}: a change is kept, with who is to be told of it, before its
 * offset is. So a change is never passed over, and one that comes again is known.
 */
final class AlertFeed implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(AlertFeed.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  private static final String REAL = "real";

  private final NotifierConfig config;
  private final AlertStore store;
  private final Supplier<Registry> registry;
  private final NotifierMetrics metrics;
  private final Clock clock;
  private volatile KafkaConsumer<byte[], byte[]> consumer;
  private volatile boolean stopped;
  private volatile Instant followedAt;

  AlertFeed(
      NotifierConfig config,
      AlertStore store,
      Supplier<Registry> registry,
      NotifierMetrics metrics,
      Clock clock) {
    this.config = config;
    this.store = store;
    this.registry = registry;
    this.metrics = metrics;
    this.clock = clock;
    this.followedAt = Instant.MIN;
  }

  @Override
  public void run() {
    while (!stopped) {
      try (KafkaConsumer<byte[], byte[]> opened = open()) {
        consumer = opened;
        opened.subscribe(List.of(Topics.ALERTS));
        follow(opened);
      } catch (WakeupException stopping) {
        return;
      } catch (SQLException | RuntimeException failed) {
        if (stopped) {
          return;
        }
        LOG.warn("alerts are followed again in {} s: {}", PAUSE.toSeconds(), failed.toString());
        pause();
      }
    }
  }

  private KafkaConsumer<byte[], byte[]> open() {
    Properties properties = new Properties();
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "notifier");
    properties.putAll(config.kafka());
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
    // what came while no notifier was there counts too; what is old is told nobody
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "200");
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  private void follow(KafkaConsumer<byte[], byte[]> opened) throws SQLException {
    while (!stopped) {
      ConsumerRecords<byte[], byte[]> records = opened.poll(POLL);
      for (ConsumerRecord<byte[], byte[]> record : records) {
        take(record);
      }
      if (!records.isEmpty()) {
        opened.commitSync();
      }
      followedAt = clock.instant();
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) throws SQLException {
    Optional<Alert> read = AlertRecord.read(record.value());
    if (read.isEmpty()) {
      metrics.unreadable.increment();
      LOG.warn(
          "{}, partition {}, offset {}: no alert that this version knows",
          record.topic(),
          record.partition(),
          record.offset());
      return;
    }
    boolean isNew = store.record(read.get(), plans());
    (isNew ? metrics.changes : metrics.repeats).increment();
  }

  private AlertStore.Plans plans() {
    Instant now = clock.instant();
    return new AlertStore.Plans(
        alert -> isTold(alert, now) ? Router.raised(registry.get(), alert, now) : List.of(),
        (alert, told) ->
            isTold(alert, now) ? Router.cleared(registry.get(), alert, told, now) : List.of());
  }

  private boolean isTold(Alert alert, Instant now) {
    Instant oldest = now.minus(config.within());
    return (config.simulated() || alert.origin().equals(REAL))
        && !Instant.ofEpochMilli(alert.changedAtMillis()).isBefore(oldest);
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
