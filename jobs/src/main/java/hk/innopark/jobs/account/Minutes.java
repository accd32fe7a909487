package hk.innopark.jobs.account;

import hk.innopark.jobs.element.Element;

/** Minutes of UTC, by their first millisecond. */
final class Minutes {
  static final long MILLIS = 60_000L;

  private Minutes() {}

  static long of(long timestampMillis) {
    return Math.floorDiv(timestampMillis, MILLIS) * MILLIS;
  }

  /** Adds a stretch of time to the minutes in which it lies, in milliseconds. */
  static void spread(long fromMillis, long toMillis, Element element, MinuteElements out) {
    long start = fromMillis;
    while (start < toMillis) {
      long minute = of(start);
      long end = Math.min(toMillis, minute + MILLIS);
      out.add(minute, element, end - start);
      start = end;
    }
  }

  static long next(long timestampMillis) {
    return of(timestampMillis) + MILLIS;
  }
}
