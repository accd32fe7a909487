package hk.innopark.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hk.innopark.console.access.Grant;
import hk.innopark.console.access.Role;
import hk.innopark.console.access.Scope;
import hk.innopark.console.devices.Onboarding;
import hk.innopark.console.evidence.EvidenceStore;
import hk.innopark.console.ledger.SampleLedger;
import hk.innopark.console.platform.PlatformServers;
import hk.innopark.events.OutputFields;
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
import java.util.EnumSet;
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
 * real schema with its logins. Who may do what is written here once more, by hand.
 */
class RouteAccessIT {
  @TempDir private static Path folder;

  private static final Instant NOW = Instant.parse("2026-11-20T06:30:00Z");
  private static final String ORIGIN = SampleFigures.ORIGIN;
  private static final List<String> METHODS =
      List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

  private static final String NOBODY = "-";
  private static final String ALL = "viewer engineer operator auditor platform";
  private static final String NOT_OPERATOR = "viewer engineer auditor platform";
  private static final String OF_LINES = "viewer engineer operator platform";
  private static final String TOKENS = " token:figures";
  private static final String LEDGER = " token:ledger";

  /** Who may call what; a route that is not here fails the test. */
  private static final Map<String, String> ALLOWED =
      Map.ofEntries(
          Map.entry("GET /sign-in", "everybody"),
          Map.entry("GET /api/sign-in", "everybody"),
          Map.entry("POST /api/sign-in", "everybody"),
          Map.entry("POST /api/sign-in/link", "everybody"),
          Map.entry("GET /sign-in/provider", "everybody"),
          Map.entry("GET /sign-in/provider/callback", "everybody"),
          Map.entry("GET /check", "everybody"),
          Map.entry("GET /assets/{name}", "everybody"),
          Map.entry("GET /favicon.ico", "everybody"),
          Map.entry("GET /health", "everybody"),
          Map.entry("GET /api/session", ALL),
          Map.entry("POST /api/session/view", ALL),
          Map.entry("DELETE /api/session", ALL),
          Map.entry("GET /account", ALL),
          Map.entry("POST /api/account/password", ALL),
          Map.entry("GET /api/tokens", ALL),
          Map.entry("POST /api/tokens", ALL),
          Map.entry("DELETE /api/tokens/{id}", ALL),
          Map.entry("GET /accounts", "platform"),
          Map.entry("GET /api/accounts", "platform"),
          Map.entry("POST /api/accounts", "platform"),
          Map.entry("POST /api/accounts/{name}/grants", "platform"),
          Map.entry("POST /api/accounts/{name}/grants/revoke", "platform"),
          Map.entry("POST /api/accounts/{name}/disabled", "platform"),
          Map.entry("POST /api/accounts/{name}/link", "platform"),
          Map.entry("GET /actions", "engineer auditor platform"),
          Map.entry("GET /api/actions", "engineer auditor platform"),
          Map.entry("GET /", ALL + TOKENS),
          Map.entry("GET /tenants/{tenant}", ALL + TOKENS),
          Map.entry("GET /tenants/{tenant}/lines/{line}", OF_LINES + TOKENS),
          Map.entry("GET /tenants/{tenant}/lines/{line}/wall", OF_LINES + TOKENS),
          Map.entry("GET /api/overview", ALL + TOKENS),
          Map.entry("GET /api/tenants/{tenant}", ALL + TOKENS),
          Map.entry("GET /api/tenants/{tenant}/lines/{line}", OF_LINES + TOKENS),
          Map.entry("GET /tenants/{tenant}/scorecard", NOT_OPERATOR + LEDGER),
          Map.entry("GET /tenants/{tenant}/year", NOT_OPERATOR + LEDGER),
          Map.entry("GET /portfolio", "auditor platform"),
          Map.entry("GET /api/portfolio", "auditor platform"),
          Map.entry("GET /api/tenants/{tenant}/scorecard", NOT_OPERATOR + LEDGER),
          Map.entry("GET /api/tenants/{tenant}/year", NOT_OPERATOR + LEDGER),
          Map.entry("GET /api/tenants/{tenant}/year.csv", NOT_OPERATOR + LEDGER),
          Map.entry("GET /api/tenants/{tenant}/documents/{sha256}", NOT_OPERATOR + LEDGER),
          Map.entry("GET /api/tenants/{tenant}/evidence/{month}", "engineer platform"),
          Map.entry("POST /api/tenants/{tenant}/documents", "engineer"),
          Map.entry("POST /api/tenants/{tenant}/declarations", "engineer"),
          Map.entry("POST /api/tenants/{tenant}/declarations/{seq}/withdrawal", "engineer"),
          Map.entry("GET /alerts", OF_LINES + TOKENS),
          Map.entry("GET /alerts/{key}", OF_LINES + TOKENS),
          Map.entry("GET /api/alerts", OF_LINES + TOKENS),
          Map.entry("GET /api/alerts/{key}", OF_LINES + TOKENS),
          Map.entry("POST /api/alerts/{key}/acknowledgement", "engineer operator platform"),
          Map.entry("GET /api/dead-letters", OF_LINES + TOKENS),
          Map.entry("GET /api/figures", ALL + TOKENS),
          Map.entry("GET /api/ledger", NOT_OPERATOR + LEDGER),
          Map.entry("GET /developers", ALL),
          Map.entry("GET /api/openapi.json", "everybody"),
          Map.entry("GET /tenants/{tenant}/orders", OF_LINES + TOKENS),
          Map.entry("GET /api/tenants/{tenant}/orders/overview", OF_LINES + TOKENS),
          Map.entry("GET /api/tenants/{tenant}/orders", OF_LINES + TOKENS),
          Map.entry("GET /api/tenants/{tenant}/products", OF_LINES + TOKENS),
          Map.entry("GET /api/tenants/{tenant}/footprint", OF_LINES + TOKENS),
          Map.entry("POST /api/tenants/{tenant}/lines/{line}/orders", "engineer operator platform"),
          Map.entry("GET /tenants/{tenant}/lines/{line}/stops", OF_LINES + TOKENS),
          Map.entry("GET /api/tenants/{tenant}/lines/{line}/stops", OF_LINES + TOKENS),
          Map.entry(
              "POST /api/tenants/{tenant}/lines/{line}/annotations", "engineer operator platform"),
          Map.entry("GET /devices", "engineer platform"),
          Map.entry("GET /api/platform", "platform"),
          Map.entry("GET /tenants/{tenant}/devices", "engineer platform"),
          Map.entry("GET /api/tenants/{tenant}/devices", "engineer platform"),
          Map.entry("GET /api/tenants/{tenant}/lines/{line}/device", "engineer platform"),
          Map.entry("POST /api/tenants/{tenant}/registry/draft", "engineer platform"),
          Map.entry("POST /api/tenants/{tenant}/registry", "engineer platform"),
          Map.entry("GET /api/tenants/{tenant}/registry", "engineer platform"),
          Map.entry("POST /api/tenants/{tenant}/lines/{line}/credentials", "engineer platform"),
          Map.entry("GET /audit", NOT_OPERATOR + LEDGER),
          Map.entry("GET /audit/{tenant}/{origin}/{seq}", NOT_OPERATOR + LEDGER),
          Map.entry("GET /api/ledger/chains", NOT_OPERATOR + LEDGER),
          Map.entry("GET /api/ledger/rows", NOT_OPERATOR + LEDGER),
          Map.entry("GET /api/ledger/rows/{tenant}/{origin}/{seq}", NOT_OPERATOR + LEDGER),
          Map.entry("GET /api/ledger/periods/{tenant}/{origin}", NOT_OPERATOR + LEDGER),
          Map.entry("GET /api/ledger/verification/{tenant}/{origin}", NOT_OPERATOR + LEDGER));

