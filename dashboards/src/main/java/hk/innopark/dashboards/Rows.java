package hk.innopark.dashboards;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Which rows a query reads: one level, one grain and one origin, since rows of different ones must
 * not be added together, and what the reader has picked. Lines and tenants are the sums of their
 * machines, so a tenant's pages read machines, and every choice counts for every panel.
 */
enum Rows {
  MACHINES("machine", "$grain", Where.LINE + Where.MACHINE, null),
  MACHINE_HALF_HOURS("machine", "half_hour", Where.LINE + Where.MACHINE, null),
  MACHINE_MINUTES("machine", "minute", Where.LINE + Where.MACHINE, null),
  MACHINE_DAYS("machine", "day", Where.LINE + Where.MACHINE, null),
  /** For ratios as they were written: a machine's are not a line's. */
  LINES("line", "$grain", Where.LINE, "note.lines"),
  LINE_HALF_HOURS("line", "half_hour", Where.LINE, "note.lines"),
  LINE_DAYS("line", "day", Where.LINE, "note.lines"),
  LINE_SHIFTS("line", "shift", Where.LINE, "note.lines"),
  /** The windows of electrical demand. */
  TENANT_HALF_HOURS("tenant", "half_hour", "", "note.tenant"),
  TENANT_MONTHS("tenant", "month", "", "note.tenant"),
  TENANTS("tenant", "half_hour", Where.ESTATE + Where.TENANT, null),
  TENANT_PERIODS("tenant", "$grain", Where.ESTATE + Where.TENANT, null),
  ESTATES("estate", "half_hour", Where.ESTATE, "note.estates"),
  ESTATE_PERIODS("estate", "$grain", Where.ESTATE, "note.estates");

  private static final class Where {
    static final String LINE = " AND \"line\" =~ /^$line$/";
    static final String MACHINE = " AND \"machine\" =~ /^$machine$/";
    static final String ESTATE = " AND \"estate\" =~ /^$estate$/";
    static final String TENANT = " AND \"tenant\" =~ /^$tenant$/";
  }

  /** Local midnight in Hong Kong lies 16 hours after UTC's; there is no daylight saving. */
  private static final String MIDNIGHT = "16h";

  private final String grain;
  private final String where;

  /** The key of what must be said where not every choice counts; null where every one does. */
  final String note;

  Rows(String level, String grain, String picked, String note) {
    this.grain = grain;
    this.where =
        "\"level\" = '%s' AND \"grain\" = '%s' AND \"origin\" = '$origin'%s"
            .formatted(level, grain, picked);
    this.note = note;
  }

  /** How a period's begin is written. */
  String timeUnit() {
    return grain.equals("day") ? "time:YYYY-MM-DD" : "time:YYYY-MM-DD HH:mm";
  }

  /** Level, grain, origin and choices, for a subquery of one's own. */
  String where() {
    return where;
  }

  /** One row over the range, or one for each value of the tags. */
  String total(Figure figure, String... tags) {
    if (!figure.isRatio()) {
      return sums(figure.column(), figure, by("", tags));
    }
    return "SELECT \"v\" AS \"%s\" FROM (%s) WHERE \"over\" != 0%s"
        .formatted(figure.name(), sums(divided(figure), figure, by("", tags)), by("", tags));
  }

  /** The same of several figures of one measurement that are no ratios. */
  String totals(String[] tags, Figure... figures) {
    return sums(columns(figures), figures[0], by("", tags));
  }

  /** A row a period; a period without a row is null, so that a line has a gap there. */
  String perPeriod(Figure figure, String... tags) {
    String time = "time(" + step() + ", " + MIDNIGHT + ")";
    if (!figure.isRatio()) {
      return sums(figure.column(), figure, by(time, tags) + " fill(null)");
    }
    return "SELECT mean(\"v\") AS \"%s\" FROM (SELECT \"v\" FROM (%s) WHERE \"over\" != 0%s) WHERE $timeFilter%s fill(null)"
        .formatted(
            figure.name(),
            sums(divided(figure), figure, by(time, tags) + " fill(none)"),
            by("", tags),
            by(time, tags));
  }

  /** A row a period with rows, of several figures of one measurement that are no ratios. */
  String perPeriod(Figure... figures) {
    return sums(
        columns(figures),
        figures[0],
        " GROUP BY time(" + step() + ", " + MIDNIGHT + ") fill(none)");
  }

  /** The rows as they were written. */
  String written(String measurement, String columns, String... tags) {
    return "SELECT %s FROM \"%s\" WHERE %s AND $timeFilter%s"
        .formatted(columns, measurement, where, by("", tags));
  }

  /** The month of the range's end; a month's row may begin up to a month before the range. */
  String month(String field, String measurement) {
    return "SELECT last(\"%s\") AS \"MONTH\" FROM \"%s\" WHERE %s AND time >= ${__to}ms - 31d AND time <= ${__to}ms"
        .formatted(field, measurement, where);
  }

  /** A row a period of columns of one's own. */
  String perPeriod(String measurement, String columns) {
    return "SELECT %s FROM \"%s\" WHERE %s AND $timeFilter GROUP BY time(%s, %s) fill(none)"
        .formatted(columns, measurement, where, step(), MIDNIGHT);
  }

  /** The month's value at every half hour: of the month whose row is the last one before. */
  String throughTheMonth(String field, String measurement) {
    return month(field, measurement) + " GROUP BY time(30m) fill(previous)";
  }

  private String step() {
    return switch (grain) {
      case "$grain" -> "${grain:text}";
      case "minute" -> "1m";
      case "half_hour" -> "30m";
      case "day" -> "1d";
      default -> throw new IllegalStateException(grain + " has no fixed length");
    };
  }

  private String sums(String columns, Figure of, String group) {
    return "SELECT %s FROM \"%s\" WHERE %s AND $timeFilter%s"
        .formatted(columns, of.measurement, where, group);
  }

  private static String columns(Figure... figures) {
    return Arrays.stream(figures).map(Figure::column).collect(Collectors.joining(", "));
  }

  private static String divided(Figure figure) {
    return "%s / %s AS \"v\", %s AS \"over\""
        .formatted(figure.numerator, figure.denominator, figure.denominator);
  }

  private static String by(String time, String... tags) {
    String all =
        Arrays.stream(tags).map(tag -> "\"" + tag + "\"").collect(Collectors.joining(", "));
    String separator = time.isEmpty() || all.isEmpty() ? "" : ", ";
    return time.isEmpty() && all.isEmpty() ? "" : " GROUP BY " + time + separator + all;
  }
}
