package hk.innopark.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static hk.innopark.console.BrowserConsole.patient;
import static hk.innopark.console.BrowserConsole.patientText;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import hk.innopark.console.access.Grant;
import hk.innopark.console.access.Role;
import hk.innopark.events.text.Language;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the pages do when something is chosen, missing, wrong or hostile. */
class ConsoleBehaviourIT {
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
  void the_range_is_chosen_with_the_keyboard_and_kept_in_the_address() {
    try (Page page = console.open("tenants/golden-noodle")) {
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
    try (Page page = console.open("")) {
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
    try (Page page = console.open("")) {
      Locator oee = page.locator("tr[data-tenant=golden-noodle] .col-oee .num");
      String before = oee.textContent();
      console.store().goAway();
      try {
        assertThat(page.locator("#problem"))
            .containsText("The time-series store does not answer", patientText());
        assertThat(oee).hasText(before);
        BrowserConsole.picture(page, "overview-store-away.png");
      } finally {
        console.store().comeBack();
      }
      assertThat(page.locator("#problem")).isHidden();
    }
  }

  @Test
  void a_name_with_markup_is_text() {
    Tenant first = console.registry().tenants().get(0);
    String name = "<img src=x onerror=\"document.title='hurt'\">";
    console.show(
        new Registry(
            List.of(new Tenant(first.id(), name, first.estate(), first.lines())),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of()));
    try (Page page = console.open("")) {
      assertThat(page.locator("tr[data-tenant='" + first.id() + "'] th a"))
          .containsText(name, patientText());
      assertThat(page.locator("tr[data-tenant] img")).hasCount(0);
      page.navigate(console.url() + "tenants/" + first.id());
      assertThat(page.locator("h1")).containsText(name, patientText());
      assertThat(page.title()).isEqualTo(name + " · INNOPARK telemetry");
    } finally {
      console.show(console.registry());
    }
  }

  @Test
  void without_tenants_the_page_says_what_to_do() {
    console.show(new Registry(List.of(), List.of(), List.of(), List.of(), List.of(), List.of()));
    try (Page page = console.blank(Look.DESKTOP)) {
      page.navigate(console.url());
      assertThat(page.locator("#estates")).containsText("innopark registry import", patientText());
    } finally {
      console.show(console.registry());
    }
  }

  @Test
  void before_the_first_figures_the_page_says_what_it_waits_for() {
    try (ConsoleServer waiting =
            console.serve(
                new SampleFigures(
                    console.registry(),
                    console.clock(),
                    console.clock().instant().plusSeconds(86_400)));
        Page page = console.blank(Look.DESKTOP)) {
      page.navigate(waiting.url());
      assertThat(page.locator("#banner")).containsText("No figures yet", patientText());
      assertThat(page.locator(".kpi [data-field=coverage] .num")).hasText("catching up");
      assertThat(page.locator(".kpi:has([data-field=coverage])"))
          .containsText("The first minute is being computed.");
      assertThat(page.locator("tr[data-tenant=golden-noodle] .col-oee .num")).hasText("–");
      assertThat(page.locator("tr[data-tenant=golden-noodle] .col-oee .figure"))
          .hasAttribute("title", "No planned busy time is known in this time.");
      BrowserConsole.picture(page, "overview-waiting.png");
      page.navigate(waiting.url() + "tenants/golden-noodle");
      assertThat(page.locator(".chart-none").first()).isVisible();
      BrowserConsole.picture(page, "tenant-waiting.png");
    }
  }

  @Test
  void while_the_past_comes_in_faster_than_time_passes_the_banner_says_so() {
    SettableClock computed = new SettableClock(console.clock().instant().minusSeconds(7_200));
    SampleFigures figures =
        new SampleFigures(console.registry(), computed, computed.instant().minusSeconds(7_200));
    try (ConsoleServer behind = console.serve(figures);
        Page page = console.blank(Look.DESKTOP)) {
      page.navigate(behind.url());
      assertThat(page.locator("#banner")).containsText("The newest figures are of", patientText());
      computed.advance(Duration.ofMinutes(30));
      assertThat(page.locator("#banner"))
          .containsText("The past is still coming in", patientText());
      BrowserConsole.picture(page, "overview-coming-in.png");
      console.clock().advance(Duration.ofSeconds(61));
      assertThat(page.locator("#banner")).containsText("The newest figures are of", patientText());
      computed.advance(Duration.ofMinutes(92));
      assertThat(page.locator("#banner")).not().containsText("figures", patientText());
    }
  }

  @Test
  void on_a_phone_colours_and_language_stand_beside_the_name_whoever_looks() {
    List<Grant> grants =
        List.of(
            Grant.of(Role.PLATFORM_ENGINEER),
            Grant.of(Role.AUDITOR),
            new Grant(Role.TENANT_ENGINEER, "golden-noodle"));
    List<String> elsewhere = new ArrayList<>();
    for (Grant grant : grants) {
      for (Language language : Language.values()) {
        try (Page page = console.as(grant, new Look(390, ColorScheme.LIGHT, language))) {
          page.navigate(console.url());
          assertThat(page.locator("#sign-out")).isVisible();
          BrowserConsole.awaitFigures(page);
          String picture = "phone-" + grant.role().wireName() + "-" + language.tag();
          BrowserConsole.picture(page.locator("header.top"), picture + ".png");
          for (String button : List.of("#theme", "#language")) {
            if (Math.abs(middle(page, button) - middle(page, ".brand")) > 2) {
              elsewhere.add(picture + button);
            }
          }
        }
      }
    }
    assertThat(elsewhere).isEmpty();
  }

  /** How far down the middle of an element is, in pixels. */
  private static double middle(Page page, String selector) {
    BoundingBox box = page.locator(selector).boundingBox();
    return box.y + box.height / 2;
  }

  @Test
  void real_figures_come_first_and_simulated_ones_are_a_choice_that_links_keep() {
    try (ConsoleServer both = console.serve(new TwoOrigins(console.store()));
        Page page = console.blank(new Look(390, ColorScheme.LIGHT, Language.ENGLISH))) {
      page.navigate(both.url());
      assertThat(page.locator("#origin option")).hasCount(2, patient());
      assertThat(page.locator("#origin")).hasValue("real");
      assertThat(page.locator("#banner")).isHidden();
      page.locator("#origin").selectOption("sim:demo");
      assertThat(page.locator("#banner")).containsText("Simulated data (sim:demo)", patientText());
      page.locator("tr[data-tenant=golden-noodle] th a").click();
      page.waitForURL(Pattern.compile(".*/tenants/golden-noodle\\?origin=sim%3Ademo"));
      assertThat(page.locator("#banner")).containsText("Simulated data (sim:demo)", patientText());
    }
  }

  @Test
  void the_audit_page_says_what_the_last_night_found_and_what_was_known_at_a_time() {
    try (Page page = console.open("audit")) {
      assertThat(page.locator(".check-good")).hasCount(2, patient());
      assertThat(page.locator(".check-good").last()).containsText("Holds: 120 rows", patientText());
      page.locator("form[aria-label='As known at'] input:visible").fill("2020-01-01T09:00");
      page.locator("form[aria-label='As known at'] button:visible").first().click();
      assertThat(page.locator("#audit")).containsText("The ledger is empty", patientText());
      BrowserConsole.picture(page, "audit-known-before.png");
      page.locator("form[aria-label='As known at'] button:visible").last().click();
      assertThat(page.locator(".check-good")).hasCount(2, patient());
      page.locator(".filters[role=group] select").first().selectOption("medivance");
      assertThat(page.locator("table.ledger tbody tr").first()).containsText("medivance");
      assertThat(page.locator("table.ledger tbody")).not().containsText("golden-noodle");
      page.locator("table.ledger tbody a").first().click();
      assertThat(page.locator("h1")).containsText("medivance, sim:demo", patientText());
      // more than a double holds exactly
      assertThat(page.locator("#entry")).containsText("9,007,199,254,740,993", patientText());
    }
  }
}