  /**
   * Who calls.
   *
   * @param kind as {@link #ALLOWED} names them
   * @param tenant null where it is every tenant's, or nobody's
   * @param session the cookie's token; null where there is none
   * @param bearer the API token; null where there is none
   */
  private record Caller(String kind, String tenant, String session, String bearer) {}

  private static final Map<String, ConsoleClient> CLIENTS = new HashMap<>();
  private static TestServer database;
  private static ConsoleServer server;
  private static Registry registry;
  private static String document;
  private static List<Caller> callers;

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
    callers = callers();
  }

  private static Sources sources(Audience audience, SampleFigures figures) {
    DataSource login =
        audience.tenant() == null
            ? database.login(DatabaseRole.AUDITOR)
            : database.tenantLogin(audience.tenant());
    RecentRegistry read = new RecentRegistry(new RegistryStore(login)::load);
    return new Sources(figures, read, Optional.of(login));
  }

  private static List<Caller> callers() {
    List<Caller> callers = new ArrayList<>();
    callers.add(new Caller(NOBODY, null, null, null));
    callers.add(new Caller(NOBODY, null, "A".repeat(43), null));
    callers.add(new Caller(NOBODY, null, null, "innopark_" + "A".repeat(43)));
    callers.add(signedIn("auditor", Grant.of(Role.AUDITOR)));
    callers.add(signedIn("platform", Grant.of(Role.PLATFORM_ENGINEER)));
    // as three of the tenants, about every one
    for (Tenant tenant : registry.tenants().subList(0, 3)) {
      callers.add(signedIn("viewer", new Grant(Role.TENANT_VIEWER, tenant.id())));
      callers.add(signedIn("engineer", new Grant(Role.TENANT_ENGINEER, tenant.id())));
      callers.add(signedIn("operator", new Grant(Role.LINE_OPERATOR, tenant.id())));
      for (Scope scope : Scope.values()) {
        Grant grant = new Grant(Role.TENANT_VIEWER, tenant.id());
        String token =
            database
                .access()
                .tokens()
                .issue(
                    database.account("tenant_viewer." + tenant.id()).id(),
                    grant,
                    scope.wireName(),
                    EnumSet.of(scope),
                    Duration.ofDays(1));
        callers.add(new Caller("token:" + scope.wireName(), tenant.id(), null, token));
      }
    }
    return callers;
  }

  private static Caller signedIn(String kind, Grant grant) {
    return new Caller(kind, grant.tenant(), database.session(grant), null);
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
        .containsExactlyInAnyOrderElementsOf(ALLOWED.keySet());
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
        for (Caller caller : callers) {
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

  private void probe(String method, String path, String tenant, Caller caller) {
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
    String allowed = ALLOWED.getOrDefault(method + ' ' + path, "");
    boolean may =
        allowed.equals("everybody")
            || (List.of(allowed.split(" ")).contains(caller.kind()) && sees(caller, tenant));
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
        String type = answer.headers().firstValue("Content-Type").orElse("");
        if (type.startsWith("application/json")) {
          lookForCounts(ConsoleClient.json(answer), what);
          lookForOutputOfCommitments(ConsoleClient.json(answer), false, what);
        } else if (type.startsWith("text/csv")) {
          answer
              .body()
              .lines()
              .filter(line -> line.matches(".*,[0-9.Ee-]+,[^,]*/item,.*"))
              .forEach(line -> leaks.add(what + " says " + line));
        }
      }
    }
  }

  private static boolean sees(Caller caller, String tenant) {
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

  private static HttpResponse<String> call(String method, String address, Caller caller) {
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
  private static List<String> others(Caller caller) {
    return registry.tenants().stream()
        .filter(
            tenant ->
                caller.kind().equals(NOBODY)
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

  /** Of a figure that depends on how many items were made, no value is said, at any depth. */
  private void lookForOutputOfCommitments(JsonNode json, boolean isOutput, String what) {
    String metric = json.path("metric").asText();
    boolean isNow =
        isOutput
            || OutputFields.contains(metric.substring(metric.indexOf('.') + 1))
            || json.path("unit").asText().endsWith("/item");
    json.properties()
        .forEach(
            member -> {
              boolean isValue = List.of("value", "progress").contains(member.getKey());
              if (isNow && isValue && member.getValue().isNumber()) {
                leaks.add(what + " says " + metric + ": " + member.getValue());
              }
            });
    if (json.path("figures").isTextual()) {
      lookForOutputOfCommitments(parsed(json.path("figures").asText()), isNow, what);
    }
    json.forEach(child -> lookForOutputOfCommitments(child, isNow, what));
  }

  /** No member that depends on how many items were made has a value, at any depth. */
  private void lookForCounts(JsonNode json, String what) {
    json.properties()
        .forEach(
            member -> {
              String name = member.getKey();
              JsonNode value = member.getValue();
              boolean isCount =
                  OutputFields.contains(name) || name.contains("item") || name.startsWith("ideal");
              if (isCount && (value.isNumber() || value.isTextual())) {
                leaks.add(what + " says " + name);
              }
              if (value.isTextual() && value.asText().startsWith("{")) {
                lookForCounts(parsed(value.asText()), what);
              }
            });
    json.forEach(child -> lookForCounts(child, what));
    if (json.isTextual() && json.asText().startsWith("{")) {
      lookForCounts(parsed(json.asText()), what);
    }
  }

  private static JsonNode parsed(String text) {
    try {
      return new com.fasterxml.jackson.databind.ObjectMapper().readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException(e);
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
