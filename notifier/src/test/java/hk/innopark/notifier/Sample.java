package hk.innopark.notifier;

import hk.innopark.events.Alert;
import hk.innopark.events.AlertKind;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.model.Registry;

/** A plant of one tenant with two lines, and alerts of it. */
final class Sample {
  static final long MINUTE = 60_000;

  private static final String PLANT =
      """
      tenants:
        - id: golden-noodle
          name: Golden Noodle
          estate: tai-po
          lines:
            - id: line-1
              name: Steamed noodles
              calendar: two-shift
              machines:
                - {id: oven-1, name: Big oven, sample_period: PT10S, stale_after: PT60S}
            - id: line-2
              calendar: two-shift
              machines:
                - {id: oven-2, sample_period: PT10S, stale_after: PT60S}
      calendars:
        - id: two-shift
          zone: Asia/Hong_Kong
          shifts:
            - {id: day, days: [MON, TUE, WED, THU, FRI, SAT, SUN], start: "07:00", end: "19:00"}
            - {id: night, days: [MON, TUE, WED, THU, FRI, SAT, SUN], start: "19:00", end: "07:00"}
      """;

  private Sample() {}

  /** The plant with these channels and rules. */
  static Registry registry(String notifications) {
    return RegistryYaml.parse(PLANT + notifications, "plant.yaml");
  }

  static Alert stopped(String line, long raisedAt) {
    return new Alert(
        AlertKind.LINE_STOPPED,
        "tai-po",
        "golden-noodle",
        line,
        null,
        null,
        "real",
        raisedAt - 8 * MINUTE,
        raisedAt,
        null,
        8,
        8);
  }

  static Alert silent(long raisedAt) {
    return new Alert(
        AlertKind.SENSOR_SILENT,
        "tai-po",
        "golden-noodle",
        "line-1",
        "oven-1",
        null,
        "real",
        raisedAt - 3 * MINUTE,
        raisedAt,
        null,
        180,
        180);
  }

  static Alert peak(long raisedAt) {
    return new Alert(
        AlertKind.DEMAND_PEAK,
        "tai-po",
        "golden-noodle",
        null,
        null,
        null,
        "real",
        raisedAt - 10 * MINUTE,
        raisedAt,
        null,
        512.25,
        480);
  }

  static Alert cleared(Alert alert, long at) {
    return new Alert(
        alert.kind(),
        alert.estate(),
        alert.tenant(),
        alert.line(),
        alert.machine(),
        alert.signal(),
        alert.origin(),
        alert.sinceMillis(),
        alert.raisedAtMillis(),
        at,
        alert.value(),
        alert.threshold());
  }
}
