package hk.innopark.dashboards;

import hk.innopark.events.Alert;
import hk.innopark.events.AlertKind;
import hk.innopark.events.Level;
import java.util.ArrayList;
import java.util.List;

/** What two hours of a feed cannot raise: some kinds take a day, or a time without shifts. */
final class SampleAlerts {
  private static final long MINUTE_MILLIS = 60_000;
  private static final String ORIGIN = "sim:test";

  private SampleAlerts() {}

  /**
   * One active alert of every kind, and one that was cleared, shortly before this moment.
   *
   * @param endMillis epoch milliseconds
   */
  static List<Alert> ofEveryKind(long endMillis) {
    List<Alert> alerts = new ArrayList<>();
    for (AlertKind kind : AlertKind.values()) {
      alerts.add(alert(kind, "line-1", endMillis - 30 * MINUTE_MILLIS, null));
    }
    long raisedMillis = endMillis - 60 * MINUTE_MILLIS;
    alerts.add(alert(AlertKind.LINE_STOPPED, "line-2", raisedMillis, null));
    alerts.add(
        alert(AlertKind.LINE_STOPPED, "line-2", raisedMillis, raisedMillis + 20 * MINUTE_MILLIS));
    return List.copyOf(alerts);
  }

  private static Alert alert(AlertKind kind, String line, long raisedMillis, Long clearedMillis) {
    boolean ofMachine = kind.level() == Level.MACHINE;
    return new Alert(
        kind,
        "tai-po",
        "golden-noodle",
        kind.level() == Level.TENANT ? null : line,
        ofMachine ? "oven-1" : null,
        kind == AlertKind.SENSOR_STUCK ? "active_energy_kwh" : null,
        ORIGIN,
        raisedMillis - 10 * MINUTE_MILLIS,
        raisedMillis,
        clearedMillis,
        12.5,
        8);
  }
}
