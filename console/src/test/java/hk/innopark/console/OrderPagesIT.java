package hk.innopark.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.BoundingBox;
import com.microsoft.playwright.options.ColorScheme;
import hk.innopark.console.access.Grant;
import hk.innopark.console.access.Role;
import hk.innopark.events.text.Language;
import hk.innopark.registry.DatabaseRole;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Orders in a real browser, as large as a tablet beside the line. */
class OrderPagesIT {
  private static final String PATH = "tenants/golden-noodle/orders";
  private static final Grant OPERATOR = new Grant(Role.LINE_OPERATOR, "golden-noodle");
  private static BrowserConsole console;

  @BeforeAll
  static void start() {
    console = BrowserConsole.orSkipped();
    SampleOrders.fill(console.database());
  }

  @AfterAll
  static void stop() {
    if (console != null) {
      console.close();
    }
  }

  private static Page tablet() {
    Page page = console.as(OPERATOR, new Look(768, ColorScheme.LIGHT, Language.ENGLISH));
    page.setViewportSize(768, 1024);
    // the tablet's clock is the console's: what ends now may have begun eight days before
    page.clock().setFixedTime(console.clock().millis());
    page.navigate(console.url() + PATH);
    BrowserConsole.awaitFigures(page);
    return page;
  }

  private static List<String> said() throws Exception {
    List<String> said = new ArrayList<>();
    try (Connection connection = console.database().login(DatabaseRole.AUDITOR).getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT machine || ' ' || order_id || ' ' || coalesce(product, '-') || ' '"
                    + " || coalesce(planned::text, '-') || ' ' || coalesce(replaces, '-') || ' '"
                    + " || role FROM shopfloor.annotation WHERE order_id IS NOT NULL"
                    + " ORDER BY seq")) {
      while (row.next()) {
        said.add(row.getString(1));
      }
    }
    return said;
  }

  @Test
  void anOrderThatRunsSaysHowFarItIsAndWhenItIsExpectedToEnd() {
    try (Page page = tablet()) {
      Locator card = page.locator("[data-order=NK-4711]");
      assertThat(card).containsText("31.3 %");
      assertThat(card).containsText("expected end");
      // an emission factor is missing: not a number that is too small
      Locator row = page.locator("tbody tr", new Page.LocatorOptions().setHasText("NK-4711"));
      assertThat(row.locator("td").nth(9)).hasText("–");
      BrowserConsole.picture(page, "orders-768-light.png");
    }
  }

  @Test
  void anOperatorBeginsAnOrderAndEndsIt() throws Exception {
    try (Page page = tablet()) {
      page.locator("[data-act=open-begin]").click();
      BrowserConsole.picture(page, "order-sheet-768-light.png");
      page.locator("dialog select").first().selectOption("line-2");
      page.locator("dialog input").nth(0).fill("NK-5000");
      page.locator("dialog input").nth(1).fill("noodle-s");
      page.locator("dialog input").nth(2).fill("800");
      page.locator("[data-act=begin]").click();
      assertThat(page.locator("dialog[open]")).hasCount(0);
      assertThat(page.locator(".stop-pending")).hasCount(1);
      assertThat(said())
          .filteredOn(word -> word.contains("NK-5000"))
          .hasSize(
              console
                  .registry()
                  .tenant("golden-noodle")
                  .orElseThrow()
                  .line("line-2")
                  .orElseThrow()
                  .machines()
                  .size())
          .allMatch(word -> word.endsWith(" NK-5000 noodle-s 800 - line_operator"));

      page.locator("[data-order=NK-4711] [data-act=open-end]").click();
      page.locator("[data-act=end]").click();
      assertThat(page.locator("dialog[open]")).hasCount(0);
      assertThat(said()).contains("oven-1 NK-4711 noodle-xl 40000 w1 line_operator");
    }
  }

  @Test
  void aProductsFootprintIsSavedAsAFile() throws Exception {
    try (Page page = tablet()) {
      page.locator("[data-act=open-footprint]").first().click();
      BrowserConsole.picture(page, "footprint-sheet-768-light.png");
      page.locator("dialog input").first().fill("0.085");
      Download download = page.waitForDownload(() -> page.locator("[data-act=footprint]").click());
      JsonNode footprint = new ObjectMapper().readTree(Files.readString(download.path()));
      assertThat(footprint.path("productNameCompany").asText()).isEqualTo("noodle-s");
      assertThat(footprint.at("/pcf/productMassPerDeclaredUnit").asText()).isEqualTo("0.085");
      assertThat(PactSchema.faults(footprint)).isEmpty();
    }
  }

  @Test
  void whateverIsTouchedIsLargeEnoughForAGlove() {
    try (Page page = tablet()) {
      page.locator("[data-act=open-begin]").click();
      for (String touched :
          List.of("main .touch", "dialog .touch", "dialog input", "dialog select")) {
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
  void thePageIsLegibleEverywhere() {
    for (Look look : Look.ofMainPage()) {
      LegiblePage.check(console, console.as(OPERATOR, look), look, "orders", PATH);
    }
  }

  @Test
  void aViewerSeesOrdersAndBeginsNone() {
    try (Page page = console.as(new Grant(Role.TENANT_VIEWER, "golden-noodle"), Look.DESKTOP)) {
      page.navigate(console.url() + PATH);
      BrowserConsole.awaitFigures(page);
      assertThat(page.locator("[data-act=open-begin]:visible")).hasCount(0);
      assertThat(page.locator("[data-act=open-end]")).hasCount(0);
      assertThat(page.locator("[data-order=NK-4711]")).hasCount(1);
    }
  }
}
