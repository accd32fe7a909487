package hk.innopark.events;

import java.util.Locale;
import java.util.Optional;

/** The length of a figure's period. Days and months are local to Asia/Hong_Kong. */
public enum Grain {
  MINUTE,
  HALF_HOUR,
  HOUR,
  SHIFT,
  DAY,
  MONTH;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Grain> byWireName(String name) {
    for (Grain grain : values()) {
      if (grain.wireName().equals(name)) {
        return Optional.of(grain);
      }
    }
    return Optional.empty();
  }
}
