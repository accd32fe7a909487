package hk.innopark.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import hk.innopark.console.figures.FigureQuery;
import hk.innopark.console.figures.FigureRow;
import hk.innopark.console.figures.FigureStore;
import hk.innopark.console.figures.FigureStoreException;
import hk.innopark.console.figures.Origin;
import hk.innopark.registry.model.Registry;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsoleServerTest {
  private static final Instant NOW = Instant.parse("2026-11-20T06:30:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Registry REGISTRY = SampleRegistry.load();

  private static TestServer database;
  private static ConsoleServer server;
  private static ConsoleClient client;

  @BeforeAll
  static void start() {
    database = new TestServer();
    server = start(new SampleFigures(REGISTRY, CLOCK, NOW.minus(Duration.ofHours(30))));
    client = new ConsoleClient(server, database.platformSession());
  }

  private static ConsoleServer start(FigureStore store) {
    ConsoleServer started = newServer(store, 0);
    started.start();
    return started;
  }

  private static ConsoleServer newServer(FigureStore store, int port) {
    return new ConsoleServer(
        ConsoleConfig.loopback(port),
        database.access(),
        audience -> new Sources(store, () -> REGISTRY, Optional.empty()),
        Optional.empty(),
        CLOCK);
  }

  @AfterAll
  static void stop() {
    server.stop();
    database.close();
  }

  @Test
  void the_overview_has_every_estate_and_tenant_with_live_figures() {
    JsonNode overview = client.json("/api/overview");
    assertThat(overview.at("/at/origin").asText()).isEqualTo(SampleFigures.ORIGIN);
    assertThat(overview.at("/at/simulated").asBoolean()).isTrue();
    assertThat(overview.at("/at/asOf").asLong()).isEqualTo(NOW.toEpochMilli());
    assertThat(overview.get("estates")).hasSize(3);
    int tenants = 0;
    for (JsonNode estate : overview.get("estates")) {
      for (JsonNode tenant : estate.get("tenants")) {
        tenants++;
        assertThat(tenant.at("/figures/oee").asDouble()).isBetween(0.1, 1.1);
        assertThat(tenant.at("/figures/kw_now").asDouble()).isPositive();
        assertThat(tenant.at("/figures/carbon_kg_today").asDouble()).isPositive();
        assertThat(tenant.at("/figures/coverage").asDouble()).isBetween(0.5, 1.0);
        assertThat(tenant.at("/power/values").size()).isBetween(48, 49);
        assertThat(tenant.at("/lines/0/time/running").asDouble()).isPositive();
      }
    }
    assertThat(tenants).isEqualTo(REGISTRY.tenants().size());
  }

  @Test
  void an_estate_is_the_sum_of_its_tenants() {
    for (JsonNode estate : client.json("/api/overview").get("estates")) {
      double kilowatts = 0;
      double idealGood = 0;
      double busy = 0;
      for (JsonNode tenant : estate.get("tenants")) {
        JsonNode figures = tenant.get("figures");
        kilowatts += figures.get("kw_now").asDouble();
        idealGood += figures.get("ideal_good_covered_s").asDouble();
        busy += figures.get("planned_busy_s").asDouble() - figures.get("unknown_s").asDouble();
      }
      assertThat(estate.at("/figures/kw_now").asDouble()).isCloseTo(kilowatts, within(1e-6));
      assertThat(estate.at("/figures/oee").asDouble()).isCloseTo(idealGood / busy, within(1e-9));
    }
  }

  @Test
  void a_tenant_has_charts_lines_downtime_and_commitments() {
    JsonNode tenant = client.json("/api/tenants/golden-noodle?range=8h");
    assertThat(tenant.at("/subject/tenantName").asText()).isEqualTo("Golden Noodle");
    int buckets = tenant.at("/series/t").size();
    assertThat(buckets).isBetween(48, 49);
    for (JsonNode field : tenant.at("/series/figures")) {
      assertThat(field).hasSize(buckets);
    }
    assertThat(tenant.get("lines")).hasSize(2);
    assertThat(tenant.at("/lines/0/machines")).hasSize(3);
    assertThat(tenant.at("/commitments/0/id").asText()).isEqualTo("noodle-carbon");
    double delay = 0;
    for (JsonNode reason : tenant.get("downtime")) {
      delay += reason.get("seconds").asDouble();
    }
    assertThat(delay).isEqualTo(tenant.at("/totals/delay_s").asDouble()).isPositive();
  }

  @Test
  void a_tenants_lines_are_together_the_tenant() {
    JsonNode tenant = client.json("/api/tenants/golden-noodle?range=24h");
    double good = 0;
    for (JsonNode line : tenant.get("lines")) {
      good += line.at("/figures/good").asDouble();
    }
    assertThat(good).isEqualTo(tenant.at("/totals/good").asDouble());
  }

  @Test
  void a_line_has_its_own_page_and_figures() {
    assertThat(client.get("/tenants/golden-noodle/lines/line-2").statusCode()).isEqualTo(200);
    JsonNode line = client.json("/api/tenants/golden-noodle/lines/line-2?range=7d");
    assertThat(line.at("/subject/lineName").asText()).isEqualTo("Dumpling line");
    assertThat(line.get("lines")).hasSize(1);
    assertThat(line.at("/totals/good").asDouble())
        .isEqualTo(line.at("/lines/0/figures/good").asDouble());
  }

  @Test
  void before_the_first_figures_every_page_says_so() {
    ConsoleServer empty = start(new SampleFigures(REGISTRY, CLOCK, NOW.plusSeconds(60)));
    try {
      ConsoleClient browser = new ConsoleClient(empty, database.platformSession());
      assertThat(browser.json("/api/overview").at("/at/asOf").isNull()).isTrue();
      assertThat(browser.json("/api/overview").at("/estates/0/tenants/0/figures")).isEmpty();
      JsonNode tenant = browser.json("/api/tenants/golden-noodle");
      assertThat(tenant.get("range").isNull()).isTrue();
      assertThat(tenant.at("/commitments/0/standing").asText()).isEqualTo("insufficient_evidence");
      assertThat(browser.get("/health").statusCode()).isEqualTo(200);
    } finally {
      empty.stop();
    }
  }

  @Test
  void a_store_that_is_away_is_one_clear_sentence_and_the_pages_still_load() {
    ConsoleServer lonely = start(new AwayStore());
    try {
      ConsoleClient browser = new ConsoleClient(lonely, database.platformSession());
      for (String path : List.of("/api/overview", "/api/tenants/golden-noodle", "/health")) {
        HttpResponse<String> answer = browser.get(path);
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(ConsoleClient.json(answer).get("detail").asText())
            .startsWith("The time-series store does not answer")
            .doesNotContain("secret");
      }
      assertThat(browser.get("/").statusCode()).isEqualTo(200);
      assertThat(browser.get("/tenants/golden-noodle").statusCode()).isEqualTo(200);
    } finally {
      lonely.stop();
    }
  }

  @Test
  void what_people_say_being_away_is_said_of_its_own_database() {
    database.execute("ALTER TABLE shopfloor.annotation RENAME TO away");
    try {
      HttpResponse<String> answer =
          client.post("/api/tenants/golden-noodle/lines/line-1/orders", "{\"order\":\"A-1\"}");
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(ConsoleClient.json(answer).get("detail").asText())
          .isEqualTo("The database of what people say of stops and orders does not answer.");
    } finally {
      database.execute("ALTER TABLE shopfloor.away RENAME TO annotation");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "shopfloor.stop, lines/line-1/stops",
    "shopfloor.order_day, orders",
    "shopfloor.last_reading, devices"
  })
  void what_machines_did_being_away_is_said_of_its_own_database(String table, String page) {
    ConsoleServer connected =
        new ConsoleServer(
            ConsoleConfig.loopback(0),
            database.access(),
            audience ->
                new Sources(
                    new SampleFigures(REGISTRY, CLOCK, NOW.minus(Duration.ofHours(2))),
                    () -> REGISTRY,
                    Optional.of(database.superuser())),
            Optional.empty(),
            CLOCK);
    connected.start();
    database.execute("ALTER TABLE " + table + " RENAME TO away");
    try {
      HttpResponse<String> answer =
          new ConsoleClient(connected, database.platformSession())
              .get("/api/tenants/golden-noodle/" + page);
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(ConsoleClient.json(answer).get("detail").asText())
          .isEqualTo("The database of stops, orders and devices does not answer.");
    } finally {
      database.execute("ALTER TABLE shopfloor.away RENAME TO " + table.replace("shopfloor.", ""));
      connected.stop();
    }
  }

  private static final class AwayStore implements FigureStore {
    private static FigureStoreException away() {
      return new FigureStoreException("secret detail of http://10.0.0.1:9000");
    }

    @Override
    public List<FigureRow> rows(FigureQuery query) {
      throw away();
    }

    @Override
    public List<FigureRow> totals(FigureQuery query) {
      throw away();
    }

    @Override
    public List<FigureRow> sums(FigureQuery query, Duration bucket) {
      throw away();
    }

    @Override
    public List<Origin> origins() {
      throw away();
    }
  }

  @Test
  void without_a_ledger_the_audit_page_says_so() {
    assertThat(client.get("/audit").statusCode()).isEqualTo(200);
    assertThat(client.json("/api/ledger/chains").get("connected").asBoolean()).isFalse();
    assertThat(client.get("/api/ledger/rows").statusCode()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/tenants/golden-noodle",
        "/audit",
        "/api/overview",
        "/assets/app.css",
        "/assets/uplot.js",
        "/nowhere",
        "/api/nowhere",
        "/health"
      })
  void every_answer_has_the_security_headers(String path) {
    HttpResponse<String> answer = client.get(path);
    SecurityHeaders.ALL.forEach(
        (name, value) -> {
          if (!name.equals("Cache-Control")) {
            assertThat(answer.headers().firstValue(name)).as(name).hasValue(value);
          }
        });
    assertThat(answer.headers().map())
        .doesNotContainKeys("server", "access-control-allow-origin", "set-cookie");
    assertThat(answer.body()).doesNotContain("onclick=", "style=", "javascript:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"})
  void only_reading_is_allowed(String method) {
    HttpResponse<String> answer =
        client.send(
            client.request("/api/overview").method(method, HttpRequest.BodyPublishers.noBody()));
    assertThat(answer.statusCode()).isIn(403, 404, 405);
    assertThat(answer.body()).doesNotContain("estates");
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example", "evil.example:80", "127.0.0.1.evil.example", ""})
  void another_host_name_is_refused(String host) throws IOException {
    assertThat(raw("GET /api/overview HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
        .doesNotContain("estates")
        .containsPattern("^HTTP/1.1 4\\d\\d");
  }

  @Test
  void what_is_no_http_gets_a_plain_sentence_with_the_headers() throws IOException {
    assertThat(raw("GET /%zz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"))
        .startsWith("HTTP/1.1 400")
        .contains("X-Frame-Options: DENY")
        .doesNotContain("jetty", "Jetty", "org.eclipse", "<html");
  }

  private static String raw(String request) throws IOException {
    URI uri = URI.create(server.url());
    try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void an_asset_that_has_not_changed_is_not_sent_again() {
    HttpResponse<String> first = client.get("/assets/app.css");
    assertThat(first.headers().firstValue("content-type")).hasValue("text/css;charset=utf-8");
    String tag = first.headers().firstValue("etag").orElseThrow();
    HttpResponse<String> again =
        client.send(client.request("/assets/app.css").header("If-None-Match", tag));
    assertThat(again.statusCode()).isEqualTo(304);
    assertThat(again.body()).isEmpty();
  }

  @Test
  void a_page_that_does_not_exist_is_a_page_that_says_so() {
    HttpResponse<String> answer = client.get("/tenants/nobody");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("text/html");
    assertThat(answer.body()).contains("No tenant nobody is registered.");
  }

  @Test
  void a_port_that_is_taken_is_named() {
    int port = URI.create(server.url()).getPort();
    ConsoleServer second = newServer(new AwayStore(), port);
    assertThatThrownBy(second::start)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(Integer.toString(port));
  }
}
