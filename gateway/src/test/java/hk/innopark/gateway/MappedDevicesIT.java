package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Topics;
import hk.innopark.gateway.testing.KafkaLog;
import hk.innopark.gateway.testing.KafkaProcess;
import hk.innopark.gateway.testing.MosquittoProcess;
import hk.innopark.gateway.testing.Publisher;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Devices that speak their maker's way, on a broker that others use too. */
class MappedDevicesIT {
  private static final String OVEN = "tai-po/golden-noodle/line-1/oven-1";
  private static final String PLUG = "{\"Time\":\"2026-11-28T10:00:00\",\"ENERGY\":{\"Total\":1}}";

  @TempDir Path directory;

  @Test
  void theirMessagesAreKeptAsTheyAreByTheirMachineAndOthersAreCounted() throws Exception {
    Path topics = directory.resolve("topics");
    Files.writeString(topics, "topic " + OVEN + " tele/plug 7/SENSOR\nnode Plant A/Line 1\n");
    try (MosquittoProcess mosquitto =
            new MosquittoProcess(directory, MosquittoProcess.Profile.FAST);
        KafkaProcess kafka = new KafkaProcess(directory)) {
      mosquitto.start();
      kafka.start();
      KafkaTopics.create(kafka.bootstrapServers(), 3);
      try (Gateway gateway =
              new Gateway(
                  GatewayConfig.fromEnvironment(
                      Map.of(
                          "MQTT_URL", mosquitto.url(),
                          "MQTT_TOPICS_FILE", topics.toString(),
                          "MQTT_FOREIGN", "count",
                          "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers())));
          Publisher publisher = new Publisher(mosquitto.url())) {
        gateway.start();
        FaultBench.patiently().until(gateway::isReady);
        publish(publisher, "tele/plug 7/SENSOR", PLUG);
        publish(publisher, "tele/plug 8/SENSOR", "nobody subscribes to it");
        publish(publisher, "spBv1.0/Plant A/DDATA/Line 1/Press 3", "data");
        publish(publisher, "spBv1.0/Plant B/DDATA/Line 1/Press 3", "somebody else's");
        publish(publisher, "innopark/" + OVEN, "own");
        publish(publisher, "innopark/tai po", "claims to be ours");
        publisher.awaitAcknowledged();
        FaultBench.patiently()
            .until(() -> gateway.counts().bridged() == 3 && gateway.counts().deadLettered() == 1);
        assertThat(gateway.scrape()).contains("gateway_foreign_total 1.0");

        // another device is registered while it runs
        Files.writeString(
            topics,
            Files.readString(topics) + "topic tai-po/golden-noodle/line-1/packer-1 plc/2\n");
        FaultBench.patiently()
            .until(
                () -> {
                  publish(publisher, "plc/2", "{}");
                  publisher.awaitAcknowledged();
                  return gateway.counts().bridged() > 3;
                });
      }
      Map<String, String> kept = new TreeMap<>();
      for (ConsumerRecord<byte[], byte[]> record :
          KafkaLog.read(kafka.bootstrapServers(), Topics.RAW)) {
        if (record.value() != null && record.value().length > 0) {
          kept.put(
              KafkaLog.header(record, Topics.HEADER_MQTT_TOPIC),
              new String(record.key(), StandardCharsets.UTF_8)
                  + ' '
                  + new String(record.value(), StandardCharsets.UTF_8));
        }
      }
      assertThat(kept)
          .isEqualTo(
              Map.of(
                  "tele/plug 7/SENSOR",
                  OVEN + ' ' + PLUG,
                  "spBv1.0/Plant A/DDATA/Line 1/Press 3",
                  "Plant A/Line 1 data",
                  "innopark/" + OVEN,
                  OVEN + " own",
                  "plc/2",
                  "tai-po/golden-noodle/line-1/packer-1 {}"));
    }
  }

  private static void publish(Publisher publisher, String topic, String payload) {
    publisher.publish(topic, payload.getBytes(StandardCharsets.UTF_8));
  }
}
