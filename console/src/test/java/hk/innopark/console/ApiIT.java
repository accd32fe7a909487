package hk.innopark.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import hk.innopark.console.access.Grant;
import hk.innopark.console.access.Role;
import hk.innopark.console.figures.Measure;
import hk.innopark.console.ledger.SampleLedger;
import hk.innopark.events.FigureFields;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.ledger.LedgerStore;
import io.javalin.http.HandlerType;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The API for programs, over a real database. */
class ApiIT {
  static final Instant NOW = Instant.parse("2026-11-20T06:30:00Z");
  private static TestServer database;
  private static ConsoleServer server;

  @BeforeAll
  static void start() {
    database = new TestServer();
    server = server(database);
    server.start();
  }

  static ConsoleServer server(TestServer database) {
    new RegistryStore(database.login(DatabaseRole.REGISTRAR)).importRegistry(RegistryYaml.sample());
    LedgerStore ledger = new LedgerStore(database.login(DatabaseRole.WRITER));
    for (String tenant : List.of("golden-noodle", "yl-semicon")) {
      ledger.append(SampleLedger.rows(tenant, SampleFigures.ORIGIN, 30));
    }
    SampleNotifications.fill(database);
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    SampleFigures figures =
        new SampleFigures(SampleRegistry.load(), clock, NOW.minus(Duration.ofHours(2)));
    return new ConsoleServer(
        ConsoleConfig.loopback(0),
        database.access(),
        audience -> {
          var login =
              audience.tenant() == null
                  ? database.login(DatabaseRole.AUDITOR)
                  : database.tenantLogin(audience.tenant());
          return new Sources(
              figures, new RecentRegistry(new RegistryStore(login)::load), Optional.of(login));
        },
        Optional.empty(),
        clock);
  }

  @AfterAll
  static void stop() {
    server.close();
    database.close();
  }

  private static HttpResponse<String> get(Grant as, String path) {
    ConsoleClient client = new ConsoleClient(server, database.session(as));
    return client.send(client.request(path).GET());
  }

  private static JsonNode json(Grant as, String path) {
    HttpResponse<String> answer = get(as, path);
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
    return ConsoleClient.json(answer);
  }

  private static final Grant PLATFORM = Grant.of(Role.PLATFORM_ENGINEER);
  private static final Grant NOODLES = new Grant(Role.TENANT_ENGINEER, "golden-noodle");

  @Test
  void everyRouteIsDescribedAndNothingElse() {
    JsonNode document = json(PLATFORM, "/api/openapi.json");

    assertThat(document.get("openapi").asText()).isEqualTo("3.1.0");
    int described = 0;
    for (JsonNode path : document.get("paths")) {
      described += path.size();
    }
    assertThat(described)
        .isEqualTo(
            (int)
                server.routes().stream().filter(route -> route.path().startsWith("/api/")).count());
    JsonNode alerts = document.at("/paths/~1api~1alerts/get");
    assertThat(alerts.at("/x-scope").asText()).isEqualTo("figures");
    assertThat(alerts.at("/x-roles").toString())
        .contains("line_operator")
        .doesNotContain("auditor");
    assertThat(document.at("/paths/~1api~1sign-in/post/security")).isEmpty();
  }

  @Test
  void aRouteWithoutWordsAndWordsWithoutARouteStopTheConsole() {
    List<ConsoleServer.Route> routes = new ArrayList<>(server.routes());
    ConsoleServer.Route removed =
        routes.stream().filter(r -> r.path().equals("/api/figures")).findFirst().orElseThrow();
    routes.remove(removed);
    routes.add(new ConsoleServer.Route(HandlerType.GET, "/api/secret", Rule.FIGURES));

    assertThatIllegalStateException()
        .isThrownBy(() -> ApiDescription.requireWhole(routes))
        .withMessageContaining("GET /api/secret is not described")
        .withMessageContaining("GET /api/figures is described and not there");
  }

