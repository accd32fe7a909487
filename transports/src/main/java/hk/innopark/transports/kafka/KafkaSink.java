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

/** Writes messages to {@link Topics#RAW} as a gateway would have. */
public final class KafkaSink implements MessageSink {
  private static final Duration LONGEST_BLOCK = Duration.ofSeconds(15);
  private static final int SPARKPLUG_EDGE_PARTS = 5;

  private final KafkaProducer<String, byte[]> producer;
  private final byte[] gateway;
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

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
    Properties settings = new Properties();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
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
  public void send(RawMessage message) throws IOException {
    throwFailure();
    sent.incrementAndGet();
    try {
      // the callback hears of every failure
      Future<RecordMetadata> unused =
          producer.send(record(message), (metadata, exception) -> completed(exception));
    } catch (KafkaException refused) {
      throw new IOException("Kafka took no message: " + refused.getMessage(), refused);
    }
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
            new RecordHeader(
                Topics.HEADER_RECEIVED_AT,
                Long.toString(message.receivedAtMillis()).getBytes(StandardCharsets.UTF_8)),
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
