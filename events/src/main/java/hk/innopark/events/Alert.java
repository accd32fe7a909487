package hk.innopark.events;

import hk.innopark.events.text.Language;
import hk.innopark.events.text.Texts;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A change of an alert: it was raised, or it was cleared. Times are the plant's, epoch
 * milliseconds, so a replay gives the same alerts.
 *
 * @param line null where it is about a tenant
 * @param machine null where it is about a line or a tenant
 * @param signal the one that is stuck; null for every other kind
 * @param origin "real", or {@code sim:{run}}
 * @param sinceMillis when what it is about began
 * @param raisedAtMillis when that had lasted for long enough
 * @param clearedAtMillis when it had been over for long enough; null while it is active
 * @param value what was measured at this change, in the kind's unit; NaN where the alert lapsed
 *     because nothing came any more
 * @param threshold what the value passed when the alert was raised, in the same unit
 */
public record Alert(
    AlertKind kind,
    String estate,
    String tenant,
    String line,
    String machine,
    String signal,
    String origin,
    long sinceMillis,
    long raisedAtMillis,
    Long clearedAtMillis,
    double value,
    double threshold) {

  public boolean isActive() {
    return clearedAtMillis == null;
  }

  /** When this change happened, epoch milliseconds. */
  public long changedAtMillis() {
    return isActive() ? raisedAtMillis : clearedAtMillis;
  }

  /** What it is about, {@code estate/tenant[/line[/machine]]}: the key in Kafka. */
  public String entity() {
    StringBuilder path = new StringBuilder(estate).append('/').append(tenant);
    if (line != null) {
      path.append('/').append(line);
    }
    if (machine != null) {
      path.append('/').append(machine);
    }
    return path.toString();
  }

  /** Its members by the names that records and answers have for them; null where it has none. */
  public Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("kind", kind.wireName());
    members.put("severity", kind.severity().wireName());
    members.put("estate", estate);
    members.put("tenant", tenant);
    members.put("line", line);
    members.put("machine", machine);
    members.put("signal", signal);
    members.put("origin", origin);
    members.put("since", sinceMillis);
    members.put("raised_at", raisedAtMillis);
    members.put("cleared_at", clearedAtMillis);
    members.put("value", Double.isNaN(value) ? null : value);
    members.put("threshold", Double.isNaN(threshold) ? null : threshold);
    members.put("unit", kind.unit());
    return members;
  }

  /** What happened, in one English sentence. */
  public String text() {
    return text(Texts.of(Language.ENGLISH));
  }

  /** What happened, in one sentence; in the past tense where it is over. */
  public String text(Texts texts) {
    String happened =
        texts.get(
            "alert." + kind.wireName() + (isActive() ? ".raised" : ".cleared"),
            isActive() ? raised(texts) : cleared());
    return isActive() || !Double.isNaN(value) ? happened : texts.get("alert.lapsed", happened);
  }

  private Object[] raised(Texts texts) {
    return switch (kind) {
      case LINE_STOPPED -> new Object[] {line, minutes(texts, value)};
      case OEE_LOW -> new Object[] {line, percent(value), percent(threshold)};
      case IDLE_OUT_OF_HOURS -> new Object[] {line, number(value)};
      case DEMAND_PEAK -> new Object[] {number(value), number(threshold)};
      case SENSOR_SILENT -> new Object[] {machine, minutes(texts, value / 60)};
      case SENSOR_STUCK -> new Object[] {signal, machine, minutes(texts, value)};
    };
  }

  private Object[] cleared() {
    return switch (kind) {
      case LINE_STOPPED, IDLE_OUT_OF_HOURS -> new Object[] {line};
      case OEE_LOW -> new Object[] {line, percent(threshold)};
      case DEMAND_PEAK -> new Object[] {number(threshold)};
      case SENSOR_SILENT -> new Object[] {machine};
      case SENSOR_STUCK -> new Object[] {signal, machine};
    };
  }

  private static String minutes(Texts texts, double minutes) {
    long whole = (long) minutes;
    return whole < 1
        ? texts.get("duration.s", Math.round(minutes * 60))
        : texts.get("duration.min", whole);
  }

  private static String percent(double ratio) {
    return number(ratio * 100) + " %";
  }

  /** With one decimal where that says something. */
  private static String number(double value) {
    if (Math.abs(value) >= 100) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
