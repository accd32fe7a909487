package hk.innopark.gateway;

import hk.innopark.events.process.HealthServer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The bridge from MQTT to Kafka. Every QoS 1 message that it acknowledges to the broker is in
 * Kafka, unchanged or as a dead letter; after any crash the broker sends the others again, so a
 * message can arrive twice in Kafka but never get lost. A machine's messages keep their order.
 *
 * <p>Memory is bounded whatever Kafka does: per connection at most the receive maximum times 64 KiB
 * of payloads, and 32 MiB for the producer. With the defaults 192 MiB of heap are enough; give a
 * process {@code -XX:+ExitOnOutOfMemoryError}, since being killed is what it survives best.
 *
 * <pre>{@code
 * KafkaTopics.create("127.0.0.1:9092", 6);
 * Gateway gateway = new Gateway(GatewayConfig.fromEnvironment(Map.of(
 *     "MQTT_URL", "tcp://127.0.0.1:1883", "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092")));
 * gateway.start();
 * …
 * gateway.stop();
 * }</pre>
 */
public final class Gateway implements AutoCloseable {
  private static final Duration DRAIN = Duration.ofMillis(2_500);
  private static final Duration PRODUCER_CLOSE = Duration.ofMillis(500);

  /** Beyond this wait for Kafka the gateway is not ready. */
  private static final Duration READY_WITHIN = Duration.ofSeconds(30);

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  private final GatewayConfig config;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final GatewayMetrics metrics = new GatewayMetrics(registry);
  private final Forwarder forwarder;
  private final List<MqttConnection> ofMachines;

  /** All of them, the host's too. */
  private final List<MqttConnection> connections;

  private final Optional<SparkplugHost> host;
  private final Heartbeats heartbeats;
  private final TopicsWatch topicsWatch;
  private final Optional<TimestampTypeCheck> topicCheck;
  private final AtomicBoolean started = new AtomicBoolean();
  private HealthServer health;

  public Gateway(GatewayConfig config) {
    this(
        config,
        new KafkaForwarder(config.kafka(), config.gatewayId()),
        ConnectionParts::new,
        config.mqtt().sparkplug()
            ? Optional.of(new CommandSource(config.kafka(), config.gatewayId()))
            : Optional.empty(),
        Optional.of(new TimestampTypeCheck(config.kafka())),
        Clock.systemUTC());
  }

  /** Makes the parts; a test may make others. */
  @FunctionalInterface
  interface PartsFactory {
    ConnectionParts create(
        GatewayConfig config, Forwarder forwarder, GatewayMetrics metrics, Clock clock);
  }

  /** A gateway that is no Sparkplug host, and asks Kafka for nothing. */
  Gateway(GatewayConfig config, Forwarder forwarder, PartsFactory partsFactory, Clock clock) {
    this(config, forwarder, partsFactory, Optional.empty(), Optional.empty(), clock);
  }

  /** A gateway that is the host of these commands, and asks Kafka for nothing else. */
  Gateway(
      GatewayConfig config,
      Forwarder forwarder,
      PartsFactory partsFactory,
      CommandSource commands,
      Clock clock) {
    this(config, forwarder, partsFactory, Optional.of(commands), Optional.empty(), clock);
  }

  private Gateway(
      GatewayConfig config,
      Forwarder forwarder,
      PartsFactory partsFactory,
      Optional<CommandSource> commands,
      Optional<TimestampTypeCheck> topicCheck,
      Clock clock) {
    this.config = config;
    this.forwarder = forwarder;
    this.topicCheck = topicCheck;
    ConnectionParts parts = partsFactory.create(config, forwarder, metrics, clock);
    List<MqttConnection> ofMachines =
        IntStream.range(0, config.mqtt().connections())
            .mapToObj(number -> new MqttConnection(parts, number))
            .toList();
    this.host =
        commands.map(
            source ->
                new SparkplugHost(
                    parts,
                    config.gatewayId(),
                    source,
                    () -> ofMachines.stream().allMatch(MqttConnection::isSubscribed),
                    clock));
    this.ofMachines = ofMachines;
    this.topicsWatch = new TopicsWatch(config.gatewayId(), parts.mapped, ofMachines, DRAIN);
    this.connections =
        Stream.concat(ofMachines.stream(), host.stream().map(SparkplugHost::connection)).toList();
    this.heartbeats =
        new Heartbeats(forwarder, metrics, () -> clock.millis() - longestForwardWait().toMillis());
    metrics.moments(registry, config.gatewayId(), clock);
    metrics.gauge(
        registry, "gateway.in.flight", "Messages waiting for Kafka", this, Gateway::inFlight);
    metrics.gauge(
        registry,
        "gateway.connections",
        "MQTT connections that are subscribed",
        this,
        gateway -> gateway.connections.stream().filter(MqttConnection::isSubscribed).count());
  }

