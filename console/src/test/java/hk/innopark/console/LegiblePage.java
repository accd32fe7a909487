package hk.innopark.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import hk.innopark.events.text.Language;
import java.util.ArrayList;
import java.util.List;

/** Looks at a page as its readers do, and finds what they would stumble over. */
final class LegiblePage {
  private final BrowserConsole console;
  private final Look look;
  private final Page page;
  private final List<String> trouble = new ArrayList<>();

  private LegiblePage(BrowserConsole console, Look look, Page page) {
    this.console = console;
    this.look = look;
    this.page = page;
    page.onPageError(trouble::add);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")
              && !message.text().contains("status of 404")
              && !isStrangersQuestion(message)) {
            trouble.add(message.text());
          }
        });
    page.onRequest(
        request -> {
          if (!request.url().startsWith(console.url())) {
            trouble.add("asks " + request.url());
          }
        });
  }

  /**
   * Who is not signed in asks who is there, and is told that nobody is: nothing else may be 401.
   */
  private static boolean isStrangersQuestion(ConsoleMessage message) {
    return message.text().contains("status of 401") && message.location().contains("/api/session");
  }

  /** Opens it, takes a picture, and fails with everything that is wrong with it. */
  static void check(BrowserConsole console, Page page, Look look, String name, String path) {
    new LegiblePage(console, look, page).check(name, path);
    page.context().close();
  }

  private void check(String name, String path) {
    page.navigate(console.url() + path);
    BrowserConsole.awaitFigures(page);
    String picture = look.picture(name);
    BrowserConsole.picture(page, picture);
    assertThat(trouble).as(picture).isEmpty();
    assertThat(page.getAttribute("html", "lang")).isEqualTo(look.language().tag());
    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
        .as("%s scrolls sideways", picture)
        .isLessThanOrEqualTo(look.width());
    assertThat(PageChecks.cut(page)).as(picture).isEmpty();
    assertThat(PageChecks.lowContrast(page)).as(picture).isEmpty();
    assertThat(PageChecks.unnamed(page)).as(picture).isEmpty();
    assertThat(PageChecks.serious(page)).as(picture).isEmpty();
    if (look.language() != Language.ENGLISH) {
      assertThat(PageChecks.untranslated(page, console.names())).as(picture).isEmpty();
    }
  }
}
