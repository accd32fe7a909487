package hk.innopark.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hk.innopark.embedded.server.LoopbackPorts;
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

  private int startBroker() throws Exception {
    assumeTrue(Files.isExecutable(MOSQUITTO), "mosquitto is not installed");
    assumeTrue(Files.isExecutable(OPENSSL), "openssl is not installed");
    Process secrets =
        new ProcessBuilder("bash", SECRETS.toString(), file("secrets"))
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("secrets.log").toFile())
            .start();
    assertThat(secrets.waitFor()).isZero();
    int port = LoopbackPorts.free();
    Path configuration =
        Files.write(
            folder.resolve("mosquitto.conf"),
            List.of(
                "allow_anonymous true",
                "user " + System.getProperty("user.name"),
                "listener " + port + " 127.0.0.1",
                "cafile " + file("secrets/ca.crt"),
                "certfile " + file("secrets/mqtt-server.crt"),
                "keyfile " + file("secrets/mqtt-server.key")));
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
