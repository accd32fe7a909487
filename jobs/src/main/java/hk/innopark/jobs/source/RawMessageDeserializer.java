package hk.innopark.jobs.source;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A Kafka record of {@link Topics#RAW} as a message. A record that no gateway wrote has no headers:
 * its key stands for the topic and Kafka's own stamp for the time of receipt, so that it becomes a
 * dead letter or a reading and never stops the job. A heartbeat of a gateway has no topic either,
 * and so becomes a {@link RawMessage#isHeartbeat() heartbeat}.
 */
public final class RawMessageDeserializer implements KafkaRecordDeserializationSchema<RawMessage> {
  private static final long serialVersionUID = 1L;
  private static final byte[] EMPTY = new byte[0];

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawMessage> out) {
    out.collect(messageOf(record));
  }

  /** The record as a message, with the time at which a gateway had it. */
  public static RawMessage messageOf(ConsumerRecord<byte[], byte[]> record) {
    byte[] payload = record.value() == null ? EMPTY : record.value();
    return new RawMessage(receivedAt(record), topic(record), payload);
  }

  @Override
  public TypeInformation<RawMessage> getProducedType() {
    return RawMessageType.INSTANCE;
  }

  private static String topic(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(Topics.HEADER_MQTT_TOPIC);
    byte[] topic = header == null ? record.key() : header.value();
    return topic == null ? "" : new String(topic, StandardCharsets.UTF_8);
  }

  /** When a gateway had it, by its own clock; but not later than Kafka's stamp. */
  private static long receivedAt(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(Topics.HEADER_RECEIVED_AT);
    if (header == null || header.value() == null) {
      return record.timestamp();
    }
    try {
      long receivedAt = Long.parseLong(new String(header.value(), StandardCharsets.US_ASCII));
      return Math.min(receivedAt, record.timestamp());
    } catch (NumberFormatException notFromAGateway) {
      return record.timestamp();
    }
  }
}
