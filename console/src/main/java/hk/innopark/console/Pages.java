package hk.innopark.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** The pages' HTML: one layout around a main part each, filled in by its script. */
final class Pages {
  private final String layout;
  private final String refreshSeconds;
  private final String overview;
  private final String plant;
  private final String audit;
  private final String entry;
  private final String scorecard;
  private final String year;
  private final String portfolio;
  private final String signIn;
  private final String account;
  private final String accounts;
  private final String actions;

  Pages(Duration refresh) {
    this.layout = text("layout.html");
    this.refreshSeconds = Long.toString(refresh.toSeconds());
    this.overview = page("Overview", "overview", text("overview.html"));
    this.plant = page("Tenant", "plant", text("plant.html"));
    this.audit = page("Audit", "audit", text("audit.html"));
    this.entry = page("Ledger row", "entry", text("entry.html"));
    this.scorecard = page("Scorecard", "scorecard", text("scorecard.html"));
    this.year = page("Year", "year", text("year.html"));
    this.portfolio = page("Portfolio", "portfolio", text("portfolio.html"));
    this.signIn = page("Sign in", "signin", text("sign-in.html"));
    this.account = page("Your account", "account", text("account.html"));
    this.accounts = page("Accounts", "accounts", text("accounts.html"));
    this.actions = page("Actions", "actions", text("actions.html"));
  }

  String overview() {
    return overview;
  }

  String plant() {
    return plant;
  }

  String audit() {
    return audit;
  }

  String entry() {
    return entry;
  }

  String scorecard() {
    return scorecard;
  }

  String year() {
    return year;
  }

  String portfolio() {
    return portfolio;
  }

  String signIn() {
    return signIn;
  }

  String account() {
    return account;
  }

  String accounts() {
    return accounts;
  }

  String actions() {
    return actions;
  }

  /** A page that says in one sentence why there is no other. */
  String error(int status, String sentence) {
    String title = status == 404 ? "Not found" : "Error " + status;
    return page(
        title,
        "shell",
        text("error.html").replace("{{title}}", title).replace("{{sentence}}", escape(sentence)));
  }

  private String page(String title, String script, String main) {
    return layout
        .replace("{{title}}", title)
        .replace("{{script}}", script)
        .replace("{{refresh}}", refreshSeconds)
        .replace("{{main}}", main);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String text(String name) {
    return new String(resource("/console/pages/" + name), StandardCharsets.UTF_8);
  }

  static byte[] resource(String path) {
    try (InputStream in = Pages.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks " + path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("the class path's " + path + " cannot be read", e);
    }
  }
}