  @Test
  void pagesOfAlertsHaveEachOnceThoughNewOnesCome() {
    Set<String> keys = new HashSet<>();
    String cursor = "";
    int pages = 0;
    do {
      JsonNode page = json(PLATFORM, "/api/alerts?tenant=yl-semicon&limit=100" + cursor);
      page.get("items").forEach(item -> assertThat(keys.add(item.get("key").asText())).isTrue());
      cursor = page.get("next").isNull() ? null : "&cursor=" + page.get("next").asText();
      pages++;
      database.execute(
          "INSERT INTO notify.alert (key, kind, severity, estate, tenant, origin, since, raised_at)"
              + " VALUES (md5('new"
              + pages
              + "'), 'demand_peak', 'warning', 'yuen-long', 'yl-semicon', 'real', now(), now())");
    } while (cursor != null);
    database.execute("DELETE FROM notify.alert WHERE kind = 'demand_peak'");

    assertThat(pages).isEqualTo(3);
    assertThat(keys).hasSize(SampleNotifications.ALERTS - 1);
  }

  @Test
  void aTenantSeesItsOwnAlertsAndAcknowledgesThemOnce() {
    JsonNode alerts = json(NOODLES, "/api/alerts").get("items");
    assertThat(alerts).hasSize(1);
    JsonNode alert = alerts.get(0);
    assertThat(alert.get("text").asText()).contains("has stood still for 8 min");
    assertThat(alert.at("/deliveries/0/tries/0/detail").asText()).contains("503");
    assertThat(alert.at("/deliveries/1/kind").asText()).isEqualTo("mqtt");

    Grant others = new Grant(Role.TENANT_ENGINEER, "yl-semicon");
    assertThat(get(others, "/api/alerts/" + SampleNotifications.KEY).statusCode()).isEqualTo(404);
    assertThat(acknowledge(others, "mine").statusCode()).isEqualTo(404);
    assertThat(acknowledge(new Grant(Role.TENANT_VIEWER, "golden-noodle"), "x").statusCode())
        .isEqualTo(403);
    HttpResponse<String> first =
        acknowledge(new Grant(Role.LINE_OPERATOR, "golden-noodle"), "belt torn");
    assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
    HttpResponse<String> second = acknowledge(NOODLES, "me too");
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(second.headers().firstValue("Content-Type")).hasValue("application/problem+json");

    JsonNode now = json(NOODLES, "/api/alerts/" + SampleNotifications.KEY);
    assertThat(now.get("acknowledged_by").asText()).isEqualTo("line_operator.golden-noodle");
    assertThat(now.get("note").asText()).isEqualTo("belt torn");
    assertThat(json(NOODLES, "/api/alerts?state=open").get("items")).isEmpty();
    assertThat(json(PLATFORM, "/api/actions").get(0).get("action").asText())
        .isEqualTo("acknowledge alert");
  }

  private static HttpResponse<String> acknowledge(Grant as, String note) {
    String session = database.session(as);
    ConsoleClient client = new ConsoleClient(server, session);
    return client.send(
        client
            .request("/api/alerts/" + SampleNotifications.KEY + "/acknowledgement")
            .header("Content-Type", "application/json")
            .header(SessionCookie.CHANGE_HEADER, SessionCookie.changeToken(session))
            .POST(HttpRequest.BodyPublishers.ofString("{\"note\": \"" + note + "\"}")));
  }

  @Test
  void figuresInPagesAndAsCsvAreTheSameRows() {
    String query =
        "/api/figures?measurement=throughput&level=machine&grain=minute&from=2026-11-20T05:00:00Z"
            + "&to=2026-11-20T06:00:00Z";
    List<String> rows = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = json(PLATFORM, query + "&limit=1000" + cursor);
      page.get("items")
          .forEach(
              row ->
                  rows.add(
                      row.get("start").asText()
                          + ","
                          + row.get("estate").asText()
                          + ","
                          + row.get("tenant").asText()
                          + ","
                          + row.get("line").asText()
                          + ","
                          + row.get("machine").asText()));
      cursor = page.get("next").isNull() ? null : "&cursor=" + page.get("next").asText();
    } while (cursor != null);
    HttpResponse<String> csv = get(PLATFORM, query + "&format=csv");
    List<String> lines = csv.body().lines().toList();

