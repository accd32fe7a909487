package hk.innopark.notifier;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import hk.innopark.events.process.HealthServer;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.model.NotificationChannel.Kind;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** Alerts from Kafka to the channels of tenants; several may run, and share the work. */
public final class Notifier implements AutoCloseable {
  /** Held, or its level would be forgotten with it. */
  private static final Logger PAHO = Logger.getLogger("org.eclipse.paho.mqttv5.client");

  private static final int MOST_CONNECTIONS = 8;
  private static final int TIMEOUT_MILLIS = 10_000;
  private static final Duration STALE = Duration.ofSeconds(30);

  private final HikariDataSource pool;
  private final Map<Kind, Sender> senders;
  private final TopicFollower feed;
  private final Dispatcher dispatcher;
  private final TopicFollower deadLetters;
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Thread keeping;
  private final Thread following;
  private final Thread dispatching;
  private HealthServer health;

  private Notifier(NotifierConfig config, RetryDelay delay) {
    this.pool = pool(config.database());
    Clock clock = Clock.systemUTC();
    AlertStore alerts = new AlertStore(pool);
    DeliveryQueue queue = new DeliveryQueue(pool);
    RegistrySnapshot registry = new RegistrySnapshot(new RegistryStore(pool));
    NotifierMetrics metrics = new NotifierMetrics(meters);
    Gauge.builder("notifier.ready", this, notifier -> notifier.isReady() ? 1 : 0)
        .description("Whether Kafka and database answer")
        .register(meters);
    this.senders =
        Map.of(
            Kind.EMAIL, new EmailSender(config.smtp()),
            Kind.WEBHOOK,
                new WebhookSender(config.webhookSecrets(), config.webhookNetworks(), clock),
            Kind.MQTT, new MqttSender(config.mqtt(), queue));
    this.feed = new AlertFeed(config, alerts, registry, metrics, clock).follower();
    this.dispatcher =
        new Dispatcher(
            alerts,
            queue,
            senders,
            new MessageWriter(config.consoleUrl()),
            registry,
            metrics,
            delay,
            clock);
    this.deadLetters = new DeadLetterFeed(config.kafka(), pool, registry).follower();
    this.keeping = thread(deadLetters, "notifier-dead-letters");
    this.following = thread(feed, "notifier-feed");
    this.dispatching = thread(dispatcher, "notifier-dispatcher");
  }

  private static Thread thread(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }

  private static HikariDataSource pool(DataSource database) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("notifier");
    pool.setDataSource(database);
    pool.setMaximumPoolSize(MOST_CONNECTIONS);
    pool.setMinimumIdle(1);
    pool.setConnectionTimeout(TIMEOUT_MILLIS);
    // a database that is not there yet is no reason not to start
    pool.setInitializationFailTimeout(-1);
    return new HikariDataSource(pool);
  }

  /**
   * Starts; neither Kafka nor database need be there yet.
   *
   * @throws IOException where the health port is taken
   */
  public static Notifier start(NotifierConfig config) throws IOException {
    return start(config, RetryDelay.USUAL);
  }

  static Notifier start(NotifierConfig config, RetryDelay delay) throws IOException {
    PAHO.setLevel(Level.OFF);
    Notifier notifier = new Notifier(config, delay);
    try {
      if (config.healthPort().isPresent()) {
        notifier.health =
            HealthServer.bind(
                config.healthAddress(),
                config.healthPort().get(),
                notifier::isAlive,
                notifier::isReady,
                notifier.meters::scrape);
      }
    } catch (IOException taken) {
      notifier.pool.close();
      throw taken;
    }
    notifier.keeping.start();
    notifier.following.start();
    notifier.dispatching.start();
    if (notifier.health != null) {
      notifier.health.start();
    }
    return notifier;
  }

  /** False where a part of it has ended for good: only a new process helps. */
  boolean isAlive() {
    return following.isAlive() && dispatching.isAlive() && keeping.isAlive();
  }

  /** Whether Kafka and database answer. */
  public boolean isReady() {
    Instant stale = Instant.now().minus(STALE);
    return feed.followedAt().isAfter(stale) && dispatcher.lookedAt().isAfter(stale);
  }

  /** Where health is answered. */
  public int healthPort() {
    return health.port();
  }

  /** Finishes what is being sent, and stops. */
  @Override
  public void close() {
    feed.stop();
    deadLetters.stop();
    try {
      dispatcher.stop();
      following.join(TIMEOUT_MILLIS);
      keeping.join(TIMEOUT_MILLIS);
      dispatching.interrupt();
      dispatching.join(TIMEOUT_MILLIS);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
    senders.values().forEach(Sender::close);
    if (health != null) {
      health.close();
    }
    pool.close();
    meters.close();
  }
}
