package hk.innopark.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static hk.innopark.console.BrowserConsole.patient;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pages in a real browser, over sample plants; pictures of them go to target/screenshots. */
class ConsolePagesIT {
  private static BrowserConsole console;

  @BeforeAll
  static void start() {
    console = BrowserConsole.orSkipped();
  }

  @AfterAll
  static void stop() {
    if (console != null) {
      console.close();
    }
  }

  @Test
  void figures_move_between_two_refreshes_and_the_page_is_not_built_again() {
    try (Page page = console.open("")) {
      Locator good = page.locator("tr[data-tenant=golden-noodle] .col-good .num");
      assertThat(good).hasText(Pattern.compile("[0-9,]+"));
      String before = good.textContent();
      page.evaluate("document.querySelector('tr[data-tenant=golden-noodle]').seen = true");
      console.clock().advance(Duration.ofMinutes(7));
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
    try (Page page = console.open("")) {
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
    "wall, tenants/golden-noodle/lines/line-1/wall",
    "tenant-days, tenants/golden-noodle?from=2026-11-12&to=2026-11-19&compare=before",
    "audit, audit",
    "ledger-row, audit/golden-noodle/sim:demo/10",
    "not-found, tenants/nobody"
  })
  void a_page_is_legible_at_every_width_in_both_colours_and_languages(String name, String path) {
    // the lesser pages share their style
    boolean isMain = name.equals("overview") || name.equals("tenant");
    for (Look look : isMain ? Look.ofMainPage() : Look.ofPage()) {
      LegiblePage.check(console, console.blank(look), look, name, path);
    }
  }

  @Test
  void the_first_page_counts_the_active_alerts_of_each_tenant() {
    try (Page page = console.open("")) {
      Locator counts = page.locator("#alerts li");
      assertThat(counts).hasCount(1);
      assertThat(counts).containsText(Pattern.compile("3\\s*Golden Noodle"));
      counts.locator("a").click();
      assertThat(page.locator("h1")).hasText("Golden Noodle");
    }
  }

  @Test
  void a_tenants_alerts_are_told_in_sentences_the_active_ones_first() {
    try (Page page = console.open("tenants/golden-noodle")) {
      Locator alerts = page.locator(".alert");
      assertThat(alerts).hasCount(5);
      assertThat(page.locator(".alert.active")).hasCount(3);
      assertThat(alerts.first()).containsText("Noodle line has stood still for 12 min.");
      assertThat(alerts.first()).containsText(Pattern.compile("since 14:\\d\\d\\s*12 min"));
      assertThat(alerts.nth(3)).containsText("Over");
      assertThat(alerts.nth(3))
          .containsText("active_energy_kwh of oven-1 did not move while it ran.");
      assertThat(alerts.nth(3)).containsText("1 h");
    }
  }

  @Test
  void a_tenant_without_alerts_says_so() {
    try (Page page = console.open("tenants/medivance")) {
      assertThat(page.locator("#plant")).containsText("No alerts in the last 24 h.");
    }
  }

  @Test
  void charts_are_drawn_and_can_be_read_as_tables() {
    try (Page page = console.open("tenants/golden-noodle")) {
      assertThat(page.locator("canvas")).hasCount(6, patient());
      page.locator(".chart-data summary").first().click();
      Locator table = page.locator(".chart-data table").first();
      assertThat(table.locator("tbody tr")).hasCount(49);
      assertThat(table.locator("thead")).containsText("Availability, %");
    }
  }
}
