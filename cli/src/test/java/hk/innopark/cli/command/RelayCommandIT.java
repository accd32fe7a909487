package hk.innopark.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hk.innopark.embedded.server.EmbeddedKafka;
import hk.innopark.embedded.server.EmbeddedPostgres;
import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.gateway.KafkaTopics;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.RegistrySchema;
import hk.innopark.registry.access.Secret;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** The relay as a process, and a Kafka that goes away and comes back. */
class RelayCommandIT {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String LOGIN = "relay";
  private static final String PASSWORD = "not a secret";

  @TempDir Path folder;

  private final HttpClient http = HttpClient.newHttpClient();
  private int kafkaPort;
  private int controllerPort;
  private int healthPort;
  private EmbeddedKafka kafka;
  private EmbeddedPostgres postgres;
  private Process relay;

  @BeforeEach
  void start() throws Exception {
    kafkaPort = LoopbackPorts.free();
    controllerPort = LoopbackPorts.free();
    healthPort = LoopbackPorts.free();
    postgres =
        EmbeddedPostgres.start(
            folder.resolve("programs"),
            folder.resolve("postgres"),
            LoopbackPorts.free(),
            Secret.keptIn(folder.resolve("password")));
    RegistrySchema.migrate(database());
    RegistrySchema.createLogin(database(), LOGIN, PASSWORD, DatabaseRole.RELAY);
    startKafka();
    KafkaTopics.create(kafka.bootstrapServers(), 2);
    relay = startRelay();
  }

  @AfterEach
  void stop() throws Exception {
    // also where the start failed: what was not started is null then
    try (EmbeddedPostgres second = postgres;
        EmbeddedKafka first = kafka) {
      if (relay != null) {
        relay.destroyForcibly().waitFor();
      }
    }
  }

  @Test
  void itSaysWhetherItCanRelayAndGoesOnByItself() throws Exception {
    say("first");
    awaitRelayed(1);
    await().atMost(PATIENCE).until(() -> status("/health/ready") == 200);

    kafka.close();
    say("second");
    await().atMost(PATIENCE).ignoreExceptions().until(() -> status("/health/ready") == 503);
    assertThat(status("/health/live")).isEqualTo(200);
    assertThat(get("/metrics")).contains("relay_ready 0.0");

    startKafka();
    awaitRelayed(2);
    await().atMost(PATIENCE).until(() -> status("/health/ready") == 200);
    assertThat(get("/metrics")).contains("relay_ready 1.0", "relay_sent_total 2.0");
    relay.destroy();
    assertThat(relay.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(relay.exitValue()).isZero();
  }

  /** At least so often: what a Kafka that went away had not confirmed comes twice. */
  private void awaitRelayed(int annotations) {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () ->
                get("/metrics")
                    .lines()
                    .filter(line -> line.startsWith("relay_forwarded_total "))
                    .anyMatch(
                        line ->
                            Double.parseDouble(line.substring(line.indexOf(' '))) >= annotations));
  }

  private void startKafka() throws Exception {
    kafka = EmbeddedKafka.start(folder.resolve("kafka"), kafkaPort, controllerPort);
  }

  private void say(String id) throws Exception {
    try (Connection connection = database().getConnection();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "INSERT INTO shopfloor.annotation (id, said_at, estate, tenant, line, machine, origin,"
              + " begins_at, ends_at, reason, said_by, role, address) VALUES ('"
              + id
              + "', now(), 'tai-po', 'golden-noodle', 'line-1', 'oven-1', 'real',"
              + " now() - interval '1 hour', now(), 'cleaning', 'a', 'engineer', '127.0.0.1')");
    }
  }

  private int status(String path) throws Exception {
    return http.send(request(path), BodyHandlers.discarding()).statusCode();
  }

  private String get(String path) throws Exception {
    return http.send(request(path), BodyHandlers.ofString()).body();
  }

  private HttpRequest request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + healthPort + path))
        .timeout(PATIENCE)
        .build();
  }

  private Process startRelay() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Dinnopark.home=" + folder, "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.addAll(List.of("hk.innopark.cli.InnoparkMain", "relay"));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("relay.log").toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "REGISTRY_JDBC_URL", postgres.jdbcUrl(),
                "REGISTRY_USER", LOGIN,
                "REGISTRY_PASSWORD", PASSWORD,
                "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers(),
                "HEALTH_PORT", Integer.toString(healthPort)));
    return builder.start();
  }

  private PGSimpleDataSource database() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(postgres.jdbcUrl());
    source.setUser(EmbeddedPostgres.USER);
    source.setPassword(postgres.password().reveal());
    return source;
  }
}
