package hk.innopark.console;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.console.devices.Onboarding;
import hk.innopark.console.evidence.EvidenceStore;
import hk.innopark.console.ledger.SampleLedger;
import hk.innopark.console.platform.PlatformServers;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.evidence.NoteSigner;
import hk.innopark.registry.ledger.LedgerStore;
import hk.innopark.registry.model.Commitment;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import io.javalin.http.HandlerType;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Calls every route of the router with every method, as everybody, about every tenant, over the
 * real schema with its logins.
 */
class RouteAccessIT {
  @TempDir private static Path folder;

  private static final Instant NOW = Instant.parse("2026-11-20T06:30:00Z");
  private static final String ORIGIN = SampleFigures.ORIGIN;
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private static final Map<String, ConsoleClient> CLIENTS = new HashMap<>();
  private static TestServer database;
  private static ConsoleServer server;
  private static Registry registry;
  private static String document;
  private static List<RouteCaller> callers;

  private final Map<String, Integer> probes = new TreeMap<>();
  private final List<String> leaks = new ArrayList<>();

  @BeforeAll
  static void start() {
    database = new TestServer();
    registry = RegistryYaml.sample();
    new RegistryStore(database.login(DatabaseRole.REGISTRAR)).importRegistry(registry);
    LedgerStore ledger = new LedgerStore(database.login(DatabaseRole.WRITER));
    for (Tenant tenant : registry.tenants()) {
      String commitment =
          registry.commitments().stream()
              .filter(one -> one.tenant().equals(tenant.id()))
              .map(Commitment::id)
              .findFirst()
              .orElse("none");
      ledger.append(
          SampleLedger.withVerdict(tenant.id(), ORIGIN, 20, commitment, "energy.kwh_per_good"));
      document =
          database
              .access()
              .evidence()
              .add(
                  tenant.id(),
                  new EvidenceStore.Document(
                      "letter.txt", "text/plain", "for HKSTP".getBytes(StandardCharsets.UTF_8)),
                  new EvidenceStore.Author("test", "tenant_engineer", "127.0.0.1"));
    }
    SampleNotifications.fill(database);
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    SampleFigures figures =
        new SampleFigures(SampleRegistry.load(), clock, NOW.minus(Duration.ofHours(2)));
    server =
        new ConsoleServer(
            ConsoleConfig.loopback(0),
            database.access(),
            audience -> sources(audience, figures),
            Optional.empty(),
            Optional.of(NoteSigner.keptIn(folder.resolve("ledger-key"), "innopark-ledger")),
            Onboarding.NONE,
            PlatformServers.NONE,
            clock);
    server.start();
    callers = RouteCaller.everybody(database, registry.tenants());
  }

  private static Sources sources(Audience audience, SampleFigures figures) {
    DataSource login =
        audience.tenant() == null
            ? database.login(DatabaseRole.AUDITOR)
            : database.tenantLogin(audience.tenant());
    RecentRegistry read = new RecentRegistry(new RegistryStore(login)::load);
    return new Sources(figures, read, Optional.of(login));
  }

  @AfterAll
  static void stop() {
    server.close();
    database.close();
  }

  @Test
  void every_route_has_a_rule_and_nobody_sees_or_does_what_is_not_theirs() {
    assertThat(server.routes().stream().map(RouteAccessIT::name))
        .as("the table of this test has every route of the router")
        .containsExactlyInAnyOrderElementsOf(AllowedCallers.routes());
    String before = kept();
    Set<String> paths = new LinkedHashSet<>();
    server.routes().forEach(route -> paths.add(route.path()));
    for (String path : paths) {
      List<String> tenants =
          path.contains("{tenant}")
              ? Stream.concat(registry.tenants().stream().map(Tenant::id), Stream.of("nobody"))
                  .toList()
              : List.of("");
      for (String method : METHODS) {
        for (RouteCaller caller : callers) {
          for (String tenant : tenants) {
            probe(method, path, tenant, caller);
          }
        }
      }
    }
    int all = probes.values().stream().mapToInt(Integer::intValue).sum();
    System.out.println(
        "probes by caller: " + probes + ", " + all + " in all, leaks: " + leaks.size());
    assertThat(leaks).isEmpty();
    assertThat(all).isGreaterThan(5_000);
    assertThat(kept()).as("no probe changed an account, a right or a token").isEqualTo(before);
  }

  private static String name(ConsoleServer.Route route) {
    return route.method().name() + ' ' + route.path();
  }

