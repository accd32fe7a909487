package hk.innopark.embedded.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hk.innopark.events.RefusedException;
import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.ledger.ChainVerdict;
import hk.innopark.registry.ledger.LedgerStore;
import hk.innopark.registry.ledger.LedgerVerifier;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The whole stack in this process, as innopark up starts it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EmbeddedStackIT {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  // works around the clock, so that the hour of the test does not matter
  private static final String TENANT = "yl-semicon";
  private static final String TOPIC = "innopark/yuen-long/yl-semicon/smt-1/placer-1";

  @TempDir static Path folder;
  private static DataFolder data;
  private static EmbeddedStack stack;
  private static RunningStack running;
  private static PlainClient plain;
  private static SignedIn engineer;

  @BeforeAll
  static void start() throws Exception {
    data = DataFolder.open(folder.resolve("data"));
    stack = newStack();
    stack.start();
    running = RunningStack.of(data.root());
    plain = new PlainClient(running, data.root());
  }

  private static EmbeddedStack newStack() throws Exception {
    StackSettings settings =
        new StackSettings(
            new Installation(
                Path.of("..", "broker", "target", "lib"), Path.of("target", "postgres")),
            Duration.ofHours(3),
            LoopbackPorts.free());
    return EmbeddedStack.on(data, settings, new SilentListener());
  }

  @AfterAll
  static void stop() throws Exception {
    stack.close();
    data.close();
  }

  @Test
  @Order(1)
  void whatAPlainClientPublishesIsInTheStoreAndInTheLedger() throws Exception {
    // an hour that is over and closed: ten seconds a sample, one good item each
    Instant hour = Instant.now().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.HOURS);
    MqttAsyncClient client = plain.connect(TENANT, "mqtt-" + TENANT);
    PlainClient.publishHour(
        client, NamedStop.TOPIC, NamedStop.hour(), NamedStop.FIRST_DOWN, NamedStop.FIRST_UP);
    PlainClient.publishHour(client, TOPIC, hour, 0, 0);
    PlainClient.disconnect(client);

    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () ->
                assertThat(
                        query(
                            "SELECT good, production_s FROM throughput WHERE grain ="
                                + " 'hour' AND machine = 'placer-1' AND origin = '"
                                + PlainClient.ORIGIN
                                + "' AND timestamp = '"
                                + hour
                                + "'"))
                    .hasToString("[[360.0,3600.0]]"));
    LedgerStore ledger = new LedgerStore(running.database(DatabaseRole.AUDITOR));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(ledger.chains())
                    .anySatisfy(
                        chain -> {
                          assertThat(chain.tenant()).isEqualTo(TENANT);
                          assertThat(chain.origin()).isEqualTo(PlainClient.ORIGIN);
                        }));
    assertThat(LedgerVerifier.verify(ledger)).isNotEmpty().allMatch(ChainVerdict::holds);
  }

  @Test
  @Order(2)
  void theConsoleShowsTheEstates() throws Exception {
    assertThat(get(stack.urls().console() + "sign-in")).contains("INNOPARK");
    assertThat(get(stack.urls().console() + "api/overview")).contains("Sign in first");
    engineer = SignedIn.byLink(stack.urls());
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(engineer.get("api/overview")).contains("tai-po"));
    // the link worked once
    assertThatThrownBy(() -> SignedIn.byLink(stack.urls())).hasMessageContaining("used already");

    SignedIn tenant = SignedIn.byPassword(stack.urls(), TENANT, secret("console-" + TENANT));
    assertThat(tenant.get("api/overview")).contains(TENANT).doesNotContain("medivance");
    SignedIn auditor = SignedIn.byPassword(stack.urls(), "auditor", secret("console-auditor"));
    assertThat(auditor.get("api/overview")).contains(TENANT, "medivance").doesNotContain("\"good");
  }

  @Test
  @Order(3)
  void aStopOfYesterdayIsNamedOnThePageAndFiguresAndLedgerFollow() throws Exception {
    new NamedStop(running, engineer, PATIENCE).isNamed();
    assertThat(LedgerVerifier.verify(new LedgerStore(running.database(DatabaseRole.AUDITOR))))
        .isNotEmpty()
        .allMatch(ChainVerdict::holds);
  }

  @Test
  @Order(4)
  void anOrderOfYesterdayIsBegunAndEndedOnThePageAndItsFiguresAreInBothStores() throws Exception {
    new BegunOrder(engineer, PATIENCE).isMade();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        query(
                            "SELECT good, production_s FROM \"order\" WHERE level = 'line'"
                                + " AND \"order\" = '"
                                + BegunOrder.ORDER
                                + "'"))
                    .hasToString("[[300.0,3000.0]]"));
    // plants name theirs in what they send
    assertThat(query("SELECT count() FROM \"order\" WHERE origin = 'sim:up'").get(0).get(0).asInt())
        .isPositive();
  }

  @Test
  @Order(5)
  void thePlatformsPageHasTheGatewaysHeartbeatAndTheJobsCheckpoints() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode found = new JsonMapper().readTree(engineer.get("api/platform"));
              JsonNode gateway = found.at("/gateways/0");
              assertThat(gateway.path("reached").asBoolean()).isTrue();
              // one machine, one clock
              assertThat(Math.abs(gateway.path("clockOffsetMillis").asLong()))
                  .isLessThanOrEqualTo(gateway.path("withinMillis").asLong() + 1);
              assertThat(found.path("now").asLong() - gateway.path("heartbeatAt").asLong())
                  .isLessThan(60_000);
              JsonNode job = found.at("/flink/jobs/0");
              assertThat(job.path("name").asText()).isEqualTo("telemetry");
              assertThat(job.path("state").asText()).isEqualTo("RUNNING");
              assertThat(job.path("completed").asLong()).isPositive();
              assertThat(job.path("stateBytes").asLong()).isPositive();
              assertThat(job.path("completedAt").asLong()).isPositive();
            });
  }

  private String secret(String name) throws Exception {
    return Files.readString(data.root().resolve("secrets").resolve(name)).strip();
  }

  @Test
  @Order(6)
  void nobodyPublishesForAnotherTenantOrWithoutAPassword() throws Exception {
    MqttAsyncClient client = plain.connect("jade-pharma-guess", null);
    assertThat(client).isNull();
    MqttAsyncClient plant = plain.connect(TENANT, "mqtt-" + TENANT);
    var token =
        plant.publish(
            "innopark/tai-po/golden-noodle/line-1/oven-1",
            "{}".getBytes(StandardCharsets.UTF_8),
            1,
            false);
    token.waitForCompletion(60_000);
    assertThat(token.getReasonCodes()).containsExactly(135);
    // the broker may have hung up on it already
    plant.disconnectForcibly(0, 1_000, false);
    plant.close(true);
  }

  @Test
  @Order(7)
  void theFolderIsHeldAndSecretsAreNotInTheLogs() throws Exception {
    assertThatThrownBy(() -> DataFolder.open(data.root())).isInstanceOf(RefusedException.class);
    for (Path secret : files(data.root().resolve("secrets"))) {
      String value = Files.readString(secret).strip();
      assertThat(files(data.root().resolve("logs")))
          .allSatisfy(log -> assertThat(Files.readString(log)).doesNotContain(value));
    }
  }

  @Test
  @Order(8)
  void countsAddUpAndFiguresAreTheTruthAcrossARestart() throws Exception {
    assertThat(stack.failure()).isEmpty();
    StackCounts counts = stack.finish(PATIENCE);
    stack.close();

    // the plain client's messages are bridged as well
    assertThat(counts.bridged()).isEqualTo(counts.published() + 2 * PlainClient.SAMPLES);
    // and what was said of the stop and the order is decoded like a message
    assertAddUp(counts, 2);
    assertThat(counts.published()).isGreaterThan(5_000);
    assertThat(counts.pointsWritten()).isPositive();
    assertThat(counts.ledgerRows()).isPositive();
    assertThat(counts.oracleRows()).isPositive();
    assertThat(counts.oracleMismatches()).isZero();

    stack = newStack();
    stack.start();
    StackCounts second = stack.finish(PATIENCE);
    stack.close();

    assertAddUp(second, 0);
    assertThat(second.oracleRows()).isGreaterThanOrEqualTo(counts.oracleRows());
    assertThat(second.oracleMismatches()).isZero();
    // it went on from where it was
    assertThat(second.published()).isLessThan(counts.published() / 2);
  }

  @Test
  @Order(9)
  void aLedgerWithRowsAndAJobWithoutStateAreRefused() throws Exception {
    stack.close();
    data.close();
    for (String snapshots : List.of("checkpoints", "savepoints")) {
      try (Stream<Path> files = Files.walk(data.root().resolve("flink").resolve(snapshots))) {
        files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
    data = DataFolder.open(data.root());
    stack = newStack();

    assertThatThrownBy(stack::start)
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("no state of the job is in " + data.root().resolve("flink"))
        .hasMessageContaining("from a backup");
  }

  private static void assertAddUp(StackCounts counts, int annotations) {
    assertThat(counts.decoded() + counts.deadLetters() + counts.duplicates())
        .as(counts.toString())
        .isEqualTo(counts.bridged() + annotations);
  }

  private static JsonNode query(String sql) throws Exception {
    String url =
        "http://127.0.0.1:"
            + running.ports().timeSeries()
            + "/exec?query="
            + URLEncoder.encode(sql, StandardCharsets.UTF_8);
    return new JsonMapper().readTree(get(url)).path("dataset");
  }

  private static String get(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
        .body();
  }

  private static List<Path> files(Path directory) throws Exception {
    try (var files = Files.list(directory)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
