package hk.innopark.console;

import com.microsoft.playwright.options.ColorScheme;
import hk.innopark.events.text.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How a reader looks at a page. */
record Look(int width, ColorScheme colours, Language language) {
  /** Most tests look like this. */
  static final Look DESKTOP = new Look(1280, ColorScheme.LIGHT, Language.ENGLISH);

  static final Look CHINESE = new Look(1280, ColorScheme.LIGHT, Language.TRADITIONAL_CHINESE);

  /** In every width, colours and language. */
  static List<Look> all() {
    List<Look> all = new ArrayList<>();
    for (Language language : Language.values()) {
      for (int width : List.of(1280, 768, 390)) {
        for (ColorScheme colours : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
          all.add(new Look(width, colours, language));
        }
      }
    }
    return all;
  }

  /** Each width and language once: for a page that shares its style with others. */
  static List<Look> some() {
    return List.of(
        DESKTOP,
        new Look(768, ColorScheme.LIGHT, Language.TRADITIONAL_CHINESE),
        new Look(390, ColorScheme.DARK, Language.TRADITIONAL_CHINESE),
        new Look(390, ColorScheme.DARK, Language.ENGLISH));
  }

  /** The name of a picture of a page. */
  String picture(String page) {
    return "%s-%d-%s-%s.png"
        .formatted(page, width, colours.name().toLowerCase(Locale.ROOT), language.tag());
  }
}
