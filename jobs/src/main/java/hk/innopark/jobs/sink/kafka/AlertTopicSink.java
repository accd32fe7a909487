package hk.innopark.jobs.sink.kafka;

import hk.innopark.events.Alert;
import hk.innopark.events.Topics;
import hk.innopark.jobs.kafka.KafkaConnection;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;

/** Tells changes of alerts in {@link Topics#ALERTS}, at least once. */
public final class AlertTopicSink {
  private AlertTopicSink() {}

  public static Sink<Alert> create(KafkaConnection config) {
    return KafkaSink.<Alert>builder()
        .setKafkaProducerConfig(config.producerProperties())
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(new AlertRecordSchema())
        .build();
  }
}
