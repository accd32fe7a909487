package hk.innopark.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import hk.innopark.console.access.Account;
import hk.innopark.console.access.Grant;
import hk.innopark.console.access.Role;
import java.time.Duration;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signing in, and the pages as each role sees them, in a real browser. */
class AccessPagesIT {
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
  void a_person_signs_in_and_comes_to_the_page_that_was_asked_for() {
    Account account =
        console.database().account("mei", new Grant(Role.TENANT_ENGINEER, "golden-noodle"));
    console.database().access().accounts().setPassword(account, "a long enough password");
    try (Page page = console.stranger(Look.DESKTOP)) {
      page.navigate(console.url() + "tenants/golden-noodle?range=8h");
      assertThat(page).hasURL(Pattern.compile(".*/sign-in\\?next=.*"));
      page.locator("#name").fill("Mei");
      page.locator("#password").fill("wrong wrong wrong");
      page.keyboard().press("Enter");
      assertThat(page.locator("#problem")).containsText("Name or password is wrong.");
      page.locator("#password").fill("a long enough password");
      page.keyboard().press("Enter");
      assertThat(page).hasURL(console.url() + "tenants/golden-noodle?range=8h");
      assertThat(page.locator("h1")).hasText("Golden Noodle");
      page.locator("#sign-out").click();
      assertThat(page).hasURL(console.url() + "sign-in");
      page.navigate(console.url());
      assertThat(page).hasURL(console.url() + "sign-in");
    }
  }

  @Test
  void a_link_signs_in_and_is_not_left_in_the_history() {
    Account account = console.database().account("new", Grant.of(Role.AUDITOR));
    String token = console.database().access().links().issue(account, Duration.ofHours(1));
    try (Page page = console.stranger(Look.DESKTOP)) {
      page.navigate(console.url() + "sign-in#" + token);
      assertThat(page).hasURL(console.url());
      BrowserConsole.awaitFigures(page);
      page.goBack();
      assertThat(page.url()).doesNotContain(token);
    }
  }

  @Test
  void an_auditor_sees_energy_carbon_and_coverage_and_no_counts() {
    try (Page page = console.as(Grant.of(Role.AUDITOR), Look.DESKTOP)) {
      page.navigate(console.url());
      BrowserConsole.awaitFigures(page);
      assertThat(page.locator("tr[data-tenant]")).hasCount(9);
      assertThat(page.locator("main")).not().containsText("OEE");
      assertThat(page.locator("main")).not().containsText("Good items");
      page.locator("tr[data-tenant=golden-noodle] a").click();
      BrowserConsole.awaitFigures(page);
      assertThat(page.locator("main")).containsText("Commitments");
      assertThat(page.locator("main")).not().containsText("OEE");
      assertThat(page.locator("main")).not().containsText("items/h");
      assertThat(page.locator(".figure.none")).hasCount(0);
    }
  }

  @Test
  void a_tenant_sees_itself_alone() {
    Grant grant = new Grant(Role.TENANT_VIEWER, "medivance");
    try (Page page = console.as(grant, Look.DESKTOP)) {
      page.navigate(console.url());
      BrowserConsole.awaitFigures(page);
      assertThat(page.locator("tr[data-tenant]")).hasCount(1);
      assertThat(page.locator("nav a:visible")).hasCount(3);
      page.navigate(console.url() + "audit");
      BrowserConsole.awaitFigures(page);
      assertThat(page.locator("main")).containsText("medivance");
      assertThat(page.locator("main")).not().containsText("golden-noodle");
    }
  }

  @Test
  void who_runs_the_platform_looks_as_a_line_operator() {
    try (Page page = console.open("")) {
      page.locator("#view").selectOption("line_operator golden-noodle");
      assertThat(page.locator("tr[data-tenant]")).hasCount(1);
      assertThat(page.locator("nav a:visible")).hasCount(2);
      assertThat(page.locator("#view")).hasValue("line_operator golden-noodle");
    }
  }

  @Test
  void a_token_is_shown_once_and_an_account_is_given_a_right() {
    try (Page page = console.open("account")) {
      page.locator("main form").last().locator("input").first().fill("monthly export");
      page.locator("main form").last().locator("button").click();
      assertThat(page.locator(".check-good code")).hasText(Pattern.compile("innopark_[\\w-]{43}"));
      assertThat(page.locator("#account")).containsText("monthly export");
      page.navigate(console.url() + "accounts");
      BrowserConsole.awaitFigures(page);
      page.locator("form.in-line input").first().fill("wai");
      page.locator("form.in-line input").last().fill("Wai Ho");
      page.locator("form.in-line button").click();
      page.locator("select[aria-label='Right to give to wai']").selectOption("auditor ");
      page.locator("button[aria-label='Give it to wai']").click();
      assertThat(page.locator("button[aria-label='Take Auditor from wai']")).isVisible();
      page.navigate(console.url() + "actions");
      BrowserConsole.awaitFigures(page);
      assertThat(page.locator("#actions")).containsText("wai: auditor");
    }
  }

  @Test
  void an_operator_acknowledges_an_alert() {
    Grant grant = new Grant(Role.LINE_OPERATOR, "golden-noodle");
    try (Page page = console.as(grant, Look.DESKTOP)) {
      page.navigate(console.url() + "alerts?state=open");
      BrowserConsole.awaitFigures(page);
      assertThat(page.locator(".logged-alert")).hasCount(1);
      page.locator(".acknowledge input").fill("belt torn");
      page.locator(".acknowledge button").click();
      assertThat(page.locator(".logged-alert"))
          .containsText("Acknowledged by line_operator.golden-noodle");
      page.locator("summary").click();
      assertThat(page.locator(".deliveries")).containsText("status 503");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "sign-in, sign-in, ",
    "auditor-overview, '', auditor",
    "auditor-tenant, tenants/golden-noodle, auditor",
    "auditor-row, audit/golden-noodle/sim:demo/10, auditor",
    "tenant-overview, '', tenant_engineer",
    "account, account, tenant_engineer",
    "accounts, accounts, platform_engineer",
    "actions, actions, platform_engineer",
    "portfolio-auditor, portfolio, auditor",
    "portfolio-platform, portfolio, platform_engineer",
    "scorecard-auditor, tenants/golden-noodle/scorecard, auditor",
    "scorecard-tenant, tenants/golden-noodle/scorecard, tenant_engineer",
    "year-auditor, tenants/golden-noodle/year, auditor",
    "year-tenant, tenants/golden-noodle/year, tenant_viewer",
    "alerts, alerts, platform_engineer",
    "alert, alerts/0123456789abcdef0123456789abcdef, tenant_engineer",
    "api, developers, line_operator",
    "check, check, ",
    "known, '?known=2026-11-19T09:00', platform_engineer",
    "known-tenant, 'tenants/golden-noodle?known=2026-11-19T09:00', tenant_engineer"
  })
  void a_page_is_legible_at_every_width_in_both_languages(String name, String path, String role) {
    for (Look look : Look.ofPage()) {
      Page page = role == null ? console.stranger(look) : as(role, look);
      LegiblePage.check(console, page, look, name, path);
    }
  }

  private static Page as(String name, Look look) {
    Role role = Role.byWireName(name).orElseThrow();
    Grant grant = role.isOfTenant() ? new Grant(role, "golden-noodle") : Grant.of(role);
    return console.as(grant, look);
  }
}
