package hk.innopark.jobs.sink.kafka;

import hk.innopark.events.Alert;
import hk.innopark.events.Topics;
import hk.innopark.jobs.alert.AlertJson;
import java.nio.charset.StandardCharsets;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A change of an alert: keyed by what it is about, stamped with when it changed. */
final class AlertRecordSchema implements KafkaRecordSerializationSchema<Alert> {
  private static final long serialVersionUID = 1L;

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Alert alert, KafkaSinkContext context, Long timestamp) {
    return new ProducerRecord<>(
        Topics.ALERTS,
        null,
        alert.changedAtMillis(),
        alert.entity().getBytes(StandardCharsets.UTF_8),
        AlertJson.line(alert).getBytes(StandardCharsets.UTF_8));
  }
}
