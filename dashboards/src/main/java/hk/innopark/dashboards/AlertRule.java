package hk.innopark.dashboards;

import java.util.Locale;

/** A rule of Grafana's alerting: one for each kind of alert of the stream, and one of coverage. */
enum AlertRule {
  LINE_STOPPED("critical"),
  OEE_LOW("warning"),
  IDLE_OUT_OF_HOURS("notice"),
  DEMAND_PEAK("warning"),
  SENSOR_SILENT("warning"),
  SENSOR_STUCK("warning"),
  COVERAGE_LOW("warning");

  /** As red on the pages' tiles. */
  private static final double LEAST_COVERAGE = 0.9;

  /** An alert of which nothing is heard for so long has lapsed: docs/alerts.md. */
  private static final int LAPSE_SECONDS = 7 * 24 * 3600;

  private static final int COVERAGE_SECONDS = 3600;

  final String severity;

  AlertRule(String severity) {
    this.severity = severity;
  }

  /** The kind of the stream's alert; of coverage a name of the same form. */
  String kind() {
    return name().toLowerCase(Locale.ROOT);
  }

  String uid() {
    return "innopark-" + kind().replace('_', '-');
  }

  /** Whether the stream raises it, so that nothing is left to judge here. */
  boolean isOfTheStream() {
    return this != COVERAGE_LOW;
  }

  /** How far back its query looks. */
  int rangeSeconds() {
    return isOfTheStream() ? LAPSE_SECONDS : COVERAGE_SECONDS;
  }

  /** The stream's alerts have lasted for long enough when they are raised. */
  String lasts() {
    return isOfTheStream() ? "0s" : "15m";
  }

  /** A series for each thing that it may be about; simulated plants call nobody. */
  String query() {
    if (isOfTheStream()) {
      return "SELECT last(\"state\") AS \"state\" FROM \"alerts\" WHERE \"kind\" = '"
          + kind()
          + "' AND \"origin\" = 'real' AND $timeFilter GROUP BY \"estate\", \"tenant\", \"line\","
          + " \"machine\", \"signal\"";
    }
    return "SELECT \"covered\" FROM (SELECT "
        + Figure.COVERAGE.numerator
        + " / "
        + Figure.COVERAGE.denominator
        + " AS \"covered\", "
        + Figure.COVERAGE.denominator
        + " AS \"over\" FROM \"quality_of_data\" WHERE \"level\" = 'tenant' AND \"grain\" ="
        + " 'minute' AND \"origin\" = 'real' AND $timeFilter GROUP BY \"estate\", \"tenant\")"
        + " WHERE \"over\" != 0 GROUP BY \"estate\", \"tenant\"";
  }

  /** The bound of the query's last value beyond which it is to alert. */
  double bound() {
    return isOfTheStream() ? 0.5 : LEAST_COVERAGE;
  }

  /** On which side of the bound: Grafana's word. */
  String side() {
    return isOfTheStream() ? "gt" : "lt";
  }
}
