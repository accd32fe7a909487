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

  private static final boolean IS_THOROUGH = Boolean.getBoolean("thorough");

  private static final Look PHONE = new Look(390, ColorScheme.DARK, Language.TRADITIONAL_CHINESE);

  /**
   * Of a page with a style of its own: every width, colours and language where the build is {@code
   * -Pthorough}, else each of them at least once.
   */
  static List<Look> ofMainPage() {
    if (!IS_THOROUGH) {
      return List.of(DESKTOP, PHONE, new Look(768, ColorScheme.DARK, Language.ENGLISH));
    }
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

  /** Of a page that shares its style with others. */
  static List<Look> ofPage() {
    if (!IS_THOROUGH) {
      return List.of(DESKTOP, PHONE);
    }
    return List.of(
        DESKTOP,
        new Look(768, ColorScheme.LIGHT, Language.TRADITIONAL_CHINESE),
        PHONE,
        new Look(390, ColorScheme.DARK, Language.ENGLISH));
  }

  /** The name of a picture of a page. */
  String picture(String page) {
    return "%s-%d-%s-%s.png"
        .formatted(page, width, colours.name().toLowerCase(Locale.ROOT), language.tag());
  }
}