    assertThat(csv.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
    assertThat(lines.get(0)).startsWith("start,estate,tenant,line,machine,revision,produced,good");
    assertThat(rows).hasSizeGreaterThan(1_000).doesNotHaveDuplicates();
    assertThat(lines.subList(1, lines.size()).stream().map(ApiIT::place).toList())
        .containsExactlyElementsOf(rows);
  }

  @ParameterizedTest
  @EnumSource(Measure.class)
  void rowsHaveEveryFieldOfTheirMeasurement(Measure measure) {
    String columns =
        get(
                PLATFORM,
                "/api/figures?measurement=%s&level=line&grain=hour&format=csv"
                        .formatted(measure.wireName())
                    + "&from=2026-11-20T05:00:00Z&to=2026-11-20T06:00:00Z")
            .body()
            .lines()
            .findFirst()
            .orElseThrow();

    assertThat(columns.split(","))
        .containsAll(FigureFields.of(measure.wireName()))
        .doesNotHaveDuplicates();
  }

  private static String place(String line) {
    return String.join(",", List.of(line.split(",", -1)).subList(0, 5));
  }

  @Test
  void rowsOfTheLedgerComeChainByChain() {
    List<String> rows = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = json(PLATFORM, "/api/ledger?limit=7" + cursor);
      page.get("items")
          .forEach(row -> rows.add(row.get("tenant").asText() + row.get("seq").asLong()));
      cursor = page.get("next").isNull() ? null : "&cursor=" + page.get("next").asText();
    } while (cursor != null);

    assertThat(rows).hasSizeGreaterThanOrEqualTo(60).doesNotHaveDuplicates();
    assertThat(rows.get(0)).isEqualTo("golden-noodle1");
    String audited = get(Grant.of(Role.AUDITOR), "/api/ledger").body();
    assertThat(audited).contains("withheld").doesNotContain("\"good\"");
  }

  @Test
  void aTenantSeesWhatWasRefusedOfItsOwnTopics() {
    JsonNode letters = json(NOODLES, "/api/dead-letters").get("items");

    assertThat(letters).hasSize(5);
    assertThat(letters).allMatch(one -> one.get("topic").asText().contains("/golden-noodle/"));
    assertThat(letters.get(0).get("payload_base64").asText()).isEqualTo("e3sA");
    assertThat(json(PLATFORM, "/api/dead-letters?reason=TYPE").get("items")).hasSize(4);
    assertThat(get(Grant.of(Role.AUDITOR), "/api/dead-letters").statusCode()).isEqualTo(403);
  }

  @Test
  void whatCannotBeAnsweredIsAProblemWithASentence() {
    for (String path :
        List.of(
            "/api/figures?measurement=x&level=line&grain=hour",
            "/api/figures?measurement=energy&level=line&grain=minute&from=2020-01-01T00:00:00Z",
            "/api/alerts?cursor=!",
            "/api/alerts?tenant=",
            "/api/alerts?limit=0")) {
      HttpResponse<String> answer = get(PLATFORM, path);
      assertThat(answer.statusCode()).as(path).isEqualTo(400);
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
      assertThat(ConsoleClient.json(answer).get("detail").asText()).endsWith(".");
    }
    assertThat(get(PLATFORM, "/api/ledger?cursor=eA").statusCode()).isEqualTo(404);
    HttpResponse<String> wrongMethod =
        new ConsoleClient(server, database.session(PLATFORM))
            .send(
                new ConsoleClient(server, database.session(PLATFORM))
                    .request("/api/session/view")
                    .GET());
    assertThat(wrongMethod.statusCode()).isEqualTo(405);
    assertThat(wrongMethod.headers().firstValue("Allow")).hasValue("POST");
  }

  @Test
  void aSpreadsheetComputesNothingOfACell() {
    assertThat(ApiListing.cell("=1+1")).isEqualTo("'=1+1");
    assertThat(ApiListing.cell("a,\"b\"")).isEqualTo("\"a,\"\"b\"\"\"");
    assertThat(ApiListing.cell(-1.5)).isEqualTo("-1.5");
  }
}
