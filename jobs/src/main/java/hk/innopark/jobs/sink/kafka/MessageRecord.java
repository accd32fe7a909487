package hk.innopark.jobs.sink.kafka;

import hk.innopark.events.MachineId;
import hk.innopark.events.SparkplugTopic;
import hk.innopark.events.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Makes records that carry an MQTT message the way {@link Topics#RAW} does. */
final class MessageRecord {
  private MessageRecord() {}

  /**
   * A record with the payload as it is, {@code mqtt.topic} and {@code received.at}; keyed by
   * machine or Sparkplug edge node, or by MQTT topic where that names neither.
   */
  static ProducerRecord<byte[], byte[]> of(
      String kafkaTopic, String mqttTopic, long receivedAtMillis, byte[] payload) {
    String key =
        MachineId.ofTopic(mqttTopic)
            .map(MachineId::key)
            .or(() -> SparkplugTopic.of(mqttTopic).map(SparkplugTopic::edgeNode))
            .orElse(mqttTopic);
    ProducerRecord<byte[], byte[]> message = new ProducerRecord<>(kafkaTopic, utf8(key), payload);
    addHeader(message, Topics.HEADER_MQTT_TOPIC, mqttTopic);
    addHeader(message, Topics.HEADER_RECEIVED_AT, Long.toString(receivedAtMillis));
    return message;
  }

  static void addHeader(ProducerRecord<byte[], byte[]> message, String name, String value) {
    message.headers().add(name, utf8(value));
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
