package hk.innopark.events.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything that people read, in one language: a file each, with the same keys. */
public final class Texts {
  private static final Map<Language, Texts> ALL = new EnumMap<>(Language.class);

  static {
    for (Language language : Language.values()) {
      ALL.put(language, new Texts(language, read(language)));
    }
  }

  private final Language language;
  private final SortedMap<String, String> texts;

  private Texts(Language language, SortedMap<String, String> texts) {
    this.language = language;
    this.texts = texts;
  }

  public static Texts of(Language language) {
    return ALL.get(language);
  }

  public Language language() {
    return language;
  }

  /**
   * The text of a key, with {@code {0}}, {@code {1}} … replaced.
   *
   * @throws IllegalArgumentException where there is no such key
   */
  public String get(String key, Object... arguments) {
    String text = texts.get(key);
    if (text == null) {
      throw new IllegalArgumentException(file(language) + " has no key " + key);
    }
    if (arguments.length == 0) {
      return text;
    }
    StringBuilder filled = new StringBuilder();
    int from = 0;
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
      int close = text.indexOf('}', open);
      if (close < 0) {
        break;
      }
      int index = index(text.substring(open + 1, close));
      filled.append(text, from, open);
      if (index >= 0 && index < arguments.length) {
        filled.append(arguments[index]);
        from = close + 1;
      } else {
        filled.append('{');
        from = open + 1;
      }
    }
    return filled.append(text, from, text.length()).toString();
  }

  /** Whether there is such a key. */
  public boolean has(String key) {
    return texts.containsKey(key);
  }

  /** All of them, by key. */
  public SortedMap<String, String> all() {
    return texts;
  }

  private static int index(String name) {
    return name.length() == 1 && Character.isDigit(name.charAt(0)) ? name.charAt(0) - '0' : -1;
  }

  private static String file(Language language) {
    return language.tag() + ".properties";
  }

  private static SortedMap<String, String> read(Language language) {
    Properties properties = new Properties();
    try (InputStream file = Texts.class.getResourceAsStream(file(language))) {
      if (file == null) {
        throw new IllegalStateException("the class path lacks the texts " + file(language));
      }
      properties.load(new InputStreamReader(file, StandardCharsets.UTF_8));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file(language), unreadable);
    }
    SortedMap<String, String> texts = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> texts.put(key, properties.getProperty(key)));
    return Collections.unmodifiableSortedMap(texts);
  }
}
