package hk.innopark.benchmarks.account;

/** The workload's calendar: 07:00 to 23:00 in Hong Kong, without two breaks of half an hour. */
final class Plan {
  /** Minute of the day, in Hong Kong, at which the workload begins. */
  static final int START_MINUTE = 8 * 60;

  private static final long MINUTE_MILLIS = 60_000;

  private Plan() {}

  static boolean isPlanned(long millis) {
    int minute =
        (int) (START_MINUTE + (millis - Workload.START_MILLIS) / MINUTE_MILLIS) % (24 * 60);
    return isWithin(minute, 7 * 60, 23 * 60)
        && !isWithin(minute, 11 * 60, 11 * 60 + 30)
        && !isWithin(minute, 19 * 60, 19 * 60 + 30);
  }

  private static boolean isWithin(int minute, int from, int until) {
    return minute >= from && minute < until;
  }

  /** How much of a stretch is planned. */
  static long plannedMillis(long fromMillis, long untilMillis) {
    long planned = 0;
    for (long start = fromMillis; start < untilMillis; ) {
      long end = Math.min(untilMillis, (start / MINUTE_MILLIS + 1) * MINUTE_MILLIS);
      planned += isPlanned(start) ? end - start : 0;
      start = end;
    }
    return planned;
  }
}
