package hk.innopark.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.ColorScheme;
import hk.innopark.console.ledger.SampleLedger;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages in a real browser, over sample plants; pictures of them go to target/screenshots. */
class ConsolePagesIT {
  private static final Path PICTURES = Path.of("target", "screenshots");
  private static final double PATIENCE_MILLIS = 60_000;

  private static final SettableClock CLOCK =
      new SettableClock(Instant.parse("2026-11-20T06:31:00Z"));
  private static final Registry REGISTRY = SampleRegistry.load();
  private static final AtomicReference<Registry> SHOWN = new AtomicReference<>(REGISTRY);

  private static SwitchableStore store;
  private static EmbeddedPostgres postgres;
  private static ConsoleServer server;
  private static Chromium chromium;

  @BeforeAll
  static void start() throws IOException {
    Optional<Path> executable = Chromium.installed();
    assumeTrue(executable.isPresent(), "no Chromium is installed: apt-get install chromium");
    store =
        new SwitchableStore(
            new SampleFigures(REGISTRY, CLOCK, CLOCK.instant().minus(Duration.ofDays(9))));
    postgres = EmbeddedPostgres.builder().start();
    SampleLedger ledger = new SampleLedger(postgres.getPostgresDatabase());
    ledger.create();
    ledger.append("golden-noodle", "sim:demo", 240);
    ledger.append("medivance", "sim:demo", 120);
    ConsoleConfig config =
        new ConsoleConfig("127.0.0.1", 0, Set.of("127.0.0.1"), Duration.ofSeconds(1));
    server =
        new ConsoleServer(
            config, store, SHOWN::get, Optional.of(postgres.getPostgresDatabase()), CLOCK);
    server.start();
    chromium = new Chromium(executable.get());
  }

  @AfterAll
  static void stop() throws IOException {
    if (chromium != null) {
      chromium.close();
      server.stop();
      postgres.close();
    }
  }

  private static Page open(String path, int width, ColorScheme colours) {
    Page page = chromium.page(width, colours);
    page.navigate(server.url() + path);
    assertThat(page.locator("[aria-busy=true]")).hasCount(0, patient());
    return page;
  }

  private static Page open(String path) {
    return open(path, 1280, ColorScheme.LIGHT);
  }

  private static LocatorAssertions.HasCountOptions patient() {
    return new LocatorAssertions.HasCountOptions().setTimeout(PATIENCE_MILLIS);
  }

