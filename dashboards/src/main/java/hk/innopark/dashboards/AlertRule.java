package hk.innopark.dashboards;

import java.util.Locale;

/** A rule of Grafana's alerting: one for each kind of alert of the stream, and one of coverage. */
enum AlertRule {
  LINE_STOPPED(
      "Line stopped",
      "critical",
      "{{ $labels.line }} of {{ $labels.tenant }} stands still in its shift"),
  OEE_LOW("OEE low", "warning", "OEE of {{ $labels.line }} of {{ $labels.tenant }} is low"),
  IDLE_OUT_OF_HOURS(
      "Idle out of hours",
      "notice",
      "{{ $labels.line }} of {{ $labels.tenant }} idles outside its shifts"),
  DEMAND_PEAK(
      "Demand peak",
      "warning",
      "The half hour of {{ $labels.tenant }} heads for the greatest demand of the month"),
  SENSOR_SILENT(
      "Sensor silent",
      "warning",
      "{{ $labels.machine }} of {{ $labels.tenant }}, {{ $labels.line }}, sends nothing"),
  SENSOR_STUCK(
      "Sensor stuck",
      "warning",
      "{{ $labels.signal }} of {{ $labels.machine }} of {{ $labels.tenant }} does not move"),
  COVERAGE_LOW(
      "Coverage low",
      "warning",
      "Less than 90 % of the last hour's samples of {{ $labels.tenant }} are there");

  /** As red on the pages' tiles. */
  private static final String LEAST_COVERAGE = "0.9";

  /** An alert of which nothing is heard for so long has lapsed: docs/alerts.md. */
  private static final int LAPSE_SECONDS = 7 * 24 * 3600;

  private static final int COVERAGE_SECONDS = 3600;

  final String title;
  final String severity;
  final String summary;

  AlertRule(String title, String severity, String summary) {
    this.title = title;
    this.severity = severity;
    this.summary = summary;
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
        + Ratio.COVERAGE.numerator()
        + " / "
        + Ratio.COVERAGE.denominator()
        + " AS \"covered\", "
        + Ratio.COVERAGE.denominator()
        + " AS \"over\" FROM \"quality_of_data\" WHERE \"level\" = 'tenant' AND \"grain\" ="
        + " 'minute' AND \"origin\" = 'real' AND $timeFilter GROUP BY \"estate\", \"tenant\")"
        + " WHERE \"over\" != 0 GROUP BY \"estate\", \"tenant\"";
  }

  /** Grafana's comparison of the query's last value, which is true where it is to alert. */
  String evaluator() {
    return isOfTheStream()
        ? "{\"type\": \"gt\", \"params\": [0.5]}"
        : "{\"type\": \"lt\", \"params\": [" + LEAST_COVERAGE + "]}";
  }
}