  private void probe(String method, String path, String tenant, RouteCaller caller) {
    String address = address(path, tenant);
    HttpResponse<String> answer = call(method, address, caller);
    probes.merge(caller.kind(), 1, Integer::sum);
    String what =
        "%s %s as %s of %s: %d"
            .formatted(method, address, caller.kind(), caller.tenant(), answer.statusCode());
    if (answer.statusCode() >= 500) {
      leaks.add(what);
    }
    boolean passed = answer.statusCode() < 300 || answer.statusCode() == 429;
    String route = method + ' ' + path;
    boolean may =
        AllowedCallers.isForEverybody(route)
            || (AllowedCallers.include(caller.kind(), route) && sees(caller, tenant));
    if (passed && !may) {
      leaks.add(what + " was let in");
    }
    if (may
        && (answer.statusCode() == 401 || answer.statusCode() == 403)
        && !path.contains("sign-in")
        && method.equals("GET")) {
      leaks.add(what + " was kept out");
    }
    if (passed) {
      lookFor(others(caller), answer.body(), what);
      if (caller.kind().equals("auditor")
          && path.startsWith("/api/")
          && !path.contains("session")) {
        OutputInAnswer.of(answer).forEach(said -> leaks.add(what + " says " + said));
      }
    }
  }

  private static boolean sees(RouteCaller caller, String tenant) {
    return tenant.isEmpty()
        || (!tenant.equals("nobody") && (caller.tenant() == null || caller.tenant().equals(tenant)))
        // a chain of nobody's is empty for those who see every tenant
        || (tenant.equals("nobody") && caller.tenant() == null);
  }

  private static String address(String path, String tenant) {
    String line = registry.tenant(tenant).map(known -> known.lines().get(0).id()).orElse("line-1");
    return path.replace("{tenant}", tenant)
        .replace("{line}", line)
        .replace("{origin}", ORIGIN)
        .replace("{seq}", path.startsWith("/api/ledger") ? "21" : "3")
        .replace("{month}", "2026-11")
        .replace("{sha256}", document)
        .replace("{key}", SampleNotifications.KEY)
        .replace("/api/figures", "/api/figures?measurement=energy&level=tenant&grain=minute")
        .replace("{id}", "00000000-0000-0000-0000-000000000000")
        .replace("{name}", path.startsWith("/assets") ? "app.css" : "auditor");
  }

  private static HttpResponse<String> call(String method, String address, RouteCaller caller) {
    // one request in a session that ends by it must not end the others
    boolean endsSession = method.equals("DELETE") && address.equals("/api/session");
    String session = endsSession && caller.session() != null ? "B".repeat(43) : caller.session();
    ConsoleClient client =
        CLIENTS.computeIfAbsent(String.valueOf(session), key -> new ConsoleClient(server, session));
    HttpRequest.BodyPublisher body =
        List.of("POST", "PUT", "PATCH").contains(method)
            ? HttpRequest.BodyPublishers.ofString("{}")
            : HttpRequest.BodyPublishers.noBody();
    HttpRequest.Builder request =
        client.request(address).method(method, body).header("Content-Type", "application/json");
    if (session != null) {
      request.header(SessionCookie.CHANGE_HEADER, SessionCookie.changeToken(session));
    }
    if (caller.bearer() != null) {
      request.header("Authorization", "Bearer " + caller.bearer());
    }
    return client.send(request);
  }

  /** Ids and names of tenants that a caller must never read. */
  private static List<String> others(RouteCaller caller) {
    return registry.tenants().stream()
        .filter(
            tenant ->
                caller.kind().equals(RouteCaller.NOBODY)
                    || (caller.tenant() != null && !caller.tenant().equals(tenant.id())))
        .flatMap(tenant -> Stream.of(tenant.id(), tenant.name()))
        .toList();
  }

  private void lookFor(List<String> words, String body, String what) {
    for (String word : words) {
      if (body.contains(word)) {
        leaks.add(what + " says " + word);
      }
    }
  }

  /** Everything that no probe may change. */
  private static String kept() {
    return database.access().accounts().all().toString();
  }

  @Test
  void a_route_without_a_rule_is_no_console() {
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> AccessGuard.ruleOf(Set.of())))
        .isInstanceOf(IllegalStateException.class);
    assertThat(server.routes())
        .allSatisfy(route -> assertThat(route.method()).isNotEqualTo(HandlerType.PUT));
  }
}
