package hk.innopark.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import hk.innopark.console.platform.PlatformServers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The platform engineer's page in a real browser, beside servers that answer as a gateway and Flink
 * do. That the real ones do is held by {@code EmbeddedStackIT}.
 */
class PlatformPageIT {
  private static final String OVERVIEW = "/jobs/overview";
  private static final String CHECKPOINTS = "/jobs/a1/checkpoints";
  private static final String METRICS = "/metrics";
  private static final Map<String, String> ANSWERS = new ConcurrentHashMap<>();
  private static BrowserConsole console;
  private static HttpServer server;
  private static URI address;

  @BeforeAll
  static void start() throws IOException {
    console = BrowserConsole.orSkipped();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String answer = ANSWERS.get(exchange.getRequestURI().getPath());
            byte[] body = (answer == null ? "" : answer).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer == null ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    server.start();
    address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + '/');
  }

  @AfterAll
  static void stop() {
    if (console != null) {
      server.stop(0);
      console.close();
    }
  }

  @BeforeEach
  void allIsWell() {
    long now = console.clock().millis();
    ANSWERS.clear();
    ANSWERS.put(METRICS, metrics((now - 3_000) / 1000.0 + "", now + 90_000));
    ANSWERS.put(
        OVERVIEW,
        "{\"jobs\":[{\"jid\":\"a1\",\"name\":\"telemetry\",\"state\":\"RUNNING\"},"
            + "{\"jid\":\"a0\",\"name\":\"an older one\",\"state\":\"CANCELED\"}]}");
    ANSWERS.put(
        CHECKPOINTS,
        "{\"counts\":{\"completed\":42,\"failed\":1},\"latest\":{\"completed\":{"
            + "\"latest_ack_timestamp\":%d,\"end_to_end_duration\":850,\"state_size\":3145728},"
                .formatted(now - 7_000)
            + "\"failed\":{\"failure_timestamp\":%d}}}".formatted(now - 3_600_000));
    console.servers(
        new PlatformServers(() -> Optional.of(address), () -> Optional.of(List.of(address))));
  }

  private static String metrics(String heartbeat, long clockMillis) {
    return "# TYPE gateway_clock_seconds gauge\ngateway_clock_seconds{gateway=\"gw-1\"} "
        + clockMillis / 1000.0
        + "\n# TYPE gateway_heartbeat_seconds gauge\ngateway_heartbeat_seconds{gateway=\"gw-1\"} "
        + heartbeat
        + '\n';
  }

  private static Page open() {
    return console.open("devices");
  }

  @Test
  void gatewaysAndCheckpointsAreThereAndWhatIsWrongStandsOut() {
    try (Page page = open()) {
      var gateways = page.locator("#gateways");
      assertThat(gateways).containsText("gw-1");
      assertThat(gateways).containsText("3 s ago");
      assertThat(gateways.locator(".warn")).containsText("90 s ahead of the console's");
      var job = page.locator("#checkpoints tbody tr");
      assertThat(job).hasCount(1);
      assertThat(job).containsText("telemetry");
      assertThat(job).containsText("3.00 MiB");
      assertThat(job).containsText("0.85 s");
      assertThat(job).containsText("42");
      assertThat(job.locator(".warn")).hasText("1");
    }
  }

  @Test
  void aGatewayWithoutAHeartbeatAndAJobWithoutACheckpointSaySo() {
    ANSWERS.put(METRICS, metrics("NaN", console.clock().millis()));
    ANSWERS.put(CHECKPOINTS, "{\"counts\":{\"completed\":0,\"failed\":0},\"latest\":{}}");
    try (Page page = open()) {
      assertThat(page.locator("#gateways")).containsText("None yet");
      assertThat(page.locator("#gateways")).containsText("as the console's");
      assertThat(page.locator("#checkpoints")).containsText("None yet");
      assertThat(page.locator("#gateways .warn, #checkpoints .warn")).hasCount(0);
    }
  }

  @Test
  void whatDoesNotAnswerSaysSoAndTheRestIsShown() {
    ANSWERS.clear();
    try (Page page = open()) {
      assertThat(page.locator("#gateways")).containsText("Does not answer");
      assertThat(page.locator("#checkpoints")).containsText("Flink does not answer at 127.0.0.1:");
      assertThat(page.locator("h1")).containsText("All devices");
    }
  }

  @Test
  void aConsoleThatIsToldOfNoServersSaysWhatToSet() {
    console.servers(PlatformServers.NONE);
    try (Page page = open()) {
      assertThat(page.locator("#gateways")).containsText("GATEWAY_URLS");
      assertThat(page.locator("#checkpoints")).containsText("FLINK_URL");
    }
  }

  @Test
  void thePageIsLegibleEverywhere() {
    for (Look look : Look.ofPage()) {
      LegiblePage.check(console, console.blank(look), look, "platform", "devices");
    }
  }
}
