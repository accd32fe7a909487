package hk.innopark.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Topics;
import hk.innopark.gateway.testing.KafkaLog;
import hk.innopark.gateway.testing.KafkaProcess;
import hk.innopark.gateway.testing.MosquittoProcess;
import hk.innopark.gateway.testing.Publisher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeartbeatIT {
  private static final String TOPIC = "innopark/tai-po/noodle/line-1/oven-1";

  @TempDir Path directory;

  private MosquittoProcess mosquitto;
  private KafkaProcess kafka;
  private Gateway gateway;

  @BeforeEach
  void start() throws Exception {
    mosquitto = new MosquittoProcess(directory, MosquittoProcess.Profile.FAST);
    kafka = new KafkaProcess(directory);
    kafka.start();
  }

  @AfterEach
  void stop() {
    if (gateway != null) {
      gateway.stop();
    }
    mosquitto.close();
    kafka.close();
  }

  @Test
  void everyPartitionHasThemThoughThereIsNoMqttBrokerAndNoMessage() throws Exception {
    KafkaTopics.create(kafka.bootstrapServers(), 3);
    long before = Clock.systemUTC().millis();
    startGateway(Map.of());
    awaitHeartbeats(3, 2);

    for (ConsumerRecord<byte[], byte[]> heartbeat : heartbeats()) {
      assertThat(heartbeat.key()).isEqualTo("heartbeat".getBytes(UTF_8));
      assertThat(heartbeat.value()).isEmpty();
      assertThat(heartbeat.headers()).hasSize(2);
      assertThat(KafkaLog.header(heartbeat, "gateway")).isEqualTo("g-1");
      assertThat(Long.parseLong(KafkaLog.header(heartbeat, "received.at")))
          .isBetween(before, heartbeat.timestamp());
      assertThat(heartbeat.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME);
    }
    assertThat(gateway.counts()).isEqualTo(new GatewayCounts(0, 0, 0, 0, 0, 0));

    gateway.stop();
    int written = heartbeats().size();
    assertThat(gateway.scrape()).contains("gateway_heartbeats_total " + (double) written);
  }

  @Test
  void aPartitionThatIsAddedGetsThemToo() throws Exception {
    KafkaTopics.create(kafka.bootstrapServers(), 1);
    Path properties = directory.resolve("kafka.properties");
    Files.writeString(properties, "metadata.max.age.ms=1000\n");
    startGateway(Map.of("KAFKA_PROPERTIES_FILE", properties.toString()));
    awaitHeartbeats(1, 1);
    try (Admin admin = admin()) {
      admin.createPartitions(Map.of(Topics.RAW, NewPartitions.increaseTo(2))).all().get();
    }
    awaitHeartbeats(2, 1);
  }

  @Test
  void messagesPassBesideThemInTheOrderOfTheirArrival() throws Exception {
    mosquitto.start();
    KafkaTopics.create(kafka.bootstrapServers(), 2);
    startGateway(Map.of());
    FaultBench.patiently().until(gateway::isReady);
    try (Publisher publisher = new Publisher(mosquitto.url())) {
      for (int i = 0; i < 5_000; i++) {
        publisher.publish(TOPIC, ("message " + i).getBytes(UTF_8));
      }
      publisher.awaitAcknowledged();
    }
    awaitHeartbeats(2, 3);
    FaultBench.patiently().until(() -> gateway.counts().acked() == 5_000);
    assertThat(gateway.counts()).isEqualTo(new GatewayCounts(5_000, 5_000, 0, 0, 5_000, 0));
    assertThat(KafkaLog.size(kafka.bootstrapServers(), Topics.RAW)).isEqualTo(5_000);
  }

  @Test
  void aTopicThatTrustsTheClocksOfGatewaysIsNamedAndCanBeAltered() throws Exception {
    try (Admin admin = admin()) {
      NewTopic trusting = new NewTopic(Topics.RAW, Optional.of(1), Optional.empty());
      trusting.configs(Map.of("message.timestamp.type", "CreateTime"));
      admin.createTopics(List.of(trusting)).all().get();
      try (GatewayProcess process = new GatewayProcess(directory, environment(Map.of()))) {
        process.start();
        FaultBench.patiently()
            .untilAsserted(
                () ->
                    assertThat(directory.resolve("gateway.log"))
                        .content()
                        .containsOnlyOnce(
                            "topic telemetry.raw has message.timestamp.type=CreateTime"));
      }
      assertThat(KafkaTopics.stampAtAppend(admin)).isTrue();
      assertThat(KafkaTopics.stampAtAppend(admin)).as("only once").isFalse();
    }
  }

  @Test
  void aGatewayThatIsToldToWaitBeginsWhenItMay() throws Exception {
    KafkaTopics.create(kafka.bootstrapServers(), 2);
    mosquitto.start();
    startGateway(Map.of("HEARTBEAT_INTERVAL", "PT0S"));
    FaultBench.patiently().until(gateway::isReady);
    assertThat(heartbeats()).isEmpty();
    gateway.startHeartbeats();
    awaitHeartbeats(2, 1);
  }

  private void startGateway(Map<String, String> further) throws Exception {
    gateway = new Gateway(GatewayConfig.fromEnvironment(environment(further)));
    gateway.start();
  }

  private Map<String, String> environment(Map<String, String> further) {
    Map<String, String> environment = new HashMap<>();
    environment.put("MQTT_URL", mosquitto.url());
    environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
    environment.put("GATEWAY_ID", "g-1");
    environment.put("HEARTBEAT_INTERVAL", "PT0.2S");
    environment.putAll(further);
    return environment;
  }

  private List<ConsumerRecord<byte[], byte[]>> heartbeats() {
    return KafkaLog.heartbeats(kafka.bootstrapServers());
  }

  /** Waits until every partition of so many has so many. */
  private void awaitHeartbeats(int partitions, long each) {
    FaultBench.patiently()
        .untilAsserted(
            () -> {
              Map<Integer, Long> byPartition =
                  heartbeats().stream()
                      .collect(
                          Collectors.groupingBy(ConsumerRecord::partition, Collectors.counting()));
              assertThat(byPartition.keySet()).isEqualTo(numbers(partitions));
              assertThat(byPartition.values()).allMatch(count -> count >= each);
            });
  }

  private static Set<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().collect(Collectors.toSet());
  }

  private Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }
}
