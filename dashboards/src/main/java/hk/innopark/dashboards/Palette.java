package hk.innopark.dashboards;

/** The colours, each with one meaning on every page. */
final class Palette {
  static final String GREEN = "#37872D";
  static final String LIGHT_GREEN = "#96D98D";
  static final String YELLOW = "#E0B400";
  static final String ORANGE = "#FF9830";
  static final String RED = "#C4162A";
  static final String BLUE = "#3274D9";
  static final String LIGHT_BLUE = "#8AB8FF";
  static final String PURPLE = "#8F3BB8";
  static final String GREY = "#6E7079";
  static final String DARK = "#44474F";

  private Palette() {}
}
