package hk.innopark.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static hk.innopark.console.BrowserConsole.patientText;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.Media;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a reader does with the figures of a tenant or a line. */
class PlantPageIT {
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
  void days_are_chosen_by_their_dates_and_stand_in_the_address() {
    try (Page page = console.open("tenants/golden-noodle")) {
      page.locator("input[name=from]").fill("2026-11-16");
      page.locator("input[name=to]").fill("2026-11-17");
      page.waitForURL(Pattern.compile(".*from=2026-11-16&to=2026-11-17.*"));
      assertThat(page.locator(".span"))
          .containsText("Mon 16 Nov, 00:00 to Wed 18 Nov, 00:00", patientText());
      page.reload();
      BrowserConsole.awaitFigures(page);
      assertThat(page.locator("input[name=to]")).hasValue("2026-11-17");
      assertThat(page.locator("input[name=range]:checked")).hasCount(0);
      page.locator(".line-head a").first().click();
      page.waitForURL(Pattern.compile(".*/lines/line-1\\?from=2026-11-16&to=2026-11-17"));
      page.goBack();
      BrowserConsole.awaitFigures(page);
      page.locator("input[value='8h']").check(new Locator.CheckOptions().setForce(true));
      page.waitForURL(Pattern.compile(".*range=8h.*"));
      assertThat(page.url()).doesNotContain("from=");
    }
  }

  @Test
  void figures_are_compared_with_the_time_before() {
    try (Page page = console.open("tenants/golden-noodle?from=2026-11-18&to=2026-11-18")) {
      assertThat(page.locator(".before:visible")).hasCount(0);
      page.getByLabel("compare with the period before").check();
      page.waitForURL(Pattern.compile(".*compare=before.*"));
      assertThat(page.locator(".span")).containsText("(before: Tue 17 Nov, 00:00", patientText());
      Locator produced = page.locator(".facts div:has([data-field=produced])");
      assertThat(produced)
          .containsText(Pattern.compile("before: [\\d,]+ items, now [+−][\\d.]+ %"));
      Locator oee = page.locator(".facts div:has([data-field=oee])");
      assertThat(oee).containsText(Pattern.compile("before: [\\d.]+ %, now [+−±][\\d.]+ points"));
    }
  }

  @Test
  void a_chart_is_saved_as_csv_with_heads_in_the_readers_language() throws IOException {
    try (Page page = console.blank(Look.CHINESE)) {
      page.navigate(console.url() + "tenants/golden-noodle?range=8h");
      BrowserConsole.awaitFigures(page);
      List<String> lines = saved(page, page.locator(".chart-foot .link-button").first());
      assertThat(lines.get(0)).isEqualTo("\uFEFF由,至,可用率（%）,效能（%）,品質率（%）,OEE（%）");
      assertThat(lines.get(1))
          .matches("2026-11-20T06:\\d0:00\\+08:00,2026-11-20T06:\\d0:00\\+08:00(,[\\d.]*){4}");
      assertThat(lines).hasSizeBetween(49, 51);
    }
  }

  @Test
  void lines_are_summed_by_shift() throws IOException {
    try (Page page = console.open("tenants/golden-noodle?from=2026-11-17&to=2026-11-18")) {
      Locator table = page.locator("table:has(caption:text-is('By shift'))");
      assertThat(table.locator("tbody tr")).hasCount(4);
      assertThat(table.locator("tbody tr").first())
          .containsText(Pattern.compile("Noodle line\\s*early\\s*2"));
      Locator save =
          page.locator(".panel:has(table:has(caption:text-is('By shift'))) .link-button");
      List<String> lines = saved(page, save);
      assertThat(lines.get(0)).startsWith("\uFEFFLine,shift,Times,\"OEE, %\"");
      assertThat(lines).hasSize(5);
    }
  }

