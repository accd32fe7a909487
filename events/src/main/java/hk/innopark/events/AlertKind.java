package hk.innopark.events;

import java.util.Locale;
import java.util.Optional;

/** What an alert is about. */
public enum AlertKind {
  /** No machine of a line works though its shift is on. The value is minutes. */
  LINE_STOPPED(Level.LINE, Severity.CRITICAL, "min"),
  /** A line's OEE over a time is low. The value is the OEE, 0 to 1. */
  OEE_LOW(Level.LINE, Severity.WARNING, ""),
  /** A line idles outside its shifts. The value is its idle power. */
  IDLE_OUT_OF_HOURS(Level.LINE, Severity.NOTICE, "kW"),
  /** The running half hour heads for more than the month's peak. The value is where it heads. */
  DEMAND_PEAK(Level.TENANT, Severity.WARNING, "kVA"),
  /** A machine sends nothing. The value is seconds. */
  SENSOR_SILENT(Level.MACHINE, Severity.WARNING, "s"),
  /** A machine runs and one of its signals does not move. The value is minutes. */
  SENSOR_STUCK(Level.MACHINE, Severity.WARNING, "min");

  /** How soon somebody should look. */
  public enum Severity {
    NOTICE,
    WARNING,
    CRITICAL;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final Level level;
  private final Severity severity;
  private final String unit;

  AlertKind(Level level, Severity severity, String unit) {
    this.level = level;
    this.severity = severity;
    this.unit = unit;
  }

  /** Of what it speaks. */
  public Level level() {
    return level;
  }

  public Severity severity() {
    return severity;
  }

  /** The unit of value and threshold; empty for a ratio. */
  public String unit() {
    return unit;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<AlertKind> byWireName(String name) {
    for (AlertKind kind : values()) {
      if (kind.wireName().equals(name)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
