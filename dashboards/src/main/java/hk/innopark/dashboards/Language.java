package hk.innopark.dashboards;

/** A language in which every page exists. */
public enum Language {
  ENGLISH("en", "", "English"),
  TRADITIONAL_CHINESE("zh-Hant", "-zh", "繁體中文");

  final String tag;

  /** At the end of a page's uid. */
  final String suffix;

  /** What its readers call it. */
  final String ownName;

  Language(String tag, String suffix, String ownName) {
    this.tag = tag;
    this.suffix = suffix;
    this.ownName = ownName;
  }

  Language other() {
    return this == ENGLISH ? TRADITIONAL_CHINESE : ENGLISH;
  }
}
