package hk.innopark.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hk.innopark.console.access.Account;
import hk.innopark.console.access.Grant;
import hk.innopark.console.access.Role;
import hk.innopark.console.access.Scope;
import hk.innopark.registry.action.RecordedAction;
import hk.innopark.registry.model.Registry;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sessions, tokens and links over the real schema. */
class SignInTest {
  private static final Instant NOW = Instant.parse("2026-11-20T06:30:00Z");
  private static final String PASSWORD = "a long enough password";
  private static final Grant VIEWER = new Grant(Role.TENANT_VIEWER, "golden-noodle");

  private static TestServer database;
  private static ConsoleServer server;

  @BeforeAll
  static void start() {
    database = new TestServer();
    Registry registry = SampleRegistry.load();
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    SampleFigures figures = new SampleFigures(registry, clock, NOW.minus(Duration.ofHours(2)));
    server =
        new ConsoleServer(
            ConsoleConfig.loopback(0),
            database.access(),
            audience -> new Sources(figures, () -> registry, Optional.empty()),
            Optional.empty(),
            clock);
    server.start();
  }

  @AfterAll
  static void stop() {
    server.close();
    database.close();
  }

  private static Account person(String name, Grant... grants) {
    Account account = database.account(name, grants);
    database.access().accounts().setPassword(account, PASSWORD);
    return account;
  }

  private static HttpResponse<String> signIn(String session, String name, String password) {
    return new ConsoleClient(server, session)
        .post("/api/sign-in", "{\"name\":\"" + name + "\",\"password\":\"" + password + "\"}");
  }

  /** The session's token that an answer sets. */
  private static String token(HttpResponse<String> answer) {
    String cookie = answer.headers().firstValue("set-cookie").orElseThrow();
    return cookie.substring("innopark=".length(), cookie.indexOf(';'));
  }

  private static int status(String session) {
    return new ConsoleClient(server, session).get("/api/session").statusCode();
  }

