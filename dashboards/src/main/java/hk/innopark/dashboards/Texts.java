package hk.innopark.dashboards;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** Titles, descriptions and names in one language: a file each, with the same keys. */
final class Texts {
  private final Language language;
  private final Properties texts = new Properties();
  private final Set<String> used = new TreeSet<>();

  private Texts(Language language) {
    this.language = language;
  }

  static Texts of(Language language) {
    Texts texts = new Texts(language);
    try (InputStream file = Texts.class.getResourceAsStream(texts.file())) {
      texts.texts.load(new InputStreamReader(file, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(texts.file(), unreadable);
    }
    return texts;
  }

  Language language() {
    return language;
  }

  /**
   * The text of a key, with {@code {0}}, {@code {1}} … replaced.
   *
   * @throws IllegalStateException where the file has no such key
   */
  String get(String key, Object... arguments) {
    String text = texts.getProperty(key);
    if (text == null) {
      throw new IllegalStateException(file() + " has no key " + key);
    }
    used.add(key);
    for (int i = 0; i < arguments.length; i++) {
      text = text.replace("{" + i + "}", String.valueOf(arguments[i]));
    }
    return text;
  }

  Set<String> keys() {
    return new TreeSet<>(texts.stringPropertyNames());
  }

  /** The keys that were asked for. */
  Set<String> used() {
    return new TreeSet<>(used);
  }

  private String file() {
    return "texts-" + language.tag + ".properties";
  }
}
