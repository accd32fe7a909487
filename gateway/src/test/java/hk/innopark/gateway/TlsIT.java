package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.gateway.testing.KafkaProcess;
import hk.innopark.gateway.testing.MosquittoProcess;
import hk.innopark.gateway.testing.Publisher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIT {
  private static final String TOPIC = "innopark/tai-po/noodle/line-1/oven-1";

  @TempDir Path directory;

  private int tlsPort;
  private MosquittoProcess mosquitto;

  @BeforeEach
  void makeCertificates() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not installed");
    authority("ca");
    certificate("server", "subjectAltName=IP:127.0.0.1", "ca");
    certificate("gateway", "extendedKeyUsage=clientAuth", "ca");
    authority("foreign-ca");
    certificate("stranger", "extendedKeyUsage=clientAuth", "foreign-ca");
    tlsPort = LoopbackPorts.free();
    mosquitto =
        new MosquittoProcess(
            directory,
            MosquittoProcess.Profile.FAST,
            List.of(
                "listener " + tlsPort + " 127.0.0.1",
                "cafile " + file("ca.crt"),
                "certfile " + file("server.crt"),
                "keyfile " + file("server.key"),
                "require_certificate true"));
  }

  @Test
  void carriesMessagesOverMutualTls() throws Exception {
    try (MosquittoProcess broker = mosquitto;
        KafkaProcess kafka = new KafkaProcess(directory)) {
      broker.start();
      kafka.start();
      KafkaTopics.create(kafka.bootstrapServers(), 1);
      Map<String, String> environment = environment("ca.crt", "gateway");
      environment.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
      try (Gateway gateway = new Gateway(GatewayConfig.fromEnvironment(environment));
          Publisher publisher = new Publisher(broker.url())) {
        gateway.start();
        FaultBench.patiently().until(gateway::isReady);
        for (int i = 0; i < 500; i++) {
          publisher.publish(TOPIC, new byte[1 + i * 100]);
        }
        FaultBench.patiently().until(() -> gateway.counts().acked() == 500);
        assertThat(gateway.counts().bridged()).isEqualTo(500);
      }
    }
  }

  @Test
  void trustsNoBrokerOfAnotherAuthorityAndIsTrustedByNone() throws Exception {
    try (MosquittoProcess broker = mosquitto) {
      broker.start();
      assertNeverReady(environment("foreign-ca.crt", "gateway"));
      assertNeverReady(environment("ca.crt", "stranger"));
      Map<String, String> anotherName = environment("ca.crt", "gateway");
      anotherName.put("MQTT_URL", "ssl://localhost:" + tlsPort);
      assertNeverReady(anotherName);
    }
  }

  @Test
  void refusesAFileThatHoldsNoKeyNamingIt() {
    Map<String, String> environment = environment("ca.crt", "gateway");
    environment.put("MQTT_KEY_FILE", file("gateway.crt").toString());

    assertThatThrownBy(() -> new Gateway(GatewayConfig.fromEnvironment(environment)))
        .isInstanceOf(GatewayConfigException.class)
        .hasMessageContaining("MQTT_KEY_FILE names " + file("gateway.crt"));
  }

  private static void assertNeverReady(Map<String, String> environment) throws IOException {
    try (Gateway gateway = new Gateway(GatewayConfig.fromEnvironment(environment))) {
      gateway.start();
      FaultBench.patiently()
          .until(() -> !gateway.scrape().contains("gateway_reconnects_total 0.0"));
      assertThat(gateway.isReady()).isFalse();
    }
  }

  private Map<String, String> environment(String authority, String identity) {
    Map<String, String> environment = new HashMap<>();
    environment.put("MQTT_URL", "ssl://127.0.0.1:" + tlsPort);
    environment.put("MQTT_CA_FILE", file(authority).toString());
    environment.put("MQTT_CERTIFICATE_FILE", file(identity + ".crt").toString());
    environment.put("MQTT_KEY_FILE", file(identity + ".key").toString());
    environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9");
    return environment;
  }

  private Path file(String name) {
    return directory.resolve(name);
  }

  private void authority(String name) throws Exception {
    openssl(
        "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN="
            + name
            + " -keyout "
            + file(name + ".key")
            + " -out "
            + file(name + ".crt"));
  }

  private void certificate(String name, String extension, String authority) throws Exception {
    openssl(
        "req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN="
            + name
            + " -keyout "
            + file(name + ".key")
            + " -out "
            + file(name + ".csr"));
    Files.writeString(file(name + ".ext"), extension + "\n");
    openssl(
        "x509 -req -days 2 -CAcreateserial -in "
            + file(name + ".csr")
            + " -CA "
            + file(authority + ".crt")
            + " -CAkey "
            + file(authority + ".key")
            + " -extfile "
            + file(name + ".ext")
            + " -out "
            + file(name + ".crt"));
  }

  private static void openssl(String arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("/usr/bin/openssl"));
    command.addAll(List.of(arguments.split(" ")));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
  }
}
