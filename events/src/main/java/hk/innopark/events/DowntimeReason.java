package hk.innopark.events;

import java.util.Locale;
import java.util.Optional;

/** Why a machine does not produce. A reason that is not listed is {@link #OTHER}. */
public enum DowntimeReason {
  BREAKDOWN,
  MATERIAL,
  STARVED,
  BLOCKED,
  CHANGEOVER,
  CLEANING,
  QUALITY_HOLD,
  OPERATOR,
  UTILITY,
  PLANNED_MAINTENANCE,
  WEATHER,
  /** The machine gave no reason. */
  UNSPECIFIED,
  /** The machine gave a reason that is not in this list. */
  OTHER;

  private static final DowntimeReason[] VALUES = values();

  private final String wireName = name().toLowerCase(Locale.ROOT);

  /** The name in payloads and in {@code delay_{reason}_s}. */
  public String wireName() {
    return wireName;
  }

  public static DowntimeReason byWireName(String name) {
    for (DowntimeReason reason : VALUES) {
      if (reason.wireName.equals(name)) {
        return reason;
      }
    }
    return OTHER;
  }

  /** The reason of exactly this name. */
  public static Optional<DowntimeReason> named(String name) {
    DowntimeReason reason = byWireName(name);
    return reason.wireName.equals(name) ? Optional.of(reason) : Optional.empty();
  }

  /** The reason of this name in either case; {@link #OTHER} for any other text. */
  public static DowntimeReason ofText(String text) {
    for (DowntimeReason reason : VALUES) {
      if (reason.wireName.equalsIgnoreCase(text)) {
        return reason;
      }
    }
    return OTHER;
  }

  /** The text where this is {@link #OTHER} for want of a listed reason, else null. */
  public String unlisted(String text) {
    return this == OTHER && !wireName.equalsIgnoreCase(text) ? text : null;
  }
}
