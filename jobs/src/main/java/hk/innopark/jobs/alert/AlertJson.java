package hk.innopark.jobs.alert;

import hk.innopark.events.Alert;

/**
 * A change of an alert as one line of JSON; {@code at}, when it changed, stands first, so lines
 * sort by time.
 */
public final class AlertJson {
  private AlertJson() {}

  public static String line(Alert alert) {
    StringBuilder json = new StringBuilder(400);
    json.append("{\"at\":").append(alert.changedAtMillis());
    text(json, "kind", alert.kind().wireName());
    text(json, "state", alert.isActive() ? "raised" : "cleared");
    text(json, "severity", alert.kind().severity().wireName());
    text(json, "estate", alert.estate());
    text(json, "tenant", alert.tenant());
    text(json, "line", alert.line());
    text(json, "machine", alert.machine());
    text(json, "signal", alert.signal());
    text(json, "origin", alert.origin());
    json.append(",\"since\":").append(alert.sinceMillis());
    json.append(",\"raised_at\":").append(alert.raisedAtMillis());
    json.append(",\"cleared_at\":").append(alert.clearedAtMillis());
    number(json, "value", alert.value());
    number(json, "threshold", alert.threshold());
    text(json, "unit", alert.kind().unit());
    text(json, "text", alert.text());
    return json.append('}').toString();
  }

  /** Nothing needs escaping: ids are of the allow-list, and the sentences hold no quotes. */
  private static void text(StringBuilder json, String name, String value) {
    json.append(",\"").append(name).append("\":");
    if (value == null) {
      json.append("null");
    } else {
      json.append('"').append(value).append('"');
    }
  }

  private static void number(StringBuilder json, String name, double value) {
    json.append(",\"").append(name).append("\":");
    if (Double.isNaN(value)) {
      json.append("null");
    } else {
      json.append(value);
    }
  }
}
