package hk.innopark.notifier;

import hk.innopark.events.Alert;
import hk.innopark.events.Topics;
import hk.innopark.registry.model.Registry;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes changes from {@code telemetry.alerts}: each is kept, with who is to be told of it; one that
 * comes again is known, and one that is old is told nobody.
 */
final class AlertFeed {
  private static final Logger LOG = LoggerFactory.getLogger(AlertFeed.class);
  private static final String REAL = "real";

  private final NotifierConfig config;
  private final AlertStore store;
  private final Supplier<Registry> registry;
  private final NotifierMetrics metrics;
  private final Clock clock;

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
  }

  /** Follows the topic until it is stopped. */
  TopicFollower follower() {
    Properties properties = new Properties();
    properties.put(ConsumerConfig.CLIENT_ID_CONFIG, "notifier");
    properties.putAll(config.kafka());
    properties.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "200");
    return new TopicFollower(Topics.ALERTS, properties, this::take, clock);
  }

  private void take(ConsumerRecords<byte[], byte[]> records) throws SQLException {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      take(record);
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
}
