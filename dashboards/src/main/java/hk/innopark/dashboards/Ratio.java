package hk.innopark.dashboards;

/**
 * Ratios over several rows, as InfluxQL: sums of elements divided once, never means of ratios. The
 * formulas are those of docs/metrics.md.
 */
final class Ratio {
  private static final String KNOWN = "(sum(\"planned_busy_s\") - sum(\"unknown_s\"))";

  static final String AVAILABILITY = "sum(\"production_s\") / " + KNOWN;
  static final String EFFECTIVENESS = "sum(\"ideal_s\") / sum(\"production_s\")";
  static final String QUALITY = "sum(\"good\") / sum(\"produced\")";
  static final String OEE = "sum(\"ideal_good_s\") / " + KNOWN;
  static final String SCRAP_RATIO = "sum(\"scrap\") / sum(\"produced\")";
  static final String UTILIZATION =
      "sum(\"production_s\") / (sum(\"production_s\") + sum(\"setup_s\") + sum(\"delay_s\"))";
  static final String TECHNICAL_EFFICIENCY =
      "sum(\"production_s\") / (sum(\"production_s\") + sum(\"delay_s\"))";
  static final String SETUP_RATIO = "sum(\"setup_s\") / (sum(\"production_s\") + sum(\"setup_s\"))";
  static final String THROUGHPUT_PER_H =
      "3600 * sum(\"produced\") / (sum(\"production_s\") + sum(\"setup_s\") + sum(\"delay_s\"))";

  /** What the produced mix would have come to at its ideal cycles in all of the planned time. */
  static final String PLAN_ITEMS = "sum(\"produced\") * sum(\"planned_busy_s\") / sum(\"ideal_s\")";

  static final String BASE_LOAD_SHARE =
      "(sum(\"active_kwh\") - sum(\"running_kwh\")) / sum(\"active_kwh\")";
  static final String COVERAGE = "sum(\"valid\") / sum(\"expected\")";

  private Ratio() {}

  /** The expression under a name, for a column. */
  static String as(String expression, String name) {
    return expression + " AS \"" + name + "\"";
  }
}
