package hk.innopark.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import hk.innopark.events.Topics;
import hk.innopark.events.process.HealthServer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what people said on its way: from the outbox in PostgreSQL to {@link Topics#ANNOTATIONS},
 * where others may write too, and from there to {@link Topics#RAW}, among the messages of its
 * machine. Each step at least once; whoever reads knows a repetition by its id. While either server
 * is away, all waits where it is.
 */
public final class AnnotationRelay implements AutoCloseable {
  /** The consumer group that follows what people said. */
  public static final String GROUP = "relay-annotations";

  private static final Logger LOG = LoggerFactory.getLogger(AnnotationRelay.class);
  private static final Duration POLL = Duration.ofMillis(500);

  /** How often Kafka is asked whether it is there. */
  private static final Duration LOOK = Duration.ofSeconds(10);

  /** How long a Kafka that is busy may take to answer. */
  private static final Duration ANSWER = Duration.ofSeconds(30);

  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final List<TopicPartition> FIRST =
      List.of(new TopicPartition(Topics.ANNOTATIONS, 0));
  private static final byte[] NAME = "annotations".getBytes(UTF_8);

  private final AnnotationOutbox outbox;
  private final Properties client;
  private final Clock clock;
  private final RelayStep publishing =
      new RelayStep("annotation-outbox", this::publish, this::isClosed);
  private final RelayStep forwarding =
      new RelayStep("annotation-relay", this::forward, this::isClosed);
  private final List<RelayStep> steps = List.of(publishing, forwarding);
  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Counter sent = counter("relay.sent", "Annotations that Kafka has from the outbox");
  private final Counter forwarded =
      counter("relay.forwarded", "Annotations that Kafka has among raw messages");
  private volatile boolean isClosed;
  private HealthServer health;

  private AnnotationRelay(DataSource outbox, Properties client, Clock clock) {
    this.outbox = new AnnotationOutbox(outbox);
    this.client = client;
    this.clock = clock;
    Gauge.builder("relay.ready", this, relay -> relay.isReady() ? 1 : 0)
        .description("Whether PostgreSQL and Kafka answer")
        .register(meters);
  }

  private Counter counter(String name, String description) {
    return Counter.builder(name).description(description).register(meters);
  }

  /**
   * Begins to relay.
   *
   * @param outbox as the login of group {@code innopark_relay}
   * @param client settings of Kafka clients, {@code bootstrap.servers} among them
   */
  public static AnnotationRelay start(DataSource outbox, Properties client) {
    AnnotationRelay relay = new AnnotationRelay(outbox, client, Clock.systemUTC());
    relay.steps.forEach(RelayStep::start);
    return relay;
  }

  /**
   * Answers {@code /health/live}, {@code /health/ready} and {@code /metrics} until this is closed.
   *
   * @param port 0 is any that is free
   * @return the port
   * @throws IOException where it is taken
   */
  public int serveHealth(String address, int port) throws IOException {
    health = HealthServer.bind(address, port, this::isAlive, this::isReady, meters::scrape);
    health.start();
    return health.port();
  }

  /** False where a part of it has ended for good: only a new one helps. */
  public boolean isAlive() {
    return steps.stream().allMatch(RelayStep::isAlive);
  }

  /** Whether PostgreSQL and Kafka have answered what they were asked last. */
  public boolean isReady() {
    return steps.stream().allMatch(RelayStep::works);
  }

  private boolean isClosed() {
    return isClosed;
  }

  private void publish(RelayStep step) throws Exception {
    try (Producer<byte[], byte[]> producer = producer()) {
      while (!isClosed) {
        List<AnnotationOutbox.Waiting> waiting = outbox.unsent();
        if (waiting.isEmpty()) {
          step.succeeded();
          Thread.sleep(POLL.toMillis());
          continue;
        }
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (AnnotationOutbox.Waiting one : waiting) {
          records.add(
              new ProducerRecord<>(
                  Topics.ANNOTATIONS, one.key().getBytes(UTF_8), one.payload().getBytes(UTF_8)));
        }
        send(producer, records);
        outbox.sent(waiting);
        sent.increment(waiting.size());
        step.succeeded();
        LOG.info("{} annotations sent", waiting.size());
      }
    }
  }

  private void forward(RelayStep step) throws Exception {
    long lookedAtNanos = 0;
    boolean hasLooked = false;
    try (Producer<byte[], byte[]> producer = producer();
        KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      consumer.subscribe(List.of(Topics.ANNOTATIONS));
      while (!isClosed) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        List<ProducerRecord<byte[], byte[]>> raw = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
          raw.add(raw(record));
        }
        if (!raw.isEmpty()) {
          send(producer, raw);
          consumer.commitSync();
          forwarded.increment(raw.size());
        }
        // a poll says nothing of a Kafka that is away
        if (!hasLooked || System.nanoTime() - lookedAtNanos > LOOK.toNanos()) {
          var unused = consumer.endOffsets(FIRST, ANSWER);
          lookedAtNanos = System.nanoTime();
          hasLooked = true;
          step.succeeded();
        }
      }
    }
  }

  /** The same key as the machine's messages have, so that it comes to the same partition. */
  private ProducerRecord<byte[], byte[]> raw(ConsumerRecord<byte[], byte[]> record) {
    byte[] key = record.key() == null ? new byte[0] : record.key();
    byte[] value = record.value() == null ? new byte[0] : record.value();
    ProducerRecord<byte[], byte[]> raw = new ProducerRecord<>(Topics.RAW, key, value);
    raw.headers()
        .add(
            Topics.HEADER_MQTT_TOPIC,
            (Topics.ANNOTATION_PREFIX + new String(key, UTF_8)).getBytes(UTF_8))
        .add(Topics.HEADER_RECEIVED_AT, Long.toString(clock.millis()).getBytes(US_ASCII))
        .add(Topics.HEADER_GATEWAY, NAME);
    return raw;
  }

  /** Returns when Kafka has all of them. */
  private static void send(
      Producer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records)
      throws InterruptedException, ExecutionException {
    List<Future<?>> acknowledgements = new ArrayList<>();
    for (ProducerRecord<byte[], byte[]> record : records) {
      acknowledgements.add(producer.send(record));
    }
    for (Future<?> acknowledgement : acknowledgements) {
      acknowledgement.get();
    }
  }

  private Producer<byte[], byte[]> producer() {
    Properties properties = new Properties();
    properties.putAll(client);
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, ANSWER.toMillis());
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Properties properties = new Properties();
    properties.putAll(client);
    properties.put(ConsumerConfig.GROUP_ID_CONFIG, GROUP);
    properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    properties.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(
        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** Stops; what was not relayed is relayed at the next start. */
  @Override
  public void close() {
    isClosed = true;
    steps.forEach(step -> step.end(CLOSING));
    if (health != null) {
      health.close();
    }
    meters.close();
  }
}
