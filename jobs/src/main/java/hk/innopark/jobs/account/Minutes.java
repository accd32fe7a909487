package hk.innopark.jobs.account;

/** Minutes of UTC, by their first millisecond. */
final class Minutes {
  static final long MILLIS = 60_000L;

  private Minutes() {}

  static long of(long timestampMillis) {
    return Math.floorDiv(timestampMillis, MILLIS) * MILLIS;
  }

  static long next(long timestampMillis) {
    return of(timestampMillis) + MILLIS;
  }
}
