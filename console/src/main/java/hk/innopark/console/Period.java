package hk.innopark.console;

import java.time.Duration;
import java.time.Instant;

/** A span of time: from, inclusive, to, exclusive. */
record Period(Instant from, Instant to) {
  Period {
    if (from.isAfter(to)) {
      throw new IllegalArgumentException("from is after to");
    }
  }

  static Period upTo(Instant end, Duration length) {
    return new Period(end.minus(length), end);
  }

  Duration length() {
    return Duration.between(from, to);
  }
}
