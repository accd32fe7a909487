package hk.innopark.dashboards;

/**
 * Ratios over several rows: sums of elements divided once, never means of ratios. The formulas are
 * those of docs/metrics.md.
 *
 * @param numerator in InfluxQL
 * @param denominator in InfluxQL; where it is zero, there is no value. InfluxQL itself would say 0.
 */
record Ratio(String numerator, String denominator) {
  private static final String KNOWN = "(sum(\"planned_busy_s\") - sum(\"unknown_s\"))";
  private static final String PRODUCTION = "sum(\"production_s\")";
  private static final String PRODUCED = "sum(\"produced\")";
  private static final String ACTIVE = "sum(\"active_kwh\")";

  static final Ratio AVAILABILITY = new Ratio(PRODUCTION, KNOWN);
  static final Ratio EFFECTIVENESS = new Ratio("sum(\"ideal_s\")", PRODUCTION);
  static final Ratio QUALITY = new Ratio("sum(\"good\")", PRODUCED);
  static final Ratio OEE = new Ratio("sum(\"ideal_good_s\")", KNOWN);
  static final Ratio SCRAP_RATIO = new Ratio("sum(\"scrap\")", PRODUCED);
  static final Ratio MTBF = new Ratio(PRODUCTION, "sum(\"failures\")");

  private static final String AUBT =
      "(sum(\"production_s\") + sum(\"setup_s\") + sum(\"delay_s\"))";

  static final Ratio UTILIZATION = new Ratio(PRODUCTION, AUBT);
  static final Ratio THROUGHPUT_PER_H = new Ratio("3600 * sum(\"produced\")", AUBT);
  static final Ratio TECHNICAL_EFFICIENCY =
      new Ratio(PRODUCTION, "(sum(\"production_s\") + sum(\"delay_s\"))");
  static final Ratio SETUP_RATIO =
      new Ratio("sum(\"setup_s\")", "(sum(\"production_s\") + sum(\"setup_s\"))");

  /** What the produced mix would have come to at its ideal cycles in all of the planned time. */
  static final Ratio PLAN_ITEMS =
      new Ratio("sum(\"produced\") * sum(\"planned_busy_s\")", "sum(\"ideal_s\")");

  static final Ratio BASE_LOAD_SHARE =
      new Ratio("(sum(\"active_kwh\") - sum(\"running_kwh\"))", ACTIVE);
  static final Ratio COVERAGE = new Ratio("sum(\"valid\")", "sum(\"expected\")");
  static final Ratio BRIDGED = new Ratio("sum(\"estimated\")", "sum(\"expected\")");
}
