package hk.innopark.console;

import hk.innopark.console.figures.AlertRow;
import hk.innopark.console.figures.Place;
import hk.innopark.events.AlertKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Alerts of two sample tenants; the others have none. */
final class SampleAlerts {
  private static final String ESTATE = "tai-po";
  private static final String TENANT = "golden-noodle";

  private SampleAlerts() {}

  /** Active first, each newest first. */
  static List<AlertRow> upTo(Instant end) {
    Place line = new Place(ESTATE, TENANT, "line-1", null);
    Place oven = new Place(ESTATE, TENANT, "line-1", "oven-1");
    Place tenant = new Place(ESTATE, TENANT, null, null);
    Place cell = new Place(ESTATE, "tolo-precision", "cell-a", null);
    return List.of(
        row(AlertKind.LINE_STOPPED, line, null, end, 12, null, 5, 5),
        row(AlertKind.DEMAND_PEAK, tenant, null, end, 18, null, 812.4, 790),
        row(AlertKind.OEE_LOW, line, null, end, 70, null, 0.472, 0.55),
        row(AlertKind.SENSOR_STUCK, oven, "active_energy_kwh", end, 300, 240L, 60, 15),
        row(AlertKind.SENSOR_SILENT, oven, null, end, 700, 660L, 180, 180),
        row(AlertKind.IDLE_OUT_OF_HOURS, cell, null, end, 900, 700L, 34, 5));
  }

  private static AlertRow row(
      AlertKind kind,
      Place place,
      String signal,
      Instant end,
      long sinceMinutesAgo,
      Long clearedMinutesAgo,
      double value,
      double threshold) {
    Instant since = end.minus(Duration.ofMinutes(sinceMinutesAgo));
    return new AlertRow(
        kind,
        place,
        signal,
        since,
        since.plus(Duration.ofMinutes(5)),
        clearedMinutesAgo == null ? null : end.minus(Duration.ofMinutes(clearedMinutesAgo)),
        value,
        threshold);
  }
}
