package hk.innopark.jobs.sink.kafka;

import hk.innopark.events.Topics;
import hk.innopark.jobs.kafka.KafkaConnection;
import hk.innopark.jobs.sink.influx.RejectedLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Keeps the lines that the time-series store refuses in a Kafka topic, at least once: keyed by
 * bucket, the line as value, the server's message in a header. The topic is one of its own, since
 * {@code telemetry.deadletter} holds device messages, which can be sent again as they are.
 */
public final class KafkaRejectedLines implements RejectedLines {
  private static final long serialVersionUID = 1L;

  /** The topic that is used where no other is named. */
  public static final String DEFAULT_TOPIC = Topics.DEAD_LETTER_INFLUX;

  /** Header: the bucket, UTF-8. */
  static final String HEADER_BUCKET = "bucket";

  /** Header: what the server said, UTF-8. */
  static final String HEADER_DETAIL = "detail";

  private final KafkaConnection config;
  private final String topic;

  private KafkaRejectedLines(KafkaConnection config, String topic) {
    this.config = config;
    this.topic = topic;
  }

  public static KafkaRejectedLines create(KafkaConnection config, String topic) {
    return new KafkaRejectedLines(config, topic);
  }

  @Override
  public Receiver open() {
    Properties properties = config.producerProperties();
    return new ProducerReceiver(
        topic,
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /** Sends as it is told, and answers for it at flush. */
  static final class ProducerReceiver implements Receiver {
    private final String topic;
    private final Producer<byte[], byte[]> producer;
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    ProducerReceiver(String topic, Producer<byte[], byte[]> producer) {
      this.topic = topic;
      this.producer = producer;
    }

    @Override
    public void accept(String bucket, String line, String serverMessage) {
      ProducerRecord<byte[], byte[]> rejected =
          new ProducerRecord<>(topic, utf8(bucket), utf8(line));
      rejected.headers().add(HEADER_BUCKET, utf8(bucket));
      rejected.headers().add(HEADER_DETAIL, utf8(serverMessage));
      var unused =
          producer.send(
              rejected,
              (metadata, exception) -> {
                if (exception != null) {
                  failure.compareAndSet(null, exception);
                }
              });
    }

    @Override
    public void flush() throws IOException {
      producer.flush();
      Exception failed = failure.get();
      if (failed != null) {
        throw new IOException("refused lines could not be kept in topic " + topic, failed);
      }
    }

    @Override
    public void close() {
      producer.close();
    }

    private static byte[] utf8(String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
  }
}
