package hk.innopark.events;

import java.util.Locale;

/** What happened to an alert. */
public enum AlertChange {
  RAISED,
  CLEARED;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