  /**
   * Starts and returns at once: neither broker nor Kafka need be there yet, they are waited for.
   *
   * @throws IOException where the health port cannot be bound
   */
  public void start() throws IOException {
    if (config.healthPort().isPresent()) {
      health =
          HealthServer.bind(
              config.healthAddress(),
              config.healthPort().get(),
              this::isAlive,
              this::isReady,
              this::scrape);
    }
    started.set(true);
    LOG.info(
        "gateway {} starts: MQTT {}:{}, Kafka {}",
        config.gatewayId(),
        config.mqtt().host(),
        config.mqtt().port(),
        config.kafka().bootstrapServers());
    ofMachines.forEach(MqttConnection::start);
    if (config.mqtt().topicsFile().isPresent()) {
      topicsWatch.start();
    }
    host.ifPresent(SparkplugHost::start);
    topicCheck.ifPresent(TimestampTypeCheck::start);
    if (!config.heartbeatInterval().isZero()) {
      heartbeats.start(config.heartbeatInterval());
    }
    if (health != null) {
      health.start();
    }
  }

  /**
   * Begins to write heartbeats, for a gateway whose setting says none: where older messages are
   * written past it first, a heartbeat of now would make all of them late.
   */
  public void startHeartbeats() {
    heartbeats.start(GatewayConfig.HEARTBEAT_INTERVAL);
  }

  /**
   * Stops within about five seconds: takes no more messages, acknowledges those that Kafka confirms
   * in that time, and disconnects. The rest stays with the broker.
   */
  public void stop() {
    topicsWatch.stop();
    heartbeats.stop();
    topicCheck.ifPresent(TimestampTypeCheck::stop);
    List<Thread> stopping = new ArrayList<>();
    host.ifPresent(
        sparkplug -> {
          Thread thread = new Thread(() -> stop(sparkplug), "gateway-stop");
          thread.start();
          stopping.add(thread);
        });
    for (MqttConnection connection : ofMachines) {
      Thread thread = new Thread(() -> stop(connection), "gateway-stop");
      thread.start();
      stopping.add(thread);
    }
    boolean interrupted = false;
    for (Thread thread : stopping) {
      try {
        thread.join();
      } catch (InterruptedException impatient) {
        interrupted = true;
      }
    }
    forwarder.close(interrupted ? Duration.ZERO : PRODUCER_CLOSE);
    if (health != null) {
      health.close();
    }
    reportStop();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void reportStop() {
    if (started.compareAndSet(true, false)) {
      GatewayCounts counts = counts();
      LOG.info(
          "gateway {} has stopped: received {}, bridged {}, dead letters {}, left to the broker {}",
          config.gatewayId(),
          counts.received(),
          counts.bridged(),
          counts.deadLettered(),
          counts.abandoned());
    }
  }

  private static void stop(MqttConnection connection) {
    try {
      connection.stop(DRAIN);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  private static void stop(SparkplugHost host) {
    try {
      host.stop(DRAIN);
    } catch (InterruptedException impatient) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
  }

  public GatewayCounts counts() {
    return metrics.counts(inFlight());
  }

  /** False where only a restart of the process can help. */
  public boolean isAlive() {
    return ofMachines.stream().allMatch(MqttConnection::isAlive)
        && host.stream().allMatch(SparkplugHost::isAlive)
        && heartbeats.isAlive();
  }

  /** Whether every connection is subscribed and Kafka confirms what it is given. */
  public boolean isReady() {
    return connections.stream()
        .allMatch(
            connection ->
                connection.isSubscribed() && connection.oldestWait().compareTo(READY_WITHIN) < 0);
  }

  /** Where the health server listens; empty where none was asked for. */
  public OptionalInt healthPort() {
    return health == null ? OptionalInt.empty() : OptionalInt.of(health.port());
  }

  String scrape() {
    return registry.scrape();
  }

  private Duration longestForwardWait() {
    return connections.stream()
        .map(MqttConnection::forwardWait)
        .max(Comparator.naturalOrder())
        .orElse(Duration.ZERO);
  }

  private long inFlight() {
    return connections.stream().mapToLong(MqttConnection::inFlight).sum();
  }
}
