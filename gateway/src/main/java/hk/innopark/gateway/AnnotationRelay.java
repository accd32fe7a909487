package hk.innopark.gateway;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import hk.innopark.events.Topics;
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
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final byte[] NAME = "annotations".getBytes(UTF_8);

  private final AnnotationOutbox outbox;
  private final Properties client;
  private final Clock clock;
  private final Thread publisher = new Thread(() -> run(this::publish), "annotation-outbox");
  private final Thread forwarder = new Thread(() -> run(this::forward), "annotation-relay");
  private volatile boolean isClosed;

  private AnnotationRelay(DataSource outbox, Properties client, Clock clock) {
    this.outbox = new AnnotationOutbox(outbox);
    this.client = client;
    this.clock = clock;
  }

  /**
   * Begins to relay.
   *
   * @param outbox as the login of group {@code innopark_relay}
   * @param client settings of Kafka clients, {@code bootstrap.servers} among them
   */
  public static AnnotationRelay start(DataSource outbox, Properties client) {
    AnnotationRelay relay = new AnnotationRelay(outbox, client, Clock.systemUTC());
    relay.publisher.start();
    relay.forwarder.start();
    return relay;
  }

  /** Something that goes on until this is closed, or fails. */
  private interface Loop {
    void run() throws Exception;
  }

  private void run(Loop loop) {
    Duration pause = PAUSE;
    boolean hasFailed = false;
    while (!isClosed) {
      try {
        loop.run();
      } catch (InterruptedException closing) {
        return;
      } catch (Exception failed) {
        if (isClosed) {
          return;
        }
        if (!hasFailed) {
          LOG.warn("annotations wait: {}", failed.getMessage());
        }
        hasFailed = true;
      }
      try {
        Thread.sleep(pause.toMillis());
      } catch (InterruptedException closing) {
        return;
      }
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
  }

  private void publish() throws Exception {
    try (Producer<byte[], byte[]> producer = producer()) {
      while (!isClosed) {
        List<AnnotationOutbox.Waiting> waiting = outbox.unsent();
        if (waiting.isEmpty()) {
          Thread.sleep(PAUSE.toMillis());
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
        LOG.info("{} annotations sent", waiting.size());
      }
    }
  }

  private void forward() throws Exception {
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
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 30_000);
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
    for (Thread thread : List.of(publisher, forwarder)) {
      try {
        thread.join(CLOSING.toMillis());
      } catch (InterruptedException impatient) {
        Thread.currentThread().interrupt();
      }
      thread.interrupt();
    }
  }
}
