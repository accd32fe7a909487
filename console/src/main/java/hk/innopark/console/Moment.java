package hk.innopark.console;

import hk.innopark.console.figures.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a page is about: an origin, and the time up to which its figures reach. That time is the
 * data's, not the clock's, so a page follows a replay of history.
 *
 * @param origin null where no origin has figures yet
 * @param asOf end of the newest minute with figures; null where there is none
 */
record Moment(Origin origin, Instant asOf, List<Origin> origins) {
  /** Machines report at their own pace; younger minutes may still lack some of them. */
  private static final Duration SETTLING = Duration.ofMinutes(2);

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration POWER_WINDOW = Duration.ofMinutes(5);

  static Moment of(Origin origin, List<Origin> origins) {
    return new Moment(origin, origin.latest().plus(Duration.ofMinutes(1)), origins);
  }

  static Moment nothingYet() {
    return new Moment(null, null, List.of());
  }

  boolean isEmpty() {
    return origin == null;
  }

  /** Up to when figures are as good as complete. */
  Instant settled() {
    return asOf.minus(SETTLING);
  }

  Period lastHour() {
    return Period.upTo(settled(), HOUR);
  }

  /** The last complete minutes, over which the power of "now" is the mean. */
  Period powerWindow() {
    return Period.upTo(settled(), POWER_WINDOW);
  }

  /** Since local midnight. */
  Period today() {
    return new Period(HongKongTime.startOfDay(asOf.minusMillis(1)), asOf);
  }

  /** Since the local first of the month. */
  Period thisMonth() {
    return new Period(HongKongTime.startOfMonth(asOf.minusMillis(1)), asOf);
  }
}
