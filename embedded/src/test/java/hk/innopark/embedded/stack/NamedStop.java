package hk.innopark.embedded.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hk.innopark.registry.DatabaseRole;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;

/** A stop of yesterday that an engineer names on the page. */
final class NamedStop {
  /** Its machine's, of which nothing else is said at that origin. */
  static final String TOPIC = "innopark/yuen-long/yl-semicon/smt-1/printer-1";

  static final int FIRST_DOWN = 120;
  static final int FIRST_UP = 180;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ZoneId HONG_KONG = ZoneId.of("Asia/Hong_Kong");
  private static final String LINE = "api/tenants/yl-semicon/lines/smt-1/";
  private static final double SECONDS = (FIRST_UP - FIRST_DOWN) * 10.0;

  private final LocalDate day = LocalDate.now(HONG_KONG).minusDays(1);
  private final RunningStack running;
  private final SignedIn engineer;
  private final Duration patience;

  NamedStop(RunningStack running, SignedIn engineer, Duration patience) {
    this.running = running;
    this.engineer = engineer;
    this.patience = patience;
  }

  /** The hour in which it is, a full one. */
  static Instant hour() {
    return LocalDate.now(HONG_KONG).minusDays(1).atTime(13, 0).atZone(HONG_KONG).toInstant();
  }

  /** Names it and waits until page, figures and ledger have followed. */
  void isNamed() throws Exception {
    await("the hour is closed").until(() -> reasons().contains("period closed"));
    await("the page shows the stop")
        .untilAsserted(() -> assertThat(downtime("unspecified")).isEqualTo(SECONDS));
    JsonNode before = page();
    JsonNode stop = before.path("stops").path(0);
    assertThat(stop.path("begin").asLong())
        .isEqualTo(hour().plusSeconds(10L * FIRST_DOWN).toEpochMilli());
    String answer =
        engineer.post(
            LINE + "annotations",
            JSON.readTree(engineer.get("api/session")).path("changeToken").asText(),
            JSON.writeValueAsString(
                Map.of(
                    "machine",
                    stop.path("machine").asText(),
                    "origin",
                    PlainClient.ORIGIN,
                    "from",
                    stop.path("begin").asLong(),
                    "to",
                    stop.path("end").asLong(),
                    "reason",
                    "cleaning",
                    "comment",
                    "the new hose")));
    assertThat(answer).startsWith("202 ");
    String id = JSON.readTree(answer.substring(4)).path("id").asText();

    await("the stop has its name")
        .untilAsserted(
            () -> {
              JsonNode named = page().path("stops").path(0);
              assertThat(named.path("annotation").asText()).isEqualTo(id);
              assertThat(named.path("named").asText()).isEqualTo("cleaning");
              assertThat(named.path("comment").asText()).isEqualTo("the new hose");
            });
    await("the ledger says why its figures changed")
        .until(() -> reasons().contains("reclassified"));
    await("downtime by reason follows")
        .untilAsserted(
            () -> {
              assertThat(downtime("cleaning")).isEqualTo(SECONDS);
              assertThat(downtime("unspecified")).isZero();
            });
    JsonNode after = page().path("figures");
    for (String figure : List.of("delay_s", "oee", "availability", "failures", "mtbf_s")) {
      assertThat(after.path(figure).asDouble())
          .as(figure)
          .isCloseTo(before.path("figures").path(figure).asDouble(), within(1e-9));
    }
    assertThat(before.path("figures").path("unnamed_share").asDouble()).isEqualTo(1);
    assertThat(after.path("unnamed_share").asDouble()).isZero();
  }

  private ConditionFactory await(String what) {
    return org.awaitility.Awaitility.await(what)
        .atMost(patience)
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions();
  }

  private JsonNode page() throws Exception {
    return JSON.readTree(engineer.get(LINE + "stops?day=" + day + "&origin=" + PlainClient.ORIGIN));
  }

  private double downtime(String reason) throws Exception {
    for (JsonNode lost : page().path("downtime")) {
      if (lost.path("reason").asText().equals(reason)) {
        return lost.path("seconds").asDouble();
      }
    }
    return 0;
  }

  /** Why the ledger has each revision of the hour. */
  private List<String> reasons() throws Exception {
    List<String> reasons = new ArrayList<>();
    try (Connection connection = running.database(DatabaseRole.AUDITOR).getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "SELECT reason FROM ledger WHERE tenant = 'yl-semicon' AND line = 'smt-1'"
                    + " AND origin = ? AND measurement = 'throughput' AND grain = 'hour'"
                    + " AND period_start = ? ORDER BY revision")) {
      select.setString(1, PlainClient.ORIGIN);
      select.setObject(2, OffsetDateTime.ofInstant(hour(), ZoneOffset.UTC));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          reasons.add(row.getString(1));
        }
      }
    }
    return reasons;
  }
}
