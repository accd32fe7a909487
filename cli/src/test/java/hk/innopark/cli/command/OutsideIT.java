package hk.innopark.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hk.innopark.events.process.LoopbackPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands as processes, against servers that are not the embedded ones. */
class OutsideIT {
  private static final Path MOSQUITTO = Path.of("/usr/sbin/mosquitto");
  private static final Path OPENSSL = Path.of("/usr/bin/openssl");
  private static final Path SECRETS = Path.of("..", "deploy", "secrets.sh");

  @TempDir Path folder;

  private Process broker;

  /** What a command did. */
  private record Run(int exitCode, String out, String errors) {}

  @Test
  void recordsAndReplaysOverTlsWithCertificatesOfItsOwn() throws Exception {
    int port = startBroker();
    Map<String, String> mqtt =
        Map.of("MQTT_URL", "ssl://localhost:" + port, "MQTT_CA_FILE", file("secrets/ca.crt"));
    assertThat(run(Map.of(), "simulate", "--out", file("sent.ndjson"), "--for", "PT1M").exitCode())
        .isZero();

    Process recorder = start(mqtt, "record", "--out", file("got.ndjson"), "--for", "PT20S");
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              // again until the recorder has subscribed
              Run replayed = run(mqtt, "replay", "--feed", file("sent.ndjson"), "--speed", "max");
              assertThat(replayed.exitCode()).as(replayed.errors()).isZero();
              Path unfinished = folder.resolve("got.ndjson");
              return !recorder.isAlive() && Files.exists(unfinished);
            });

    assertThat(recorder.waitFor()).isZero();
    assertThat(Files.readAllLines(folder.resolve("got.ndjson"))).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"json, innopark/tai-po/golden-noodle/", "sparkplug, spBv1.0/tai-po.golden-noodle/"})
  void simulatesOverTlsByItsCertificateInBothLanguages(String language, String topic)
      throws Exception {
    int port = startBroker("require_certificate true");
    String url = "ssl://localhost:" + port;
    clientCertificate();
    Map<String, String> mqtt =
        Map.of(
            "MQTT_URL", url,
            "MQTT_CA_FILE", file("secrets/ca.crt"),
            "MQTT_CERTIFICATE_FILE", file("client.crt"),
            "MQTT_KEY_FILE", file("client.key"));
    Path got = folder.resolve("got.ndjson");
    Files.writeString(
        folder.resolve("scenario.yaml"),
        "scenario: over-tls\nfrom: 2026-03-03T00:00:00Z\nlasts: PT15S\nlines: golden-noodle\n"
            + "language: "
            + language);

    Run stranger =
        run(
            Map.of("MQTT_URL", url, "MQTT_CA_FILE", file("secrets/ca.crt")),
            "simulate",
            "--scenario",
            file("scenario.yaml"));
    assertThat(stranger.exitCode()).isEqualTo(4);
    assertThat(stranger.errors()).contains(url);

    Process recorder = start(mqtt, "record", "--out", got.toString());
    try {
      await()
          .atMost(Duration.ofMinutes(3))
          .until(
              () -> {
                // again until the recorder has subscribed
                Run simulated = run(mqtt, "simulate", "--scenario", file("scenario.yaml"));
                assertThat(simulated.exitCode()).as(simulated.errors()).isZero();
                assertThat(simulated.out()).contains(" messages published");
                assertThat(recorder.isAlive()).isTrue();
                return Files.exists(got) && Files.readString(got).contains(topic);
              });
    } finally {
      recorder.destroyForcibly().waitFor();
    }
    // what was recorded stays, though the recorder was killed
    assertThat(Files.readString(got)).contains(topic);
  }

  @Test
  void aBrokerOfAnotherAuthorityIsNoServer() throws Exception {
    int port = startBroker();

    Run run =
        run(
            Map.of("MQTT_URL", "ssl://localhost:" + port),
            "record",
            "--out",
            file("got.ndjson"),
            "--for",
            "PT1S");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.errors().lines()).hasSize(1);
    assertThat(run.errors()).startsWith("innopark record: ").contains("ssl://localhost:" + port);
  }

  @Test
  void aDatabaseThatIsAwayIsNoTamperedLedger() throws Exception {
    Map<String, String> nowhere =
        Map.of(
            "REGISTRY_JDBC_URL",
            "jdbc:postgresql://127.0.0.1:" + LoopbackPorts.free() + "/innopark",
            "REGISTRY_USER",
            "auditor");

    assertThat(run(nowhere, "audit", "verify").exitCode()).isEqualTo(4);
    assertThat(run(Map.of(), "audit", "verify", "--file", file("none")).exitCode()).isEqualTo(1);
    assertThat(run(Map.of(), "audit", "verify", "--fyle").exitCode()).isEqualTo(2);
  }

  @Test
  void aKafkaThatIsAwayIsNamedAndIsNoServer() throws Exception {
    String servers = "127.0.0.1:" + LoopbackPorts.free();

    Run run = run(Map.of("KAFKA_BOOTSTRAP_SERVERS", servers), "deadletters", "list");

    assertThat(run.exitCode()).isEqualTo(4);
    assertThat(run.errors().lines().toList().get(run.errors().lines().toList().size() - 1))
        .startsWith("innopark deadletters list: Kafka at " + servers);
  }

  /** Of the broker's own authority. */
  private void clientCertificate() throws Exception {
    openssl(
        ("req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=engineer -keyout %s"
                + " -out %s")
            .formatted(file("client.key"), file("client.csr")));
    openssl(
        "x509 -req -in %s -CA %s -CAkey %s -CAcreateserial -days 2 -out %s"
            .formatted(
                file("client.csr"),
                file("secrets/ca.crt"),
                file("secrets/ca.key"),
                file("client.crt")));
  }

  private static void openssl(String arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(OPENSSL.toString()));
    command.addAll(List.of(arguments.split(" ")));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = text(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
  }

  private int startBroker(String... more) throws Exception {
    assumeTrue(Files.isExecutable(MOSQUITTO), "mosquitto is not installed");
    assumeTrue(Files.isExecutable(OPENSSL), "openssl is not installed");
    Process secrets =
        new ProcessBuilder("bash", SECRETS.toString(), file("secrets"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("secrets.log").toFile())
            .start();
    assertThat(secrets.waitFor()).isZero();
    int port = LoopbackPorts.free();
    List<String> lines =
        new ArrayList<>(
            List.of(
                "allow_anonymous true",
                "user " + System.getProperty("user.name"),
                "listener " + port + " 127.0.0.1",
                "cafile " + file("secrets/ca.crt"),
                "certfile " + file("secrets/mqtt-server.crt"),
                "keyfile " + file("secrets/mqtt-server.key")));
    lines.addAll(List.of(more));
    Path configuration = Files.write(folder.resolve("mosquitto.conf"), lines);
    broker =
        new ProcessBuilder(MOSQUITTO.toString(), "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("mosquitto.log").toFile())
            .start();
    await()
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(
            () -> {
              new Socket(InetAddress.getLoopbackAddress(), port).close();
              return true;
            });
    return port;
  }

  @AfterEach
  void stopBroker() throws InterruptedException {
    if (broker != null) {
      broker.destroy();
      assertThat(broker.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private Run run(Map<String, String> environment, String... arguments) throws Exception {
    Process process = start(environment, arguments);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Run(
        process.exitValue(),
        text(process.getInputStream().readAllBytes()),
        text(process.getErrorStream().readAllBytes()));
  }

  private Process start(Map<String, String> environment, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Dinnopark.home=" + folder, "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add("hk.innopark.cli.InnoparkMain");
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> only = new HashMap<>(environment);
    only.put("PATH", System.getenv("PATH"));
    builder.environment().clear();
    builder.environment().putAll(only);
    return builder.start();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
