package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Topics;
import hk.innopark.gateway.testing.KafkaLog;
import hk.innopark.gateway.testing.KafkaProcess;
import hk.innopark.gateway.testing.MosquittoProcess;
import hk.innopark.gateway.testing.Publisher;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaRefusalIT {
  private static final String TOPIC = "innopark/tai-po/noodle/line-1/oven-1";

  private static final int PARTITIONS = 2;

  @TempDir Path directory;

  private MosquittoProcess mosquitto;
  private KafkaProcess kafka;
  private Gateway gateway;

  @BeforeEach
  void start() throws Exception {
    mosquitto = new MosquittoProcess(directory, MosquittoProcess.Profile.FAST);
    mosquitto.start();
    kafka = new KafkaProcess(directory);
    kafka.start();
    gateway =
        new Gateway(
            GatewayConfig.fromEnvironment(
                Map.of(
                    "MQTT_URL", mosquitto.url(),
                    "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers())));
    gateway.start();
    FaultBench.patiently().until(gateway::isReady);
  }

  @AfterEach
  void stop() {
    gateway.stop();
    mosquitto.close();
    kafka.close();
  }

  @Test
  void waitsForATopicThatIsNotThereYet() throws Exception {
    try (Publisher publisher = new Publisher(mosquitto.url())) {
      for (int i = 0; i < 100; i++) {
        publisher.publish(TOPIC, bytes(100));
      }
      publisher.awaitAcknowledged();
    }
    FaultBench.patiently().until(() -> gateway.counts().received() == 100);
    assertThat(gateway.counts().acked()).isZero();

    KafkaTopics.create(kafka.bootstrapServers(), 2);
    FaultBench.patiently().until(() -> gateway.counts().acked() == 100);
    assertThat(gateway.counts()).isEqualTo(new GatewayCounts(100, 100, 0, 0, 100, 0));
    assertThat(KafkaLog.size(kafka.bootstrapServers(), Topics.RAW)).isEqualTo(100);
  }

  @Test
  void keepsADeadLetterOfWhatTheTopicFindsTooLarge() throws Exception {
    KafkaTopics.create(kafka.bootstrapServers(), PARTITIONS);
    limitRecords("10000");
    try (Publisher publisher = new Publisher(mosquitto.url())) {
      for (int i = 0; i < 50; i++) {
        publisher.publish(TOPIC, bytes(100));
        publisher.publish(TOPIC, bytes(20_000));
      }
      publisher.awaitAcknowledged();
    }
    FaultBench.patiently().until(() -> gateway.counts().acked() == 100);

    assertThat(gateway.counts()).isEqualTo(new GatewayCounts(100, 50, 50, 0, 100, 0));
    List<ConsumerRecord<byte[], byte[]>> letters =
        KafkaLog.read(kafka.bootstrapServers(), Topics.DEAD_LETTER);
    assertThat(letters)
        .hasSize(50)
        .allSatisfy(letter -> assertThat(letter.value()).hasSize(1024))
        .allSatisfy(letter -> assertThat(KafkaLog.header(letter, "reason")).isEqualTo("TOO_LARGE"));
  }

  @Test
  void createsTopicsOnceAndLeavesThoseThatAreThere() throws Exception {
    KafkaTopics.create(kafka.bootstrapServers(), 2);
    KafkaTopics.create(kafka.bootstrapServers(), 7);

    try (Admin admin = admin()) {
      // the broker hears of them after the controller
      FaultBench.patiently()
          .untilAsserted(
              () ->
                  assertThat(admin.listTopics().names().get())
                      .isEqualTo(
                          Set.of(
                              Topics.RAW,
                              Topics.DEAD_LETTER,
                              Topics.DEAD_LETTER_INFLUX,
                              Topics.LATE,
                              Topics.ALERTS,
                              Topics.COMMANDS,
                              Topics.ANCHORS,
                              Topics.ANNOTATIONS)));
      assertThat(
              admin
                  .describeTopics(Set.of(Topics.RAW))
                  .allTopicNames()
                  .get()
                  .get(Topics.RAW)
                  .partitions())
          .hasSize(2);
    }
  }

  private void limitRecords(String bytes) throws ExecutionException, InterruptedException {
    try (Admin admin = admin()) {
      ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.RAW);
      AlterConfigOp limit =
          new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET);
      admin.incrementalAlterConfigs(Map.of(topic, List.of(limit))).all().get();
    }
    for (int partition = 0; partition < PARTITIONS; partition++) {
      int number = partition;
      FaultBench.patiently().until(() -> refuses(number, Integer.parseInt(bytes)));
    }
  }

  /** The broker hears of a limit after the controller, each partition by itself. */
  private boolean refuses(int partition, int bytes) throws InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(Topics.RAW, partition, null, bytes(bytes))).get();
      return false;
    } catch (ExecutionException refused) {
      return refused.getCause() instanceof RecordTooLargeException;
    }
  }

  private Admin admin() {
    return Admin.create(
        Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
  }

  private static byte[] bytes(int size) {
    byte[] bytes = new byte[size];
    new Random().nextBytes(bytes);
    return bytes;
  }
}
