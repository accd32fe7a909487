package hk.innopark.events.text;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A language in which everything that people read exists. */
public enum Language {
  ENGLISH("en", Locale.UK),
  TRADITIONAL_CHINESE("zh-HK", Locale.forLanguageTag("zh-Hant-HK"));

  private final String tag;
  private final Locale locale;

  Language(String tag, Locale locale) {
    this.tag = tag;
    this.locale = locale;
  }

  /** Its tag after BCP 47: the {@code lang} of a page, and the name of its file of texts. */
  public String tag() {
    return tag;
  }

  /** How its readers write dates and numbers. */
  public Locale locale() {
    return locale;
  }

  public static Optional<Language> byTag(String tag) {
    for (Language language : values()) {
      if (language.tag.equals(tag)) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
  }

  /**
   * What a reader likes best of the languages that exist.
   *
   * @param header the value of {@code Accept-Language} (RFC 9110); null or unreadable gives English
   */
  public static Language preferred(String header) {
    if (header == null || header.isBlank()) {
      return ENGLISH;
    }
    List<Locale.LanguageRange> ranges;
    try {
      ranges = Locale.LanguageRange.parse(header);
    } catch (IllegalArgumentException unreadable) {
      return ENGLISH;
    }
    for (Locale.LanguageRange range : ranges) {
      String language = range.getRange().split("-", 2)[0];
      if (range.getWeight() > 0 && language.equals("zh")) {
        return TRADITIONAL_CHINESE;
      }
      if (range.getWeight() > 0 && language.equals("en")) {
        return ENGLISH;
      }
    }
    return ENGLISH;
  }
}
