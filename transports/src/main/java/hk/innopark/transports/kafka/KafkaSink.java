package hk.innopark.transports.kafka;

import hk.innopark.events.MachineId;
import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import hk.innopark.simulators.publish.MessageSink;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes messages to {@link Topics#RAW} as a gateway would have, with its heartbeats: before each
 * message that came so much later than the last heartbeat, and at the end, in every partition.
 */
public final class KafkaSink implements MessageSink {
  private static final Duration LONGEST_BLOCK = Duration.ofSeconds(15);
  private static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(2);
  private static final int SPARKPLUG_EDGE_PARTS = 5;
  private static final byte[] NOTHING = {};

  private final KafkaProducer<String, byte[]> producer;
  private final byte[] gateway;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private long heartbeatMillis = Long.MIN_VALUE;
  private long newestMillis = Long.MIN_VALUE;

  private KafkaSink(KafkaProducer<String, byte[]> producer, String gateway) {
    this.producer = producer;
    this.gateway = gateway.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * @param bootstrapServers {@code host:port}, with commas between
   * @param gateway the id in the header of that name
   * @throws IOException where the address is not one
   */
  public static KafkaSink connect(String bootstrapServers, String gateway) throws IOException {
    Properties client = new Properties();
    client.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    return connect(client, gateway);
  }

  /**
   * As {@link #connect(String, String)}, with further properties of the client, such as TLS and
   * SASL.
   *
   * @param client with {@code bootstrap.servers}
   */
  public static KafkaSink connect(Properties client, String gateway) throws IOException {
    String bootstrapServers = client.getProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG);
    Properties settings = new Properties();
    settings.putAll(client);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) LONGEST_BLOCK.toMillis());
    try {
      return new KafkaSink(
          new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer()),
          gateway);
    } catch (KafkaException invalid) {
      Throwable cause = invalid.getCause() == null ? invalid : invalid.getCause();
      throw new IOException("Kafka at " + bootstrapServers + ": " + cause.getMessage(), invalid);
    }
  }

  @Override
  public synchronized void send(RawMessage message) throws IOException {
    throwFailure();
    newestMillis = Math.max(newestMillis, message.receivedAtMillis());
    if (heartbeatMillis == Long.MIN_VALUE
        || newestMillis - heartbeatMillis >= HEARTBEAT_INTERVAL.toMillis()) {
      sendHeartbeats();
    }
    sent.incrementAndGet();
    try {
      // the callback hears of every failure
      Future<RecordMetadata> unused =
          producer.send(record(message), (metadata, exception) -> completed(exception));
    } catch (KafkaException refused) {
      throw new IOException("Kafka took no message: " + refused.getMessage(), refused);
    }
  }

  /** Says in every partition that nothing which came before the newest message is missing. */
  private void sendHeartbeats() throws IOException {
    heartbeatMillis = newestMillis;
    try {
      int partitions = producer.partitionsFor(Topics.RAW).size();
      for (int partition = 0; partition < partitions; partition++) {
        Future<RecordMetadata> unused =
            producer.send(
                new ProducerRecord<>(
                    Topics.RAW,
                    partition,
                    Topics.HEARTBEAT_KEY,
                    NOTHING,
                    List.of(
                        receivedAt(newestMillis),
                        new RecordHeader(Topics.HEADER_GATEWAY, gateway))),
                (metadata, exception) -> failure.compareAndSet(null, exception));
      }
    } catch (KafkaException refused) {
      throw new IOException("Kafka took no heartbeat: " + refused.getMessage(), refused);
    }
  }

  private static Header receivedAt(long millis) {
    return new RecordHeader(
        Topics.HEADER_RECEIVED_AT, Long.toString(millis).getBytes(StandardCharsets.UTF_8));
  }

  private void completed(Exception exception) {
    synchronized (acknowledged) {
      if (exception == null) {
        acknowledged.incrementAndGet();
      } else {
        failure.compareAndSet(null, exception);
      }
      acknowledged.notifyAll();
    }
  }

  private ProducerRecord<String, byte[]> record(RawMessage message) {
    List<Header> headers =
        List.of(
            new RecordHeader(
                Topics.HEADER_MQTT_TOPIC, message.topic().getBytes(StandardCharsets.UTF_8)),
            receivedAt(message.receivedAtMillis()),
            new RecordHeader(Topics.HEADER_GATEWAY, gateway));
    return new ProducerRecord<>(Topics.RAW, null, key(message.topic()), message.payload(), headers);
  }

  /** The machine's key, the Sparkplug edge node, or the topic where it names neither. */
  public static String key(String topic) {
    if (topic.startsWith(Topics.SPARKPLUG_PREFIX)) {
      String[] parts = topic.split("/", SPARKPLUG_EDGE_PARTS);
      return parts.length < 4 ? topic : parts[1] + '/' + parts[3];
    }
    return MachineId.ofTopic(topic).map(MachineId::key).orElse(topic);
  }

  @Override
  public boolean drain(Duration atMost) throws IOException, InterruptedException {
    finishHeartbeats();
    long deadlineNanos = System.nanoTime() + atMost.toNanos();
    synchronized (acknowledged) {
      while (acknowledged.get() < sent.get() && failure.get() == null) {
        long leftMillis = (deadlineNanos - System.nanoTime()) / 1_000_000;
        if (leftMillis <= 0) {
          break;
        }
        acknowledged.wait(leftMillis);
      }
    }
    throwFailure();
    return acknowledged.get() == sent.get();
  }

  /** The partitions that the newest messages are not in get as far as those that they are in. */
  private synchronized void finishHeartbeats() throws IOException {
    if (newestMillis > heartbeatMillis) {
      sendHeartbeats();
    }
  }

  private void throwFailure() throws IOException {
    Exception failed = failure.get();
    if (failed != null) {
      throw new IOException("Kafka took no message: " + failed.getMessage(), failed);
    }
  }

  @Override
  public long acknowledged() {
    return acknowledged.get();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(2));
  }
}