  @Test
  void a_person_signs_in_with_a_cookie_that_no_script_and_no_other_site_can_use() {
    person("mei", VIEWER);

    HttpResponse<String> answer = signIn(null, "mei", PASSWORD);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("set-cookie").orElseThrow())
        .contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=43200");
    JsonNode session = new ConsoleClient(server, token(answer)).json("/api/session");
    assertThat(session.at("/view/tenant").asText()).isEqualTo("golden-noodle");
    assertThat(session.at("/choices")).hasSize(1);
  }

  @Test
  void a_wrong_password_and_an_unknown_name_are_told_alike() {
    person("wing", VIEWER);

    HttpResponse<String> wrong = signIn(null, "wing", "not the password");
    HttpResponse<String> unknown = signIn(null, "nobody-at-all", "not the password");

    assertThat(wrong.statusCode()).isEqualTo(401).isEqualTo(unknown.statusCode());
    assertThat(wrong.body()).isEqualTo(unknown.body());
    assertThat(wrong.headers().map()).doesNotContainKey("set-cookie");
  }

  @Test
  void guessing_is_stopped_also_with_the_right_password() {
    person("lam", VIEWER);
    for (int i = 0; i < 8; i++) {
      assertThat(signIn(null, "lam", "guess number " + i).statusCode()).isEqualTo(401);
    }

    HttpResponse<String> answer = signIn(null, "lam", PASSWORD);

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.body()).contains("Try again in");
  }

  @Test
  void signing_in_gives_a_new_session_and_ends_the_one_before() {
    person("kit", VIEWER);
    String first = token(signIn(null, "kit", PASSWORD));

    String second = token(signIn(first, "kit", PASSWORD));

    assertThat(second).isNotEqualTo(first);
    assertThat(status(first)).isEqualTo(401);
    assertThat(status(second)).isEqualTo(200);
  }

  @Test
  void signing_out_ends_the_session_on_the_server() {
    String session = database.session(VIEWER);

    assertThat(new ConsoleClient(server, session).delete("/api/session").statusCode())
        .isEqualTo(200);

    assertThat(status(session)).isEqualTo(401);
  }

  @Test
  void a_session_ends_with_its_right_and_with_its_account() {
    Account account = person("siu", VIEWER);
    String byRight = token(signIn(null, "siu", PASSWORD));
    database.access().accounts().revoke(account, VIEWER);
    assertThat(status(byRight)).isEqualTo(401);

    database.access().accounts().grant(account, VIEWER);
    String byAccount = token(signIn(null, "siu", PASSWORD));
    database.access().accounts().disable(account);
    assertThat(status(byAccount)).isEqualTo(401);
    assertThat(signIn(null, "siu", PASSWORD).statusCode()).isEqualTo(401);
  }

  @Test
  void a_session_that_is_over_or_idle_is_none() {
    String over = database.session(VIEWER);
    String idle = database.session(VIEWER);
    database.execute(
        "UPDATE access.session SET expires_at = now() - interval '1 second' WHERE token_hash ="
            + " sha256('"
            + over
            + "')");
    database.execute(
        "UPDATE access.session SET used_at = now() - interval '61 minutes' WHERE token_hash ="
            + " sha256('"
            + idle
            + "')");

    assertThat(status(over)).isEqualTo(401);
    assertThat(status(idle)).isEqualTo(401);
  }

  @Test
  void a_change_without_the_pages_token_or_from_another_site_is_refused() {
    String session = database.session(VIEWER);
    ConsoleClient client = new ConsoleClient(server, session);
    HttpRequest.Builder bare =
        client
            .request("/api/tokens")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString("{}"));
    assertThat(client.send(bare).statusCode()).isEqualTo(403);
    for (String[] header :
        new String[][] {
          {"Origin", "https://evil.example"},
          {"Origin", "null"},
          {"Sec-Fetch-Site", "cross-site"},
          {"Sec-Fetch-Site", "same-site"}
        }) {
      HttpRequest.Builder foreign =
          client
              .request("/api/tokens")
              .header("Content-Type", "application/json")
              .header(SessionCookie.CHANGE_HEADER, SessionCookie.changeToken(session))
              .header(header[0], header[1])
              .POST(HttpRequest.BodyPublishers.ofString("{}"));
      assertThat(client.send(foreign).statusCode()).as(header[1]).isEqualTo(403);
    }
    HttpRequest.Builder form =
        client
            .request("/api/sign-in")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("name=mei"));
    assertThat(client.send(form).statusCode()).isEqualTo(403);
  }

  @Test
  void a_person_of_two_tenants_reads_one_at_a_time_and_no_third() {
    Grant other = new Grant(Role.TENANT_ENGINEER, "medivance");
    person("ho", VIEWER, other);
    String first = token(signIn(null, "ho", PASSWORD));
    ConsoleClient asMedivance = new ConsoleClient(server, first);
    assertThat(asMedivance.get("/api/overview").body())
        .contains("medivance")
        .doesNotContain("golden-noodle");

    HttpResponse<String> chosen =
        asMedivance.post(
            "/api/session/view", "{\"role\":\"tenant_viewer\",\"tenant\":\"golden-noodle\"}");

    assertThat(status(first)).as("the old token").isEqualTo(401);
    ConsoleClient asNoodle = new ConsoleClient(server, token(chosen));
    assertThat(asNoodle.get("/api/overview").body())
        .contains("golden-noodle")
        .doesNotContain("medivance");
    for (String right :
        new String[] {
          "{\"role\":\"tenant_viewer\",\"tenant\":\"lotus-bakery\"}",
          "{\"role\":\"tenant_engineer\",\"tenant\":\"golden-noodle\"}",
          "{\"role\":\"auditor\"}",
          "{\"role\":\"platform_engineer\"}"
        }) {
      assertThat(asNoodle.post("/api/session/view", right).statusCode()).as(right).isEqualTo(403);
    }
  }

  @Test
  void who_runs_the_platform_looks_as_an_auditor_and_sees_no_more_than_one() {
    Account engineer = database.account("looks", Grant.of(Role.PLATFORM_ENGINEER));
    String session =
        database
            .access()
            .sessions()
            .begin(engineer.id(), Grant.of(Role.PLATFORM_ENGINEER), "127.0.0.1");

    HttpResponse<String> chosen =
        new ConsoleClient(server, session).post("/api/session/view", "{\"role\":\"auditor\"}");

    ConsoleClient auditor = new ConsoleClient(server, token(chosen));
    assertThat(auditor.get("/api/overview").body()).doesNotContain("\"good", "oee");
    assertThat(auditor.get("/api/accounts").statusCode()).isEqualTo(403);
  }

  @Test
  void a_link_signs_in_once() {
    Account account = database.account("new-here", VIEWER);
    String link = database.access().links().issue(account, Duration.ofHours(1));
    ConsoleClient browser = new ConsoleClient(server);
    String body = "{\"token\":\"" + link + "\"}";

    assertThat(status(token(browser.post("/api/sign-in/link", body)))).isEqualTo(200);
    assertThat(browser.post("/api/sign-in/link", body).statusCode()).isEqualTo(401);

    String late = database.access().links().issue(account, Duration.ofMillis(1));
    assertThat(browser.post("/api/sign-in/link", "{\"token\":\"" + late + "\"}").statusCode())
        .isEqualTo(401);
  }

  @Test
  void a_token_reads_within_its_scopes_until_it_is_revoked() {
    Account account = database.account("robot", VIEWER);
    String token =
        database
            .access()
            .tokens()
            .issue(account.id(), VIEWER, "test", EnumSet.of(Scope.FIGURES), Duration.ofDays(1));

    assertThat(byToken(token, "/api/overview")).isEqualTo(200);
    assertThat(byToken(token, "/api/ledger/chains")).isEqualTo(403);
    assertThat(byToken(token, "/api/tokens")).isEqualTo(403);
    assertThat(byToken(token + "x", "/api/overview")).isEqualTo(401);

    var kept = database.access().tokens().of(account.id()).get(0);
    assertThat(database.access().tokens().revoke(account.id(), kept.id())).isTrue();
    assertThat(byToken(token, "/api/overview")).isEqualTo(401);
  }

  private static int byToken(String token, String path) {
    ConsoleClient client = new ConsoleClient(server);
    return client
        .send(client.request(path).header("Authorization", "Bearer " + token))
        .statusCode();
  }

  @Test
  void what_is_kept_of_secrets_is_not_the_secrets() throws Exception {
    person("fong", VIEWER);
    String session = token(signIn(null, "fong", PASSWORD));
    try (var connection = database.superuser().getConnection();
        var rows =
            connection
                .createStatement()
                .executeQuery(
                    "SELECT string_agg(a::text, ' ') || (SELECT string_agg(s::text, ' ') FROM"
                        + " access.session s) FROM access.account a")) {
      rows.next();
      assertThat(rows.getString(1))
          .contains("$argon2id$v=19$m=19456,t=2,p=1$")
          .doesNotContain(PASSWORD, session);
    }
  }

  @Test
  void what_people_do_is_recorded_with_who_when_and_from_where() {
    person("yip", VIEWER);
    String session = token(signIn(null, "yip", PASSWORD));
    new ConsoleClient(server, session)
        .post("/api/tokens", "{\"label\":\"mine\",\"days\":3,\"scopes\":[\"figures\"]}");

    assertThat(database.access().actions().newest(Optional.empty(), Long.MAX_VALUE, 1_000))
        .filteredOn(recorded -> recorded.action().account().equals("yip"))
        .extracting(RecordedAction::action)
        .anySatisfy(
            action -> {
              assertThat(action.action()).isEqualTo("issue token");
              assertThat(action.tenant()).isEqualTo("golden-noodle");
              assertThat(action.address()).isEqualTo("127.0.0.1");
              assertThat(action.role()).isEqualTo("tenant_viewer");
            })
        .anySatisfy(action -> assertThat(action.action()).isEqualTo("sign-in"));
  }
}
