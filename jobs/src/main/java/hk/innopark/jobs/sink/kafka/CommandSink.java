package hk.innopark.jobs.sink.kafka;

import hk.innopark.events.RawMessage;
import hk.innopark.events.Topics;
import hk.innopark.jobs.kafka.KafkaConnection;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;

/** Puts requests to edge nodes into {@link Topics#COMMANDS}, at least once. */
public final class CommandSink {
  private CommandSink() {}

  public static Sink<RawMessage> create(KafkaConnection config) {
    return KafkaSink.<RawMessage>builder()
        .setKafkaProducerConfig(config.producerProperties())
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(new CommandRecordSchema())
        .build();
  }
}
