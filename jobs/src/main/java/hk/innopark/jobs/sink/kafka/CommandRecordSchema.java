package hk.innopark.jobs.sink.kafka;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A command, shaped as in {@link Topics#RAW}: the MQTT topic and payload to publish, and the
 * arrival time of what caused it, so that an old one can be told.
 */
final class CommandRecordSchema implements KafkaRecordSerializationSchema<RawMessage> {
  private static final long serialVersionUID = 1L;

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      RawMessage command, KafkaSinkContext context, Long timestamp) {
    return MessageRecord.of(
        Topics.COMMANDS, command.topic(), command.receivedAtMillis(), command.payload());
  }
}
