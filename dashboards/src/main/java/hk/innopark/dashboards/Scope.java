package hk.innopark.dashboards;

/**
 * Which rows a query reads: one level, one grain and one origin, since rows of different ones must
 * not be added together, and what the reader has picked.
 */
enum Scope {
  LINES("line", "$grain", " AND \"line\" =~ /^$line$/"),
  LINE_DAYS("line", "day", " AND \"line\" =~ /^$line$/"),
  MACHINES("machine", "$grain", " AND \"line\" =~ /^$line$/ AND \"machine\" =~ /^$machine$/"),
  MACHINE_MINUTES(
      "machine", "minute", " AND \"line\" =~ /^$line$/ AND \"machine\" =~ /^$machine$/"),
  /** The whole tenant in half hours, the windows of electrical demand. */
  TENANT_HALF_HOURS("tenant", "half_hour", ""),
  TENANT_MONTHS("tenant", "month", ""),
  TENANTS("tenant", "$grain", " AND \"tenant\" =~ /^$tenant$/"),
  ESTATES("estate", "$grain", "");

  private final String where;

  Scope(String level, String grain, String picked) {
    this.where =
        "\"level\" = '%s' AND \"grain\" = '%s' AND \"origin\" = '$origin' AND \"estate\" =~ /^$estate$/%s"
            .formatted(level, grain, picked);
  }

  /** One row: an expression over all rows of the range. */
  String total(String measurement, String select) {
    return "SELECT %s FROM \"%s\" WHERE %s AND $timeFilter".formatted(select, measurement, where);
  }

  /** The same of a ratio; no row where its denominator is zero. */
  String total(String measurement, Ratio ratio) {
    return totalBy(measurement, ratio, "value");
  }

  /** A ratio a row for each value of the tags, in a column of this name. */
  String totalBy(String measurement, Ratio ratio, String name, String... tags) {
    return unlessZero(ratio, name, measurement, by(tags), tags);
  }

  /** A ratio of what is picked, a row a period. */
  String perPeriod(String measurement, Ratio ratio) {
    return unlessZero(ratio, "value", measurement, " GROUP BY time(1m) fill(none)");
  }

  private String unlessZero(
      Ratio ratio, String name, String measurement, String group, String... tags) {
    String both =
        "%s / %s AS \"%s\", %s AS \"over\""
            .formatted(ratio.numerator(), ratio.denominator(), name, ratio.denominator());
    return "SELECT \"%s\" FROM (%s%s) WHERE \"over\" != 0%s"
        .formatted(name, total(measurement, both), group, by(tags));
  }

  /**
   * A row a period, summed over what is picked. Periods start at whole minutes, so a minute is the
   * bucket that holds exactly the rows of one start, whatever the grain.
   */
  String perPeriod(String measurement, String select) {
    return total(measurement, select) + " GROUP BY time(1m) fill(none)";
  }

  /** A row for each value of the tags. */
  String totalBy(String measurement, String select, String... tags) {
    return total(measurement, select) + by(tags);
  }

  /** Figures as they were written, a series for each value of the tags. */
  String rows(String measurement, String field, String... tags) {
    return totalBy(measurement, "\"" + field + "\"", tags);
  }

  /** The month of the range's end and those that begin up to a month before its start. */
  String sinceMonthBefore(String measurement, String select) {
    return "SELECT %s FROM \"%s\" WHERE %s AND time >= ${__from}ms - 31d AND time <= ${__to}ms"
        .formatted(select, measurement, where);
  }

  /** The rows' tags, for a subquery. */
  String where() {
    return where;
  }

  private static String by(String... tags) {
    return tags.length == 0 ? "" : " GROUP BY \"" + String.join("\", \"", tags) + "\"";
  }
}
