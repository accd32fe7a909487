package hk.innopark.console;

import hk.innopark.events.text.Language;
import hk.innopark.events.text.Texts;
import io.javalin.http.Context;
import java.util.Optional;

/**
 * The language of whoever asks. A page is in the one that its address names by {@code lang}, or
 * that its reader chose before, or that the browser prefers; an answer is in the page's.
 */
final class PageLanguage {
  private static final String COOKIE = "language";

  private PageLanguage() {}

  static Language of(Context ctx) {
    Language preferred = Language.preferred(ctx.header("Accept-Language"));
    if (ctx.path().startsWith("/api/")) {
      return preferred;
    }
    return Optional.ofNullable(ctx.queryParam("lang"))
        .flatMap(Language::byTag)
        .or(() -> Optional.ofNullable(ctx.cookie(COOKIE)).flatMap(Language::byTag))
        .orElse(preferred);
  }

  static Texts texts(Context ctx) {
    return Texts.of(of(ctx));
  }
}
