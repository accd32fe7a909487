package hk.innopark.embedded.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hk.innopark.embedded.server.LoopbackPorts;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.ledger.ChainVerdict;
import hk.innopark.registry.ledger.LedgerStore;
import hk.innopark.registry.ledger.LedgerVerifier;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** A stop of yesterday that is named on the page, through every part of the stack. */
@EnabledIfSystemProperty(
    named = "servers",
    matches = "true",
    disabledReason = "takes minutes; run with -Dservers=true")
class NamedStopIT {
  private static final Duration PATIENCE = Duration.ofMinutes(6);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String LINE = "api/tenants/golden-noodle/lines/line-1/";

  @TempDir static Path folder;
  private static DataFolder data;
  private static LocalDate yesterday;
  private static EmbeddedStack stack;

  @BeforeAll
  static void start() throws Exception {
    yesterday = LocalDate.now(ZoneId.of("Asia/Hong_Kong")).minusDays(1);
    data = DataFolder.open(folder.resolve("data"));
    StackSettings settings =
        new StackSettings(
            new Installation(
                Path.of("..", "broker", "target", "lib"), Path.of("target", "postgres")),
            data.root(),
            Duration.ofHours(40),
            LoopbackPorts.free());
    stack = EmbeddedStack.on(data, settings, new SilentListener());
    stack.start();
  }

  @AfterAll
  static void stop() throws Exception {
    stack.close();
    data.close();
  }

  @Test
  void figuresAndLedgerFollowWhatIsSaid() throws Exception {
    SignedIn engineer = SignedIn.byLink(stack.urls());
    String token = JSON.readTree(engineer.get("api/session")).path("changeToken").asText();
    JsonNode stop = anEndedStop(engineer);
    long begin = stop.path("begin").asLong();
    JsonNode before = page(engineer);
    String hour =
        Instant.ofEpochMilli(begin - Math.floorMod(begin, Duration.ofHours(1).toMillis()))
            .toString();
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(reasons(hour)).contains("period closed"));

    String answer =
        engineer.post(
            LINE + "annotations",
            token,
            JSON.writeValueAsString(
                Map.of(
                    "machine",
                    stop.path("machine").asText(),
                    "origin",
                    before.path("at").path("origin").asText(),
                    "from",
                    begin,
                    "to",
                    stop.path("end").asLong(),
                    "reason",
                    "washing",
                    "comment",
                    "the new hose")));
    assertThat(answer).startsWith("202 ");
    String id = JSON.readTree(answer.substring(4)).path("id").asText();

    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              JsonNode named = find(page(engineer), stop);
              assertThat(named.path("annotation").asText()).isEqualTo(id);
              assertThat(named.path("named").asText()).isEqualTo("cleaning");
              assertThat(named.path("comment").asText()).isEqualTo("the new hose");
            });
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(reasons(hour)).contains("reclassified"));
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(
            () -> {
              JsonNode after = page(engineer);
              double seconds = (stop.path("end").asLong() - begin) / 1e3;
              assertThat(cleaning(after) - cleaning(before)).isCloseTo(seconds, within(0.01));
              assertThat(after.path("figures").path("delay_s").asDouble())
                  .isCloseTo(before.path("figures").path("delay_s").asDouble(), within(0.01));
            });
    LedgerStore ledger =
        new LedgerStore(RunningStack.of(data.root()).database(DatabaseRole.AUDITOR));
    assertThat(LedgerVerifier.verify(ledger)).isNotEmpty().allMatch(ChainVerdict::holds);
  }

  /** Of yesterday, not named cleaning by its machine, and wholly planned time around it. */
  private static JsonNode anEndedStop(SignedIn engineer) {
    List<JsonNode> found = new ArrayList<>();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(2))
        .until(
            () -> {
              found.clear();
              for (JsonNode stop : page(engineer).path("stops")) {
                long seconds = (stop.path("end").asLong() - stop.path("begin").asLong()) / 1000;
                if (!stop.path("ongoing").asBoolean()
                    && stop.path("state").asText().equals("down")
                    && seconds > 60
                    && !stop.path("machineReason").asText().equals("cleaning")) {
                  found.add(stop);
                }
              }
              return !found.isEmpty();
            });
    return found.get(0);
  }

  private static double cleaning(JsonNode page) {
    for (JsonNode lost : page.path("downtime")) {
      if (lost.path("reason").asText().equals("cleaning")) {
        return lost.path("seconds").asDouble();
      }
    }
    return 0;
  }

  private static JsonNode page(SignedIn engineer) throws Exception {
    return JSON.readTree(engineer.get(LINE + "stops?day=" + yesterday));
  }

  private static JsonNode find(JsonNode page, JsonNode stop) {
    for (JsonNode one : page.path("stops")) {
      if (one.path("machine").equals(stop.path("machine"))
          && one.path("begin").equals(stop.path("begin"))) {
        return one;
      }
    }
    throw new AssertionError("the stop is gone");
  }

  private static List<String> reasons(String hour) throws Exception {
    List<String> reasons = new ArrayList<>();
    try (Connection connection =
            RunningStack.of(data.root()).database(DatabaseRole.AUDITOR).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT reason FROM ledger WHERE tenant = 'golden-noodle' AND line = 'line-1'"
                    + " AND measurement = 'throughput' AND grain = 'hour' AND period_start = '"
                    + hour
                    + "' ORDER BY revision")) {
      while (row.next()) {
        reasons.add(row.getString(1));
      }
    }
    return reasons;
  }
}
