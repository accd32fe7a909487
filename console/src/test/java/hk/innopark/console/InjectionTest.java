package hk.innopark.console;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.registry.model.Registry;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every parameter with everything that a parameter should not be. */
class InjectionTest {
  private static final Instant NOW = Instant.parse("2026-11-20T06:30:00Z");

  private static final List<String> PROBES =
      List.of(
          "'",
          "' OR '1'='1",
          "golden-noodle' OR tenant <> '",
          "golden-noodle'--",
          "golden-noodle; DROP TABLE ledger",
          "golden-noodle UNION SELECT 1",
          "\\",
          "\"",
          "$$",
          "<script>alert(1)</script>",
          "<img src=x onerror=alert(1)>",
          "../../etc/passwd",
          "..%2f..%2fetc%2fpasswd",
          "%00",
          "\u0000",
          "\r\nSet-Cookie: a=b",
          "golden-noodle,",
          "golden\u2010noodle",
          "\u202egolden-noodle",
          "g\u043elden-noodle",
          "*",
          "{{title}}",
          "${jndi:ldap://127.0.0.1/a}",
          "a".repeat(65));

  /** Valid ids, and no numbers of rows or pages. */
  private static final List<String> NUMBERS = List.of("9".repeat(30), "-1", "1e9", "0x1");

  private static final List<String> COUNTED =
      List.of(
          "/audit/golden-noodle/real/@",
          "/api/ledger/rows?page=@",
          "/api/ledger/rows/golden-noodle/real/@");

  private static final List<String> ADDRESSES =
      List.of(
          "/api/overview?origin=@",
          "/api/tenants/@",
          "/api/tenants/@/lines/line-1",
          "/api/tenants/golden-noodle/lines/@",
          "/api/tenants/golden-noodle?range=@",
          "/api/tenants/golden-noodle?origin=@",
          "/tenants/@",
          "/tenants/golden-noodle/lines/@",
          "/assets/@",
          "/audit/@/real/1",
          "/audit/golden-noodle/@/1",
          "/audit/golden-noodle/real/@",
          "/api/ledger/rows?tenant=@",
          "/api/ledger/rows?origin=@",
          "/api/ledger/rows?measurement=@",
          "/api/ledger/rows?grain=@",
          "/api/ledger/rows?revised=@",
          "/api/ledger/rows?page=@",
          "/api/ledger/rows/@/real/1",
          "/api/ledger/rows/golden-noodle/real/@",
          "/api/ledger/periods/@/real?period=2026-01",
          "/api/ledger/periods/golden-noodle/@?period=2026-01",
          "/api/ledger/periods/golden-noodle/real?period=@",
          "/api/ledger/rows?known=@",
          "/api/ledger/verification/@/real",
          "/api/ledger/verification/golden-noodle/@",
          "/api/actions?before=@",
          "/sign-in/provider/callback?code=@&state=@");

  private static TestServer database;
  private static ConsoleServer server;
  private static ConsoleClient client;

  @BeforeAll
  static void start() {
    Registry registry = SampleRegistry.load();
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    SampleFigures figures = new SampleFigures(registry, clock, NOW.minus(Duration.ofHours(2)));
    database = new TestServer();
    server =
        new ConsoleServer(
            ConsoleConfig.loopback(0),
            database.access(),
            audience -> new Sources(figures, () -> registry, Optional.empty()),
            Optional.empty(),
            clock);
    server.start();
    client = new ConsoleClient(server, database.platformSession());
  }

  @AfterAll
  static void stop() {
    server.stop();
    database.close();
  }

  static Stream<Arguments> probes() {
    return Stream.concat(combined(ADDRESSES, PROBES), combined(COUNTED, NUMBERS));
  }

  private static Stream<Arguments> combined(List<String> addresses, List<String> probes) {
    return addresses.stream()
        .flatMap(address -> probes.stream().map(probe -> Arguments.of(address, probe)));
  }

  @ParameterizedTest
  @MethodSource("probes")
  void a_probe_is_refused_without_an_error_inside_and_without_an_echo(
      String address, String probe) {
    String encoded = URLEncoder.encode(probe, StandardCharsets.UTF_8).replace("+", "%20");
    HttpResponse<String> answer = client.get(address.replace("@", encoded));
    assertThat(answer.statusCode()).isBetween(400, 499);
    assertThat(answer.body())
        .doesNotContain(
            "<script>alert", "onerror=", "root:", "Exception", "SELECT 1", "hk.innopark");
    assertThat(answer.headers().map()).doesNotContainKey("set-cookie");
  }
}
