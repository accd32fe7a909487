package hk.innopark.events;

import java.util.Locale;

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

  /** What happened, in one sentence. */
  public String text() {
    if (!isActive() && Double.isNaN(value)) {
      return clearedText() + " Nothing has come since, so the alert lapsed.";
    }
    return isActive() ? raisedText() : clearedText();
  }

  private String raisedText() {
    return switch (kind) {
      case LINE_STOPPED -> "%s has stood still for %s.".formatted(line, minutes(value));
      case OEE_LOW ->
          "OEE of %s is %s, below %s.".formatted(line, percent(value), percent(threshold));
      case IDLE_OUT_OF_HOURS ->
          "%s idles at %s kW outside its shifts.".formatted(line, number(value));
      case DEMAND_PEAK ->
          "Demand heads for %s kVA, above %s kVA, the limit under this month's peak."
              .formatted(number(value), number(threshold));
      case SENSOR_SILENT -> "%s has sent nothing for %s.".formatted(machine, minutes(value / 60));
      case SENSOR_STUCK ->
          "%s of %s has not moved for %s while it ran.".formatted(signal, machine, minutes(value));
    };
  }

  /** In the past tense, which says that it is over. */
  private String clearedText() {
    return switch (kind) {
      case LINE_STOPPED -> "%s stood still.".formatted(line);
      case OEE_LOW -> "OEE of %s was below %s.".formatted(line, percent(threshold));
      case IDLE_OUT_OF_HOURS -> "%s idled outside its shifts.".formatted(line);
      case DEMAND_PEAK -> "Demand headed for more than %s kVA.".formatted(number(threshold));
      case SENSOR_SILENT -> "%s sent nothing.".formatted(machine);
      case SENSOR_STUCK -> "%s of %s did not move while it ran.".formatted(signal, machine);
    };
  }

  private static String minutes(double minutes) {
    long whole = (long) minutes;
    return whole < 1 ? Math.round(minutes * 60) + " s" : whole + " min";
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
