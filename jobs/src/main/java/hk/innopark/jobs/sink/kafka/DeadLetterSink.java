package hk.innopark.jobs.sink.kafka;

import hk.innopark.events.DeadLetter;
import hk.innopark.events.Topics;
import hk.innopark.jobs.kafka.KafkaConnection;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;

/** Keeps refused messages in {@link Topics#DEAD_LETTER}, at least once. */
public final class DeadLetterSink {
  private DeadLetterSink() {}

  public static Sink<DeadLetter> create(KafkaConnection config) {
    return KafkaSink.<DeadLetter>builder()
        .setKafkaProducerConfig(config.producerProperties())
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(new DeadLetterRecordSchema())
        .build();
  }
}