  private static LocatorAssertions.ContainsTextOptions patientText() {
    return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS);
  }

  @Test
  void figures_move_between_two_refreshes_and_the_page_is_not_built_again() {
    try (Page page = open("")) {
      Locator good = page.locator("tr[data-tenant=golden-noodle] .col-good .num");
      assertThat(good).hasText(Pattern.compile("[0-9,]+"));
      String before = good.textContent();
      page.evaluate("document.querySelector('tr[data-tenant=golden-noodle]').seen = true");
      CLOCK.advance(Duration.ofMinutes(7));
      page.waitForFunction(
          "before => document.querySelector('tr[data-tenant=golden-noodle] .col-good .num')"
              + ".textContent !== before",
          before);
      assertThat(
              page.evaluate(
                  "document.querySelector('tr[data-tenant=golden-noodle]').seen === true"))
          .isEqualTo(true);
    }
  }

  @Test
  void the_first_page_says_that_its_data_is_simulated_and_of_when_it_is() {
    try (Page page = open("")) {
      assertThat(page.locator("#banner")).containsText("Simulated data (sim:demo)");
      // of Hong Kong, whatever the browser's zone
      assertThat(page.locator("#freshness"))
          .containsText(Pattern.compile("Figures to (Fri 20 Nov, )?14:[0-5]\\d"));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "overview, ''",
    "tenant, tenants/golden-noodle",
    "tenant-7d, tenants/yl-semicon?range=7d",
    "line, tenants/golden-noodle/lines/line-1?range=8h",
    "audit, audit",
    "ledger-row, audit/golden-noodle/sim:demo/10",
    "not-found, tenants/nobody"
  })
  void a_page_is_legible_at_both_widths_in_both_colours(String name, String path) {
    for (int width : List.of(1280, 390)) {
      for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        List<String> trouble = new ArrayList<>();
        List<String> elsewhere = new ArrayList<>();
        Page page = chromium.page(width, colours);
        page.onPageError(trouble::add);
        page.onConsoleMessage(
            message -> {
              if (message.type().equals("error") && !name.equals("not-found")) {
                trouble.add(message.text());
              }
            });
        page.onRequest(
            request -> {
              if (!request.url().startsWith(server.url())) {
                elsewhere.add(request.url());
              }
            });
        page.navigate(server.url() + path);
        assertThat(page.locator("[aria-busy=true]")).hasCount(0, patient());
        String picture =
            "%s-%d-%s.png".formatted(name, width, colours.name().toLowerCase(Locale.ROOT));
        page.screenshot(
            new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve(picture)));
        assertThat(trouble).as(picture).isEmpty();
        assertThat(elsewhere).as(picture).isEmpty();
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
            .as("%s scrolls sideways", picture)
            .isLessThanOrEqualTo(width);
        assertThat(PageChecks.cut(page)).as(picture).isEmpty();
        assertThat(PageChecks.lowContrast(page)).as(picture).isEmpty();
        assertThat(PageChecks.unnamed(page)).as(picture).isEmpty();
        page.context().close();
      }
    }
  }

  @Test
  void charts_are_drawn_and_can_be_read_as_tables() {
    try (Page page = open("tenants/golden-noodle")) {
      assertThat(page.locator("canvas")).hasCount(6, patient());
      page.locator(".chart-data summary").first().click();
      Locator table = page.locator(".chart-data table").first();
      assertThat(table.locator("tbody tr")).hasCount(49);
      assertThat(table.locator("thead")).containsText("Availability, %");
    }
  }

  @Test
  void the_range_is_chosen_with_the_keyboard_and_kept_in_the_address() {
    try (Page page = open("tenants/golden-noodle")) {
      page.locator("input[value='24h']").focus();
      page.keyboard().press("ArrowRight");
      page.waitForURL(Pattern.compile(".*range=7d.*"));
      assertThat(page.locator(".span")).containsText("Fri 13 Nov", patientText());
      page.reload();
      assertThat(page.locator("input[value='7d']")).isChecked();
    }
  }

  @Test
  void chosen_colours_are_remembered() {
    try (Page page = open("")) {
      page.locator("#theme").focus();
      page.keyboard().press("Enter");
      assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
      page.reload();
      assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
      assertThat(page.locator("#theme")).hasAttribute("aria-label", "Switch to light colours");
    }
  }

  @Test
  void while_the_store_is_away_the_page_says_so_and_keeps_what_it_shows() {
    try (Page page = open("")) {
      Locator oee = page.locator("tr[data-tenant=golden-noodle] .col-oee .num");
      String before = oee.textContent();
      store.goAway();
      try {
        assertThat(page.locator("#problem"))
            .containsText("The time-series store does not answer", patientText());
        assertThat(oee).hasText(before);
        page.screenshot(
            new Page.ScreenshotOptions().setPath(PICTURES.resolve("overview-store-away.png")));
      } finally {
        store.comeBack();
      }
      assertThat(page.locator("#problem"))
          .isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(PATIENCE_MILLIS));
    }
  }

  @Test
  void a_name_with_markup_is_text() {
    Tenant first = REGISTRY.tenants().get(0);
    String name = "<img src=x onerror=\"document.title='hurt'\">";
    SHOWN.set(
        new Registry(
            List.of(new Tenant(first.id(), name, first.estate(), first.lines())),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of()));
    try (Page page = open("")) {
      assertThat(page.locator("tr[data-tenant] th a")).hasText(name, hasText());
      assertThat(page.locator("tr[data-tenant] img")).hasCount(0);
      page.navigate(server.url() + "tenants/" + first.id());
      assertThat(page.locator("h1")).hasText(name, hasText());
      assertThat(page.title()).doesNotContain("hurt·").contains(name);
    } finally {
      SHOWN.set(REGISTRY);
    }
  }

  private static LocatorAssertions.HasTextOptions hasText() {
    return new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS);
  }

  @Test
  void without_tenants_the_page_says_what_to_do() {
    SHOWN.set(new Registry(List.of(), List.of(), List.of(), List.of(), List.of(), List.of()));
    try (Page page = chromium.page(1280, ColorScheme.LIGHT)) {
      page.navigate(server.url());
      assertThat(page.locator("#estates")).containsText("innopark registry import", patientText());
    } finally {
      SHOWN.set(REGISTRY);
    }
  }

  @Test
  void a_chain_is_verified_on_the_audit_page() {
    try (Page page = open("audit")) {
      page.locator("button[aria-label='Verify the chain of medivance, sim:demo']").click();
      assertThat(page.locator(".check-good")).containsText("rows 1 to 120", patientText());
      page.locator(".filters select").first().selectOption("medivance");
      assertThat(page.locator("table.ledger tbody tr").first()).containsText("medivance");
      assertThat(page.locator("table.ledger tbody")).not().containsText("golden-noodle");
      page.locator("table.ledger tbody a").first().click();
      assertThat(page.locator("h1")).containsText("medivance, sim:demo", patientText());
      // more than a double holds exactly
      assertThat(page.locator("#entry")).containsText("9,007,199,254,740,993", patientText());
    }
  }
}
