package hk.innopark.events;

import java.util.Locale;

/** What a figure is about. */
public enum Level {
  MACHINE,
  LINE,
  TENANT,
  ESTATE;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
