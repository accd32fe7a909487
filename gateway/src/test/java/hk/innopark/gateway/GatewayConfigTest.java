package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayConfigTest {
  private static final Map<String, String> LEAST =
      Map.of("MQTT_URL", "tcp://broker:1884", "KAFKA_BOOTSTRAP_SERVERS", "kafka:9092");

  @TempDir Path directory;

  @Test
  void needsTheTwoAddressesOnly() {
    GatewayConfig config = GatewayConfig.fromEnvironment(LEAST);

    assertThat(config.gatewayId()).isEqualTo("gateway");
    assertThat(config.mqtt().host()).isEqualTo("broker");
    assertThat(config.mqtt().port()).isEqualTo(1884);
    assertThat(config.mqtt().tls()).isEmpty();
    assertThat(config.mqtt().clientId()).isEqualTo("gateway");
    assertThat(config.mqtt().receiveMaximum()).isEqualTo(1000);
    assertThat(config.mqtt().sessionExpiry()).isEqualTo(Duration.ofDays(7));
    assertThat(config.kafka().bootstrapServers()).isEqualTo("kafka:9092");
    assertThat(config.heartbeatInterval()).isEqualTo(Duration.ofSeconds(2));
    assertThat(config.healthPort()).isEmpty();
  }

  @Test
  void tellsEveryProblemAtOnceByKey() {
    GatewayConfigException wrong =
        refused(
            Map.of(
                "MQTT_RECEIVE_MAXIMUM", "0",
                "MQTT_SESSION_EXPIRY", "a week",
                "MQTT_CONNECTIONS", "many",
                "GATEWAY_ID", "no/slash",
                "KAFKA_CREATE_TOPICS", "yes",
                "HEARTBEAT_INTERVAL", "PT2M",
                "HEALTH_PORT", "70000"));

    assertThat(wrong.problems())
        .extracting(problem -> problem.substring(0, problem.indexOf(' ')))
        .containsExactlyInAnyOrder(
            "MQTT_URL",
            "KAFKA_BOOTSTRAP_SERVERS",
            "MQTT_RECEIVE_MAXIMUM",
            "MQTT_SESSION_EXPIRY",
            "MQTT_CONNECTIONS",
            "GATEWAY_ID",
            "KAFKA_CREATE_TOPICS",
            "HEARTBEAT_INTERVAL",
            "HEALTH_PORT");
    assertThat(wrong).hasMessageContaining("MQTT_RECEIVE_MAXIMUM is \"0\"");
  }

  @ParameterizedTest
  @CsvSource({
    "MQTT_URL, broker:1883",
    "MQTT_URL, http://broker:1883",
    "MQTT_URL, tcp://user:pass@broker:1883",
    "MQTT_URL, tcp://broker:0",
    "MQTT_URL, tcp://broker:1883/path",
    "MQTT_PASSWORD, without-a-name",
    "MQTT_PASSWORD_FILE, /no/such/file",
    "MQTT_CA_FILE, /no/such/file",
    "MQTT_KEY_FILE, pom.xml",
    "MQTT_SESSION_EXPIRY, PT0S",
    "MQTT_KEEP_ALIVE, PT0.5S",
    "MQTT_SPARKPLUG, maybe",
    "KAFKA_PROPERTIES_FILE, /no/such/file",
  })
  void refusesAWrongValueNamingItsKey(String key, String value) {
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.put(key, value);

    GatewayConfigException wrong = refused(environment);

    assertThat(wrong.getMessage()).contains(key);
    assertThat(wrong.getMessage()).doesNotContain("pass@").doesNotContain("without-a-name");
  }

  @Test
  void readsASecretFromAFileAndNeverTellsIt() throws IOException {
    Path file = Files.writeString(directory.resolve("password"), "open sesame\n");
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.put("MQTT_USERNAME", "gateway");
    environment.put("MQTT_PASSWORD_FILE", file.toString());

    GatewayConfig config = GatewayConfig.fromEnvironment(environment);

    assertThat(config.mqtt().password().orElseThrow().reveal()).isEqualTo("open sesame");
    assertThat(config.toString()).doesNotContain("sesame").contains("****");
  }

  @Test
  void refusesASecretThatIsGivenTwice() throws IOException {
    Path file = Files.writeString(directory.resolve("password"), "open sesame\n");
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.put("MQTT_USERNAME", "gateway");
    environment.put("MQTT_PASSWORD", "other");
    environment.put("MQTT_PASSWORD_FILE", file.toString());

    assertThat(refused(environment)).hasMessageContaining("MQTT_PASSWORD_FILE");
  }

  @Test
  void takesKafkaPropertiesButNotThoseThatThePromiseRestsOn() throws IOException {
    Path file = directory.resolve("kafka.properties");
    Files.writeString(file, "sasl.jaas.config=open sesame\nlinger.ms=1\n");
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.put("KAFKA_PROPERTIES_FILE", file.toString());

    GatewayConfig config = GatewayConfig.fromEnvironment(environment);
    assertThat(config.kafka().clientProperties().values()).containsEntry("linger.ms", "1");
    assertThat(config.toString()).doesNotContain("sesame").contains("sasl.jaas.config");

    Files.writeString(file, "acks=1\n");
    assertThat(refused(environment)).hasMessageContaining("KAFKA_PROPERTIES_FILE sets acks");
  }

  @Test
  void refusesKafkaPropertiesThatCannotWork() throws IOException {
    Path file = directory.resolve("kafka.properties");
    Files.writeString(file, "max.in.flight.requests.per.connection=20\n");
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.put("KAFKA_PROPERTIES_FILE", file.toString());
    GatewayConfig config = GatewayConfig.fromEnvironment(environment);

    assertThatThrownBy(() -> new Gateway(config))
        .isInstanceOf(GatewayConfigException.class)
        .hasMessageContaining("KAFKA_PROPERTIES_FILE")
        .hasMessageContaining("max.in.flight.requests.per.connection");
  }

  @Test
  void takesTlsWithTheDefaultPort() {
    Map<String, String> environment = new HashMap<>(LEAST);
    environment.put("MQTT_URL", "ssl://broker");

    GatewayConfig config = GatewayConfig.fromEnvironment(environment);

    assertThat(config.mqtt().tls()).isPresent();
    assertThat(config.mqtt().port()).isEqualTo(8883);
  }

  private static GatewayConfigException refused(Map<String, String> environment) {
    return catchThrowableOfType(
        GatewayConfigException.class, () -> GatewayConfig.fromEnvironment(environment));
  }
}
