package hk.innopark.notifier;

import java.time.Instant;
import java.util.Locale;

/**
 * Something that a channel is to be told.
 *
 * @param rule the id of the rule that says so
 * @param due not before
 * @param held whether it waits for the end of quiet hours
 */
record Planned(String channel, Change change, String rule, Instant due, boolean held) {

  /** Why a channel is told. */
  enum Change {
    RAISED,
    CLEARED,
    /** Raised, told others, and not acknowledged. */
    ESCALATED;

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
