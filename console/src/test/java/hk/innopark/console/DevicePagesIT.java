package hk.innopark.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import hk.innopark.console.access.Grant;
import hk.innopark.console.access.Role;
import hk.innopark.events.text.Language;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.model.Registry;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.PreparedStatement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Connecting devices in a real browser, over the real registry. */
class DevicePagesIT {
  private static final String PATH = "tenants/golden-noodle/devices";
  private static final String WATCHED = PATH + "?machine=line-1/oven-1";
  private static final Grant ENGINEER = new Grant(Role.TENANT_ENGINEER, "golden-noodle");
  private static BrowserConsole console;

  @BeforeAll
  static void start() throws Exception {
    console = BrowserConsole.orSkipped();
    run(
        DatabaseRole.WRITER,
        "INSERT INTO shopfloor.last_reading VALUES ('tai-po', 'golden-noodle', 'line-1', 'oven-1',"
            + " 'sim:demo', to_timestamp(? / 1000.0), to_timestamp(? / 1000.0 - 3), 'innopark/tai-po/"
            + "golden-noodle/line-1/oven-1', 'b7', 4711, '{\"state\":\"RUNNING\","
            + "\"unknown_signals\":1,\"values\":{\"good_count\":1200,\"active_energy_kwh\":10234.5},"
            + "\"passed_over\":[\"temperature_c\"]}', '{\"ts\":1}', 8)",
        console.clock().millis());
    run(
        DatabaseRole.NOTIFIER,
        "INSERT INTO notify.dead_letter (kafka_partition, kafka_offset, refused_at, reason, topic,"
            + " tenant, sha256, bytes, payload, detail) VALUES (9, 9, now(), 'TYPE',"
            + " 'innopark/tai-po/golden-noodle/line-1/oven-1', 'golden-noodle', '', 2, '{}',"
            + " 'ts is missing')");
  }

  @AfterAll
  static void stop() {
    if (console != null) {
      console.close();
    }
  }

  private static void run(DatabaseRole role, String sql, long... millis) throws Exception {
    try (Connection connection = console.database().login(role).getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      int parameters = statement.getParameterMetaData().getParameterCount();
      for (int index = 1; index <= parameters; index++) {
        statement.setDouble(index, (double) millis[0]);
      }
      statement.execute();
    }
  }

  private static Page open(String path) {
    Page page = console.as(ENGINEER, Look.DESKTOP);
    page.navigate(console.url() + path);
    BrowserConsole.awaitFigures(page);
    return page;
  }

  @Test
  void the_last_message_is_explained_and_refusals_say_what_to_do() {
    try (Page page = open(WATCHED)) {
      Locator watch = page.locator("section:has(.facts)");
      assertThat(watch).containsText("10234.5");
      assertThat(watch).containsText("passed over");
      assertThat(watch).containsText("behind the gateway");
      assertThat(watch).containsText("ts is missing");
      assertThat(watch).containsText("mend the mapping");
    }
  }

  @Test
  void a_credential_is_downloaded_once() throws Exception {
    try (Page page = open(WATCHED)) {
      page.getByText("Make the credential, once").click();
      Locator link = page.locator("a[download]");
      assertThat(link).isVisible();
      Download download = page.waitForDownload(link::click);
      assertThat(Files.readString(download.path()))
          .contains("MQTT_USERNAME=golden-noodle/line-1/oven-1\n", "MQTT_PASSWORD=hush\n");
      page.reload();
      BrowserConsole.awaitFigures(page);
      page.getByText("Make the credential, once").click();
      assertThat(page.getByText("has a credential already")).isVisible();
      assertThat(page.locator("a[download]")).hasCount(0);
    }
  }

  @Test
  void a_mistake_is_said_at_its_field_and_a_right_entry_is_imported() {
    Registry before = store().load();
    try (Page page = open(PATH)) {
      page.locator("[data-field=id]").fill("plug-7");
      page.locator("[data-field=sample_period]").fill("10 s");
      page.locator("[data-field=mapping]")
          .fill("topic: tele/plug 7/SENSOR\nsignals: {state: {at: POWER}}");
      page.getByText("Try it").click();
      assertThat(page.locator("#problem-sample_period")).containsText("is not a duration");
      assertThat(page.locator("#problem-mapping")).containsText("mapping.signals.state.at");
      assertThat(page.locator("#import")).hasCount(0);
      BrowserConsole.picture(page, "devices-problems.png");

      page.locator("[data-field=sample_period]").fill("PT10S");
      page.locator("[data-field=mapping]")
          .fill("topic: tele/plug 7/SENSOR\nsignals: {state: {at: /POWER}}");
      page.getByText("Try it").click();
      assertThat(page.locator(".added").first()).containsText("plug-7");
      BrowserConsole.picture(page, "devices-difference.png");
      assertThat(store().versions()).as("nothing is kept yet").hasSize(1);
      page.locator("#import").click();
      assertThat(page.locator(".done")).containsText("It applies from");
      assertThat(page.locator(".history")).containsText("by tenant_engineer.golden-noodle");
    }
    Registry after = store().load();
    assertThat(after.tenant("golden-noodle").orElseThrow().line("line-1").orElseThrow().machines())
        .anyMatch(machine -> machine.id().machine().equals("plug-7"));
    assertThat(after.tenants().size()).isEqualTo(before.tenants().size());
    assertThat(
            console
                .database()
                .access()
                .actions()
                .newest(java.util.Optional.empty(), Long.MAX_VALUE, 50))
        .anyMatch(
            recorded ->
                recorded.action().action().equals("import registry")
                    && recorded.action().tenant().equals("golden-noodle"));
  }

  private static RegistryStore store() {
    return new RegistryStore(console.database().login(DatabaseRole.AUDITOR));
  }

  @Test
  void the_pages_are_legible_everywhere() {
    for (Look look : Look.ofMainPage()) {
      LegiblePage.check(console, console.as(ENGINEER, look), look, "devices", WATCHED);
      LegiblePage.check(console, console.blank(look), look, "all-devices", "devices");
    }
  }

  @Test
  void the_header_has_one_line_of_tools_at_1280() {
    for (Language language : Language.values()) {
      try (Page page = console.blank(new Look(1280, ColorScheme.LIGHT, language))) {
        page.navigate(console.url());
        BrowserConsole.awaitFigures(page);
        assertThat(page.locator("#freshness")).not().isEmpty();
        assertThat(page.locator(".tools").boundingBox().height).isLessThan(45);
        assertThat(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
            .isEqualTo(true);
      }
    }
  }
}
