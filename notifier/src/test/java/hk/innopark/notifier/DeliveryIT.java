package hk.innopark.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import hk.innopark.events.Alert;
import hk.innopark.registry.DatabaseRole;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From alerts to mails and webhooks, over a real database, mail server and receiver. */
class DeliveryIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String EVERYBODY =
      """
      channels:
        - {tenant: golden-noodle, id: lead, kind: email, to: [lead@example.com, second@example.com]}
        - {tenant: golden-noodle, id: boss, kind: email, to: [boss@example.com], language: zh-HK}
        - {tenant: golden-noodle, id: mes, kind: webhook, url: "{receiver}/takes"}
      notifications:
        - {tenant: golden-noodle, id: all, channels: [lead, mes], escalate: {after: PT1H, to: [boss]}}
      """;

  @TempDir Path folder;
  private Bench bench;

  @AfterEach
  void stop() throws Exception {
    bench.close();
  }

  private static Alert alert() {
    return Sample.stopped("line-1", System.currentTimeMillis());
  }

  private void awaitStatus(String... rows) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        bench.query(
                            "SELECT channel, change, status FROM notify.delivery ORDER BY id"))
                    .containsExactly(rows));
  }

  @Test
  void anAlertThatIsToldAgainAndAgainIsOneMail() throws Exception {
    bench = new Bench(folder, EVERYBODY);
    Alert alert = alert();
    Alert over = Sample.cleared(alert, alert.raisedAtMillis() + 5 * Sample.MINUTE);
    ExecutorService consumers = Executors.newFixedThreadPool(4);
    bench.dispatch();
    bench.dispatch();
    // a restarted job and a replay: the same records, from several consumers at a time
    List<Future<Boolean>> kept =
        consumers.invokeAll(
            java.util.Collections.nCopies(
                40, (java.util.concurrent.Callable<Boolean>) () -> bench.tell(alert)));
    int fresh = 0;
    for (Future<Boolean> one : kept) {
      fresh += one.get() ? 1 : 0;
    }
    consumers.shutdown();
    awaitStatus("lead raised sent", "mes raised sent", "boss escalated waiting");
    bench.tell(over);
    bench.tell(alert);
    bench.tell(over);
    awaitStatus(
        "lead raised sent", "mes raised sent", "boss escalated cancelled", "mes cleared sent");

    assertThat(fresh).isEqualTo(1);
    assertThat(bench.mails()).as("one mail at two addresses").hasSize(2);
    assertThat(bench.receiver.received).hasSize(2);
    MimeMessage mail = bench.mails().get(0);
    assertThat(mail.getSubject())
        .isEqualTo("Critical: Golden Noodle. Steamed noodles has stood still for 8 min.");
    assertThat(Bench.header(mail, "Message-ID"))
        .isEqualTo("<" + AlertKey.of(alert) + ".raised.golden-noodle.lead@innopark.example>");
    assertThat(Bench.header(mail, "Auto-Submitted")).isEqualTo("auto-generated");
  }

  @Test
  void aWebhookIsSignedAndTriedAgainWithTheSameId() throws Exception {
    bench = new Bench(folder, EVERYBODY);
    bench.receiver.statuses.addAll(List.of(503, 429));
    Alert alert = alert();
    bench.tell(alert);
    bench.dispatch();
    await().atMost(PATIENCE).until(() -> bench.receiver.received.size() == 3);

    assertThat(bench.receiver.received)
        .allSatisfy(
            one -> {
              assertThat(one.id()).isEqualTo(AlertKey.of(alert) + ".raised");
              assertThat(one.signature())
                  .isEqualTo(
                      WebhookSender.signature(
                          Bench.SECRET.getBytes(StandardCharsets.UTF_8),
                          one.id(),
                          one.timestamp(),
                          one.body().getBytes(StandardCharsets.UTF_8)));
            });
    var body = new ObjectMapper().readTree(bench.receiver.received.get(0).body());
    assertThat(body.path("kind").asText()).isEqualTo("line_stopped");
    assertThat(body.path("text").asText()).isEqualTo("Steamed noodles has stood still for 8 min.");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        bench.query(
                            "SELECT a.outcome, a.detail FROM notify.attempt a JOIN notify.delivery d"
                                + " ON d.id = a.delivery WHERE d.channel = 'mes' ORDER BY a.id"))
                    .containsExactly(
                        "failed the receiver answers with status 503",
                        "failed the receiver answers with status 429",
                        "sent status 204"));
  }

  /** As Standard Webhooks' own example has it. */
  @Test
  void aSignatureIsThatOfTheStandard() throws Exception {
    bench = new Bench(folder, EVERYBODY);
    byte[] key = java.util.Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    assertThat(
            WebhookSender.signature(
                key,
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                "1614265330",
                "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void aRedirectIsNotFollowedAndAPrivateAddressNotCalled() throws Exception {
    bench = new Bench(folder, EVERYBODY.replace("/takes", "/moved"));
    bench.tell(alert());
    Dispatcher first = bench.dispatch();
    awaitStatus("lead raised sent", "mes raised failed", "boss escalated waiting");
    assertThat(bench.receiver.at("/takes")).isEmpty();
    assertThat(bench.receiver.at("/moved")).hasSize(1);
    first.stop();

    bench.with("WEBHOOK_NETWORKS", "").dispatch();
    bench.tell(Sample.stopped("line-2", System.currentTimeMillis()));
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        bench.query(
                            "SELECT detail FROM notify.delivery WHERE channel = 'mes' ORDER BY id DESC"
                                + " LIMIT 1"))
                    .containsExactly(
                        "127.0.0.1 has an address that is not public; WEBHOOK_NETWORKS does not name"
                            + " it"));
    assertThat(bench.receiver.received).hasSize(1);
  }

  @Test
  void aChannelThatHangsAndOneThatIsNotThereDelayNobody() throws Exception {
    bench =
        new Bench(
            folder,
            """
            channels:
              - {tenant: golden-noodle, id: lead, kind: email, to: [lead@example.com]}
              - {tenant: golden-noodle, id: light, kind: mqtt}
              - {tenant: golden-noodle, id: hangs, kind: webhook, url: "{receiver}/hangs"}
            notifications:
              - {tenant: golden-noodle, id: all, channels: [hangs, light, lead]}
            """);
    bench.dispatch();
    long now = System.currentTimeMillis();
    for (int alert = 0; alert < 20; alert++) {
      bench.tell(Sample.stopped("line-1", now - alert));
    }
    await().atMost(PATIENCE).until(() -> bench.mails().size() == 20);

    assertThat(bench.receiver.received).as("still waiting for its first answer").hasSize(1);
    assertThat(
            bench.query(
                "SELECT DISTINCT channel, status FROM notify.delivery WHERE status = 'sent'"))
        .containsExactly("lead sent");
    assertThat(
            bench.query(
                "SELECT DISTINCT detail FROM notify.delivery WHERE channel = 'light' AND attempts > 0"))
        .containsExactly("no MQTT broker: MQTT_URL is not set");
  }

  /** Between sending and marking, at-least-once means: once more, and known by its id. */
  @Test
  void whatWasBeingSentWhenTheNotifierWasKilledIsSentOnceMoreWithTheSameId() throws Exception {
    bench = new Bench(folder, EVERYBODY);
    Alert alert = alert();
    bench.tell(alert);
    DeliveryQueue killed = new DeliveryQueue(bench.login(DatabaseRole.NOTIFIER));
    Optional<Delivery> claimed =
        killed.claim(new DeliveryQueue.DueChannel("golden-noodle", "lead"));
    assertThat(claimed).isPresent();
    bench.dispatch();
    // nobody else takes what is claimed
    awaitStatus("lead raised sending", "mes raised sent", "boss escalated waiting");
    assertThat(bench.mails()).isEmpty();

    bench.query("UPDATE notify.delivery SET claimed_until = now() - interval '1 s'");
    awaitStatus("lead raised sent", "mes raised sent", "boss escalated waiting");

    assertThat(claimed.get().messageId()).isEqualTo(AlertKey.of(alert) + ".raised");
    assertThat(Bench.header(bench.mails().get(0), "X-Innopark-Alert"))
        .isEqualTo(claimed.get().messageId());
    assertThat(
            bench.query(
                "SELECT a.outcome FROM notify.attempt a JOIN notify.delivery d ON d.id = a.delivery"
                    + " WHERE d.channel = 'lead' ORDER BY a.id"))
        .containsExactly("interrupted", "sent");
  }

  @Test
  void whatNobodyAcknowledgesIsToldOthersAndWhatSomebodyDoesIsNot() throws Exception {
    bench = new Bench(folder, EVERYBODY);
    bench.dispatch();
    bench.tell(Sample.stopped("line-1", System.currentTimeMillis()));
    bench.tell(Sample.stopped("line-2", System.currentTimeMillis()));
    await().atMost(PATIENCE).until(() -> bench.mails().size() == 4);
    try (Connection console = bench.login(DatabaseRole.CONSOLE).getConnection();
        Statement statement = console.createStatement()) {
      statement.execute(
          "UPDATE notify.alert SET acknowledged_at = now(), acknowledged_by = 'wing'"
              + " WHERE line = 'line-1'");
    }
    awaitStatus(
        "lead raised sent",
        "mes raised sent",
        "boss escalated cancelled",
        "lead raised sent",
        "mes raised sent",
        "boss escalated waiting");
    // an hour later
    bench.query("UPDATE notify.delivery SET due_at = now() WHERE change = 'escalated'");
    await().atMost(PATIENCE).until(() -> bench.mails().size() == 5);

    MimeMessage last = bench.mails().get(4);
    assertThat(last.getSubject()).isEqualTo("未有人確認，嚴重：Golden Noodle。line-2 已停頓 8 分鐘。");
    assertThat(Bench.header(last, "In-Reply-To")).contains(".raised.golden-noodle.boss@");
  }

  @Test
  void whatIsOverBeforeTheQuietHoursAreIsToldNobody() throws Exception {
    bench =
        new Bench(
            folder,
            """
            channels:
              - {tenant: golden-noodle, id: lead, kind: email, to: [lead@example.com]}
              - {tenant: golden-noodle, id: mes, kind: webhook, url: "{receiver}/takes"}
            notifications:
              - {tenant: golden-noodle, id: a, channels: [lead], quiet: {from: "00:00", to: "23:59"}}
              - {tenant: golden-noodle, id: b, channels: [mes]}
            """);
    bench.dispatch();
    Alert alert = alert();
    bench.tell(alert);
    bench.query(
        "UPDATE notify.delivery SET held = true, due_at = now() + interval '6 h'"
            + " WHERE channel = 'lead'");
    awaitStatus("lead raised waiting", "mes raised sent");
    bench.tell(Sample.cleared(alert, alert.raisedAtMillis() + Sample.MINUTE));
    awaitStatus("lead raised cancelled", "mes raised sent", "mes cleared sent");

    assertThat(bench.mails()).isEmpty();
  }

  @Test
  void theLogOfWhatWasTriedCannotBeChangedAndTheConsoleOnlyAcknowledges() throws Exception {
    bench = new Bench(folder, EVERYBODY);
    bench.dispatch();
    bench.tell(alert());
    await().atMost(PATIENCE).until(() -> bench.mails().size() == 2);
    for (String change :
        List.of(
            "UPDATE notify.attempt SET outcome = 'sent'",
            "DELETE FROM notify.attempt",
            "DELETE FROM notify.alert",
            "UPDATE notify.alert SET acknowledged_by = 'nobody', acknowledged_at = now()",
            "SELECT * FROM ledger")) {
      assertDenied(DatabaseRole.NOTIFIER, change);
    }
    for (String change :
        List.of(
            "UPDATE notify.delivery SET status = 'sent'",
            "INSERT INTO notify.attempt (delivery, tenant, outcome) VALUES (1, 'x', 'sent')",
            "UPDATE notify.alert SET severity = 'notice'")) {
      assertDenied(DatabaseRole.CONSOLE, change);
    }
  }

  private void assertDenied(DatabaseRole role, String sql) {
    assertThatExceptionOfType(SQLException.class)
        .as("%s: %s", role, sql)
        .isThrownBy(
            () -> {
              try (Connection connection = bench.login(role).getConnection();
                  Statement statement = connection.createStatement()) {
                statement.execute(sql);
              }
            })
        .withMessageContaining("permission denied");
  }
}
