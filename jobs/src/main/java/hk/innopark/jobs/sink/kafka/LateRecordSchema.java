package hk.innopark.jobs.sink.kafka;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A late message, shaped as in {@link Topics#RAW}, so that a restatement reads either alike. */
final class LateRecordSchema implements KafkaRecordSerializationSchema<RawMessage> {
  private static final long serialVersionUID = 1L;

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      RawMessage message, KafkaSinkContext context, Long timestamp) {
    return MessageRecord.of(
        Topics.LATE, message.topic(), message.receivedAtMillis(), message.payload());
  }
}
