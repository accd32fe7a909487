package hk.innopark.dashboards;

/** How wide columns of tables are, so that all of a table's fit into its panel. */
final class Columns {
  /** The narrowest window that pages are made for. */
  static final int WINDOW_PIXELS = 1280;

  private static final int PADDING_PIXELS = 16;
  private static final int DIGIT_PIXELS = 7;
  private static final int CHINESE_PIXELS = 14;

  private Columns() {}

  /** What lies inside a panel of so many columns of the grid. */
  static int panelPixels(int columns) {
    int grid = WINDOW_PIXELS - 32;
    return (int) ((grid - 8 * 23) / 24.0 * columns + 8 * (columns - 1)) - 18;
  }

  /** Of text in Grafana's type of tables. */
  static int textPixels(String text) {
    return text.chars().map(c -> c > 0x2E7F ? CHINESE_PIXELS : DIGIT_PIXELS).sum();
  }

  static int width(String header, Unit unit) {
    return PADDING_PIXELS + Math.max(textPixels(header), textPixels(widest(unit)));
  }

  /** At least; such columns take what the others leave. */
  static int widthOf(String tag) {
    return switch (tag) {
      case "kind", "signal" -> 140;
      case "estate" -> 120;
      default -> 130;
    };
  }

  private static String widest(Unit unit) {
    return switch (unit) {
      case KWH -> "999.99 MWh";
      case KVA -> "999.99 kVA";
      case TONNES -> "999.999 t CO₂e";
      case SECONDS -> "99.9 hours";
      case M3 -> "9999.9 m³";
      case SHARE, PERCENT -> "100.0%";
      case KWH_PER_ITEM -> "9.9999 kWh/item";
      default -> "999,999";
    };
  }
}
