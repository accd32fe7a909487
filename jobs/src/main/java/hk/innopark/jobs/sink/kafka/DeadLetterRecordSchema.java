package hk.innopark.jobs.sink.kafka;

import hk.innopark.events.DeadLetter;
import hk.innopark.events.Topics;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A dead letter: the payload as received, and in headers why and where it was refused. */
final class DeadLetterRecordSchema implements KafkaRecordSerializationSchema<DeadLetter> {
  private static final long serialVersionUID = 1L;

  /** Header: what exactly was wrong, UTF-8; absent where there is nothing to say. */
  static final String HEADER_DETAIL = "detail";

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      DeadLetter letter, KafkaSinkContext context, Long timestamp) {
    ProducerRecord<byte[], byte[]> message =
        MessageRecord.of(
            Topics.DEAD_LETTER, letter.topic(), letter.receivedAtMillis(), letter.payload());
    MessageRecord.addHeader(message, Topics.HEADER_REASON, letter.reason().name());
    MessageRecord.addHeader(message, Topics.HEADER_SHA256, letter.sha256());
    if (letter.detail() != null) {
      MessageRecord.addHeader(message, HEADER_DETAIL, letter.detail());
    }
    return message;
  }
}
