package hk.innopark.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import hk.innopark.console.access.Grant;
import hk.innopark.console.access.Role;
import hk.innopark.events.text.Language;
import hk.innopark.registry.DatabaseRole;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Naming stops in a real browser, as large as a tablet beside the line. */
class StopPagesIT {
  private static final String PATH = "tenants/golden-noodle/lines/line-1/stops";
  private static final Grant OPERATOR = new Grant(Role.LINE_OPERATOR, "golden-noodle");
  private static BrowserConsole console;

  @BeforeAll
  static void start() throws Exception {
    console = BrowserConsole.orSkipped();
    Instant noon = Instant.parse("2026-11-20T04:00:00Z");
    stop("oven-1", noon, noon.plus(Duration.ofMinutes(12)), "down", null);
    stop(
        "oven-1",
        noon.plus(Duration.ofMinutes(20)),
        noon.plus(Duration.ofMinutes(21)),
        "down",
        null);
    stop(
        "packer-1",
        noon.plus(Duration.ofMinutes(30)),
        noon.plus(Duration.ofMinutes(48)),
        "down",
        "starved");
    stop(
        "mixer-1",
        noon.plus(Duration.ofHours(1)),
        noon.plus(Duration.ofMinutes(95)),
        "idle",
        "blocked");
  }

  @AfterAll
  static void stop() {
    if (console != null) {
      console.close();
    }
  }

  private static void stop(String machine, Instant from, Instant to, String state, String reason)
      throws Exception {
    run(
        console.database().login(DatabaseRole.WRITER),
        "INSERT INTO shopfloor.stop VALUES ('tai-po', 'golden-noodle', 'line-1', '%s', 'sim:demo', '%s', '%s', '%s', %s, NULL, NULL, NULL, false, false)"
            .formatted(machine, from, to, state, reason == null ? "NULL" : "'" + reason + "'"));
  }

  private static void run(javax.sql.DataSource database, String sql) throws Exception {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static List<String> said() throws Exception {
    List<String> said = new ArrayList<>();
    try (Connection connection = console.database().login(DatabaseRole.AUDITOR).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT machine || ' ' || coalesce(reason, '-') || ' ' || coalesce(comment, '-')"
                    + " || ' ' || role || ' ' || address || ' '"
                    + " || extract(epoch FROM ends_at - begins_at)::int"
                    + " FROM shopfloor.annotation ORDER BY seq")) {
      while (row.next()) {
        said.add(row.getString(1));
      }
    }
    return said;
  }

  private static Page tablet() {
    Page page = console.as(OPERATOR, new Look(768, ColorScheme.LIGHT, Language.ENGLISH));
    page.setViewportSize(768, 1024);
    page.navigate(console.url() + PATH);
    BrowserConsole.awaitFigures(page);
    return page;
  }

  @Test
  void an_operator_names_a_stop_in_two_touches() throws Exception {
    try (Page page = tablet()) {
      Locator first = page.locator(".stop").first();
      assertThat(first).hasClass(java.util.regex.Pattern.compile("unnamed"));
      BrowserConsole.picture(page, "stops-768-light.png");
      page.locator(".stop.unnamed .stop-open").nth(1).click();
      assertThat(page.locator("dialog[open]")).isVisible();
      BrowserConsole.picture(page, "stop-sheet-768-light.png");
      page.locator("[data-reason=breakdown]").click();
      assertThat(page.locator("dialog[open]")).hasCount(0);
      assertThat(page.locator(".stop-pending")).hasCount(1);
    }
    assertThat(said())
        .anyMatch(word -> word.equals("oven-1 breakdown - line_operator 127.0.0.1 720"));
  }

  @Test
  void two_stops_are_joined_and_commented() throws Exception {
    try (Page page = tablet()) {
      page.locator(".stop.unnamed .stop-join").nth(0).click();
      page.locator(".stop.unnamed .stop-join").nth(1).click();
      page.locator("[data-act=join]").click();
      page.locator("dialog .wide-field input").fill("belt torn twice");
      page.locator("[data-reason=material]").click();
      assertThat(page.locator("dialog[open]")).hasCount(0);
    }
    assertThat(said())
        .anyMatch(
            word -> word.equals("oven-1 material belt torn twice line_operator 127.0.0.1 1260"));
  }

  @Test
  void whatever_is_touched_is_large_enough_for_a_glove() {
    try (Page page = tablet()) {
      page.locator(".stop .stop-open").first().click();
      for (String touched :
          List.of("main .touch", ".stop-open", ".stop-join", "dialog .touch", "dialog input")) {
        List<Locator> all = page.locator(touched).all();
        assertThat(all).as(touched).isNotEmpty();
        for (Locator one : all) {
          BoundingBox box = one.boundingBox();
          assertThat(Math.min(box.width, box.height)).as(touched).isGreaterThanOrEqualTo(44);
        }
      }
    }
  }

  @Test
  void the_page_is_legible_everywhere() {
    for (int width : List.of(390, 768, 1280)) {
      for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
        List<String> trouble = new ArrayList<>();
        try (Page page = console.as(OPERATOR, new Look(width, colours, Language.ENGLISH))) {
          page.onPageError(trouble::add);
          page.navigate(console.url() + PATH);
          BrowserConsole.awaitFigures(page);
          BrowserConsole.picture(
              page, "stops-%d-%s.png".formatted(width, colours).toLowerCase(java.util.Locale.ROOT));
          assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
              .as("at %d no sideways scrolling", width)
              .isEqualTo(true);
          assertThat(trouble).isEmpty();
        }
      }
    }
  }

  @Test
  void a_viewer_sees_stops_and_names_none() {
    try (Page page = console.as(new Grant(Role.TENANT_VIEWER, "golden-noodle"), Look.DESKTOP)) {
      page.navigate(console.url() + PATH);
      BrowserConsole.awaitFigures(page);
      assertThat(page.locator(".stop-open:enabled")).hasCount(0);
      assertThat(page.locator(".stop")).not().hasCount(0);
    }
  }
}