  @Test
  void no_cell_of_a_saved_file_becomes_a_formula() throws IOException {
    try (Page page = console.open("tenants/golden-noodle")) {
      Download download =
          page.waitForDownload(
              () ->
                  page.evaluate(
                      """
                      async () => {
                        const own = document.querySelector("script[type=module]").src;
                        const { saveCsv } = await import(new URL("csv.js", own));
                        saveCsv("cells", [["=1+1", "@x", "-x", "-1.5e3", "+x", "a,b", -2, null]]);
                      }
                      """));
      assertThat(Files.readString(download.path(), StandardCharsets.UTF_8))
          .isEqualTo("\uFEFF'=1+1,'@x,'-x,-1.5e3,'+x,\"a,b\",-2,\r\n");
    }
  }

  private static List<String> saved(Page page, Locator button) throws IOException {
    Download download = page.waitForDownload(button::click);
    assertThat(download.suggestedFilename()).startsWith("golden-noodle-").endsWith(".csv");
    return Files.readString(download.path(), StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void the_keyboard_skips_to_the_figures_and_shows_where_it_is() {
    try (Page page = console.open("tenants/golden-noodle")) {
      page.keyboard().press("Tab");
      Locator skip = page.locator(".skip");
      assertThat(skip).isFocused();
      assertThat(skip).isInViewport();
      page.keyboard().press("Enter");
      assertThat(page.locator("#main")).isFocused();
      page.keyboard().press("Tab");
      assertThat((Boolean) page.evaluate("document.activeElement.closest('main') !== null"))
          .isTrue();
      assertThat((String) page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
          .isEqualTo("solid");
    }
  }

  @Test
  void the_language_is_switched_on_the_page_and_kept() {
    try (Page page = console.open("tenants/golden-noodle?range=8h")) {
      page.locator("#language").click();
      assertThat(page.locator("html")).hasAttribute("lang", "zh-HK");
      assertThat(page.locator(".panel-head h2").first()).hasText("警報", soon());
      assertThat(page.locator(".alert-text").first()).hasText("Noodle line 已停頓 12 分鐘。");
      assertThat(page.url()).contains("range=8h");
      page.navigate(console.url() + "audit");
      assertThat(page.locator("h1")).hasText("審核帳簿");
      page.navigate(console.url() + "audit?lang=en");
      assertThat(page.locator("h1")).hasText("Audit ledger");
    }
  }

  private static LocatorAssertions.HasTextOptions soon() {
    return new LocatorAssertions.HasTextOptions().setTimeout(60_000);
  }

  @Test
  void the_wall_screen_needs_nobody_and_goes_on() {
    try (Page page =
        console.blank(new Look(1920, Look.DESKTOP.colours(), Look.CHINESE.language()))) {
      page.navigate(console.url() + "tenants/golden-noodle/lines/line-1/wall");
      BrowserConsole.awaitFigures(page);
      assertThat(page.locator("html")).hasAttribute("data-theme", "dark");
      assertThat(page.locator(".top")).isHidden();
      assertThat(page.locator("main a, main button, main input")).hasCount(0);
      assertThat(page.locator(".wall-alert").first()).hasText("Noodle line 已停頓 12 分鐘。");
      Locator good = page.locator(".wall-good_today .num");
      String before = good.textContent();
      console.clock().advance(Duration.ofMinutes(9));
      page.waitForFunction(
          "before => document.querySelector('.wall-good_today .num').textContent !== before",
          before);
      assertThat((Integer) page.evaluate("document.documentElement.scrollHeight"))
          .as("it fits a screen of 1920 × 1080")
          .isLessThanOrEqualTo(1080);
    }
  }

  @Test
  void a_page_is_printed_without_what_only_a_screen_needs() {
    try (Page page = console.open("tenants/golden-noodle")) {
      page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
      assertThat(page.locator(".range-choice")).isHidden();
      assertThat(page.locator("nav").first()).isHidden();
      assertThat(page.locator(".span")).isVisible();
      assertThat(page.locator("canvas").first()).isVisible();
    }
  }
}
