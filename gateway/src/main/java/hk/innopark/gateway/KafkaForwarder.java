package hk.innopark.gateway;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes records to Kafka with an idempotent producer that never gives up: an outage of any length
 * is waited for in order, inside the producer's bounded buffer.
 *
 * <p>What the producer cannot mend by itself (a refused authorization, a fatal state) ends every
 * MQTT connection and the producer with it. The broker then sends the unacknowledged messages
 * again, in order, so the gateway needs no queue of failures of its own.
 */
final class KafkaForwarder implements Forwarder {
  /** About 25 days: the producer tries for ever, in order, rather than drop a record. */
  private static final int FOR_EVER_MILLIS = Integer.MAX_VALUE;

  private static final Logger LOG = LoggerFactory.getLogger(KafkaForwarder.class);

  private final Properties properties;
  private final HeartbeatRecords heartbeats;
  private Producer<byte[], byte[]> producer;
  private boolean closed;

  /**
   * @throws GatewayConfigException where the producer cannot work with the settings
   */
  KafkaForwarder(KafkaSettings settings, String gatewayId) {
    this.properties = producerProperties(settings, gatewayId);
    this.heartbeats = new HeartbeatRecords(gatewayId);
    try {
      var unused = new ProducerConfig(properties);
    } catch (ConfigException wrong) {
      throw new GatewayConfigException(
          List.of("KAFKA_PROPERTIES_FILE or KAFKA_BOOTSTRAP_SERVERS: " + wrong.getMessage()));
    }
  }

  private static Properties producerProperties(KafkaSettings settings, String gatewayId) {
    Properties properties = new Properties();
    properties.put(ProducerConfig.CLIENT_ID_CONFIG, gatewayId);
    properties.put(ProducerConfig.LINGER_MS_CONFIG, 5);
    properties.put(ProducerConfig.BATCH_SIZE_CONFIG, 64 * 1024);
    properties.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    // a frozen broker is given up after ten seconds, and tried again every second at least
    properties.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000);
    properties.put(ProducerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 1_000);
    properties.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
    properties.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, 2_000);
    properties.put(ProducerConfig.SOCKET_CONNECTION_SETUP_TIMEOUT_MAX_MS_CONFIG, 5_000);
    // a partition that is added gets its heartbeats before the job looks for it
    properties.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, 30_000);
    properties.putAll(settings.clientProperties().values());
    properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
    properties.put(ProducerConfig.ACKS_CONFIG, "all");
    properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    properties.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, FOR_EVER_MILLIS);
    properties.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) FOR_EVER_MILLIS);
    properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    properties.put(
        ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class.getName());
    return properties;
  }

  @Override
  public void prepare() {
    try {
      var unused = producer();
    } catch (KafkaException notNow) {
      LOG.debug("Kafka: the first message will try again", notNow);
    }
  }

  @Override
  public void send(Outbound outbound, Outcome outcome) {
    Producer<byte[], byte[]> current = producer();
    var unused =
        current.send(
            outbound.record(),
            (metadata, exception) -> {
              if (exception == null) {
                outcome.confirmed();
              } else if (exception instanceof RecordTooLargeException) {
                outcome.refusedAsTooLarge();
              } else {
                outcome.failed(exception);
                discard(current, exception);
              }
            });
  }

  @Override
  public void heartbeat(long receivedAtMillis, HeartbeatOutcome outcome) {
    heartbeats.send(producer(), receivedAtMillis, outcome);
  }

  private synchronized Producer<byte[], byte[]> producer() {
    if (closed) {
      throw new KafkaException("the gateway is stopping");
    }
    if (producer == null) {
      producer = new KafkaProducer<>(properties);
    }
    return producer;
  }

  /** After a failure nothing that is still in this producer may overtake what comes again. */
  private synchronized void discard(Producer<byte[], byte[]> failed, Exception cause) {
    if (producer == failed && !closed) {
      producer = null;
      LOG.error("Kafka: a record was not written, the producer starts anew: {}", cause.toString());
      // from the producer's own thread, so it must not wait
      failed.close(Duration.ZERO);
    }
  }

  @Override
  public void close(Duration patience) {
    Producer<byte[], byte[]> last;
    synchronized (this) {
      closed = true;
      last = producer;
      producer = null;
    }
    if (last != null) {
      last.close(patience);
    }
  }
}
