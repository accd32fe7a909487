package hk.innopark.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import hk.innopark.events.text.Language;
import hk.innopark.events.text.Message;
import hk.innopark.events.text.Texts;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pages' HTML in every language: one layout around a main part each, filled in by the script of
 * the same name. A page's title is the text {@code page.} and its name.
 */
final class Pages {
  private static final List<String> NAMES =
      List.of(
          "overview",
          "plant",
          "scorecard",
          "year",
          "portfolio",
          "stops",
          "devices",
          "platform",
          "orders",
          "audit",
          "entry",
          "wall",
          "sign-in",
          "account",
          "accounts",
          "actions",
          "alert-log",
          "api",
          "check");

  /** A text stands where the page has {@code t:} and its key, in two braces. */
  private static final Pattern TEXT = Pattern.compile("\\{\\{t:([a-z0-9_.-]+)}}");

  private static final YAMLMapper YAML = new YAMLMapper();

  private final String layout = text("layout.html");
  private final String error = text("error.html");
  private final String refreshSeconds;
  private final Map<Language, Map<String, String>> pages = new EnumMap<>(Language.class);

  Pages(Duration refresh) {
    this.refreshSeconds = Long.toString(refresh.toSeconds());
    for (Language language : Language.values()) {
      Texts texts = Texts.of(language);
      Map<String, String> byName = new TreeMap<>();
      for (String name : NAMES) {
        String title = texts.get("page." + name);
        byName.put(name, page(texts, title, name, text("pages/" + name + ".html")));
      }
      pages.put(language, byName);
    }
  }

  /** Answers with a page, in the reader's language. */
  void send(Context ctx, String name) {
    ctx.html(pages.get(PageLanguage.of(ctx)).get(name));
  }

  /** Answers with a page that says in one sentence why there is no other. */
  void sendError(Context ctx, int status, Message sentence) {
    Texts texts = PageLanguage.texts(ctx);
    String title =
        status == 404 ? texts.get("error_page.not_found") : texts.get("error_page.title", status);
    String main =
        error
            .replace("{{title}}", escape(title))
            .replace("{{sentence}}", escape(sentence.in(texts)));
    ctx.html(page(texts, title, "shell", main));
  }

  private String page(Texts texts, String title, String script, String main) {
    Language language = texts.language();
    Language other = language == Language.ENGLISH ? Language.TRADITIONAL_CHINESE : Language.ENGLISH;
    return filled(layout, texts)
        .replace("{{lang}}", language.tag())
        .replace("{{other-lang}}", other.tag())
        .replace("{{title}}", escape(texts.get("page.title", title)))
        .replace("{{script}}", script)
        .replace("{{refresh}}", refreshSeconds)
        .replace("{{main}}", filled(main, texts));
  }

  private static String filled(String html, Texts texts) {
    return TEXT.matcher(html)
        .replaceAll(found -> Matcher.quoteReplacement(escape(texts.get(found.group(1)))));
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private static String text(String name) {
    return new String(resource("/console/" + name), StandardCharsets.UTF_8);
  }

  /** A file of the class path that is YAML. */
  static JsonNode yaml(String path) {
    try {
      return YAML.readTree(resource(path));
    } catch (IOException e) {
      throw new UncheckedIOException("the class path's " + path + " is not YAML", e);
    }
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
