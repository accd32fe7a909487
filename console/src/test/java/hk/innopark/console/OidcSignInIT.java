package hk.innopark.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Page;
import hk.innopark.console.access.Grant;
import hk.innopark.console.access.Role;
import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.registry.model.Registry;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signing in with a real OpenID provider, in a real browser. */
class OidcSignInIT {
  @TempDir private static Path folder;

  private static Keycloak keycloak;
  private static TestServer database;
  private static ConsoleServer server;
  private static Chromium chromium;

  @BeforeAll
  static void start() throws Exception {
    Optional<Path> home = Keycloak.installed();
    assumeTrue(home.isPresent(), "Keycloak is not unpacked in target/keycloak: see .ci/run");
    Optional<Path> browser = Chromium.installed();
    assumeTrue(browser.isPresent(), "no Chromium is installed");
    keycloak = new Keycloak(home.get(), folder);
    int port = LoopbackPorts.free();
    URI redirect = URI.create("http://127.0.0.1:" + port + "/sign-in/provider/callback");
    String secret = keycloak.createRealm(redirect);
    keycloak.addPerson("mei", "mei@noodle.example", true);
    keycloak.addPerson("unverified", "boss@noodle.example", false);
    keycloak.addPerson("stranger", "stranger@elsewhere.example", true);
    database = new TestServer();
    database.account("mei@noodle.example", new Grant(Role.TENANT_ENGINEER, "golden-noodle"));
    database.account("boss@noodle.example", Grant.of(Role.PLATFORM_ENGINEER));
    Registry registry = SampleRegistry.load();
    SampleFigures figures =
        new SampleFigures(
            registry, Clock.systemUTC(), Clock.systemUTC().instant().minus(Duration.ofHours(2)));
    server =
        new ConsoleServer(
            ConsoleConfig.loopback(port),
            database.access(),
            audience -> new Sources(figures, () -> registry, Optional.empty()),
            Optional.of(new OidcConfig(keycloak.issuer(), "console", secret, redirect)));
    server.start();
    chromium = new Chromium(browser.get());
  }

  @AfterAll
  static void stop() {
    if (chromium != null) {
      chromium.close();
    }
    if (server != null) {
      server.close();
      database.close();
    }
    if (keycloak != null) {
      keycloak.close();
    }
  }

  private static Page signIn(String name) {
    Page page = chromium.page(Look.DESKTOP);
    page.navigate(server.url() + "sign-in");
    page.locator("#provider a").click();
    page.locator("#username").fill(name);
    page.locator("#password").fill(name + name);
    page.locator("#kc-login").click();
    page.waitForURL(Pattern.compile(Pattern.quote(server.url()) + ".*"));
    return page;
  }

  @Test
  void a_person_whom_the_provider_vouches_for_signs_in_to_the_account_of_that_address() {
    try (Page page = signIn("mei")) {
      assertThat(page).hasURL(server.url());
      assertThat(page.locator("tr[data-tenant]")).hasCount(1);
      assertThat(page.locator("tr[data-tenant=golden-noodle]")).isVisible();
    }
    assertThat(
            database.access().accounts().all().stream()
                .filter(account -> account.name().equals("mei@noodle.example")))
        .hasSize(1);
    // now bound: the second time by the subject
    try (Page page = signIn("mei")) {
      assertThat(page.locator("tr[data-tenant=golden-noodle]")).isVisible();
    }
  }

  @Test
  void an_address_that_is_not_verified_gives_nobodys_account() {
    try (Page page = signIn("unverified")) {
      assertThat(page.locator("main")).containsText("There is no account for you here.");
      page.navigate(server.url() + "accounts");
      assertThat(page).hasURL(Pattern.compile(".*/sign-in.*"));
    }
  }

  @Test
  void a_stranger_has_no_account() {
    try (Page page = signIn("stranger")) {
      assertThat(page.locator("main")).containsText("There is no account for you here.");
    }
  }

  @Test
  void a_code_that_this_browser_did_not_ask_for_is_refused() {
    HttpResponse<String> answer =
        new ConsoleClient(server)
            .get("/sign-in/provider/callback?code=stolen&state=" + "s".repeat(43));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().map().getOrDefault("set-cookie", java.util.List.of()))
        .noneMatch(cookie -> cookie.startsWith("innopark="));
  }
}
