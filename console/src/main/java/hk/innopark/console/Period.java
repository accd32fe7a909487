package hk.innopark.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

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

  /** When each of its buckets begins. */
  List<Instant> starts(Duration bucket) {
    return Stream.iterate(from, start -> start.isBefore(to), start -> start.plus(bucket)).toList();
  }

  Duration length() {
    return Duration.between(from, to);
  }
}
