package hk.innopark.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hk.innopark.events.Topics;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The services of {@code docker-compose.yml} as processes of this machine, each with its own
 * configuration file, environment, start script and secrets; only addresses and folders differ.
 */
@EnabledIfSystemProperty(
    named = "servers",
    matches = "true",
    disabledReason = "servers of the compose file as processes: -Dservers=true")
class ComposeServicesIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String TENANT = "yl-semicon";
  private static final String MACHINE = "innopark/yuen-long/yl-semicon/smt-1/placer-1";

  @TempDir Path folder;

  private NativeServices services;

  @Test
  void aMessageOverTlsReachesTheStoreAndARefusedOneTheDeadLetters() throws Exception {
    assumeTrue(Files.isExecutable(NativeServices.MOSQUITTO), "mosquitto is not installed");
    assumeTrue(FlinkServers.missing().isEmpty(), FlinkServers.missing());
    services = new NativeServices(folder);
    services.startServers();
    assertThat(services.runOnce("kafka-prepare")).contains("permissions");
    assertThat(services.runOnce("kafka-prepare")).as("again").contains("permissions");
    assertThat(services.runOnce("database-prepare")).contains("4 logins");
    assertThat(services.runOnce("registry-import")).contains("version");
    services.runOnce("registry-export");
    assertThat(services.runOnce("tenant-logins")).contains("tenants have a login");
    services.startPipeline();

    try (TlsDevice device =
        TlsDevice.connect(services.mqttTlsPort(), services.secrets(), TENANT, "mqtt-" + TENANT)) {
      device.publish("innopark/yuen-long/yl-semicon/smt-1/nobody", payload(0));
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(300))
          .until(
              () -> {
                device.publish(MACHINE, payload(device.published()));
                return services.store().lines() > 0;
              });
      assertThat(device.publishReason("innopark/tai-po/golden-noodle/line-1/oven-1", payload(1)))
          .as("another tenant's topic: not authorized")
          .isEqualTo(135);
    }
    assertThat(firstDeadLetter()).contains("UNKNOWN_DEVICE");
    assertThat(status("/health")).isEqualTo(200);
    assertThat(status("/api/overview")).as("nobody is signed in").isEqualTo(401);
    assertThatThrownBy(() -> write("kafka-flink.properties", Topics.RAW))
        .as("the job may not write what it reads")
        .hasCauseInstanceOf(AuthorizationException.class);
    assertThatThrownBy(() -> read("kafka-gateway.properties", Topics.RAW))
        .as("the gateway may not read")
        .isInstanceOf(AuthorizationException.class);
  }

  @AfterEach
  void stop() {
    if (services != null) {
      services.close();
    }
  }

  private static String payload(long seq) {
    return "{\"ts\": %d, \"boot\": \"b1\", \"seq\": %d, \"origin\": \"sim:compose\", \"signals\": {\"state\": \"RUNNING\", \"good_count\": %d}}"
        .formatted(System.currentTimeMillis(), seq, seq);
  }

  private String firstDeadLetter() throws Exception {
    ConsumerRecord<byte[], byte[]> letter = read("kafka-admin.properties", Topics.DEAD_LETTER);
    return new String(
        letter.headers().lastHeader(Topics.HEADER_REASON).value(), StandardCharsets.UTF_8);
  }

  private ConsumerRecord<byte[], byte[]> read(String user, String topic) throws Exception {
    Properties properties = client(user);
    properties.put("group.id", "innopark-test");
    properties.put("auto.offset.reset", "earliest");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      consumer.seekToBeginning(consumer.assignment());
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (System.nanoTime() < deadline) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          return record;
        }
      }
      throw new AssertionError("nothing is in " + topic);
    }
  }

  private void write(String user, String topic) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(client(user), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer.send(new ProducerRecord<>(topic, new byte[1])).get();
    }
  }

  private Properties client(String user) throws Exception {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(services.secrets().resolve(user))) {
      properties.load(reader);
    }
    properties.put("bootstrap.servers", services.kafka());
    return properties;
  }

  private int status(String path) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(services.console() + path))
            .timeout(Duration.ofSeconds(20))
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }
}
