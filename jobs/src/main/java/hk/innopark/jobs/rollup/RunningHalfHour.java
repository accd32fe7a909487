package hk.innopark.jobs.rollup;

import hk.innopark.jobs.element.Elements;

/**
 * What comes for the half hour that is running: added up once, and handed to the half hour and the
 * longer periods around it when one of them is looked at. Sums are exact, so they come to the same;
 * amounts so large that a sum could exceed 64 bits meanwhile do not go this way.
 */
final class RunningHalfHour {
  /** Bits of an amount, of a sum, and how many amounts: together below 63 bits. */
  private static final int AMOUNT_BITS = 50;

  private static final int SUM_BITS = 61;
  private static final int MOST = 1 << 10;

  private final PeriodSum[] periods = new PeriodSum[8];
  private final boolean[] isDigested = new boolean[8];
  private final Elements sum = new Elements();
  private int size;
  private int count;
  private long fromMillis;
  private long untilMillis;
  private long closesAtMillis;
  private Object registry;

  /** Whether a minute's change may be added here. */
  boolean takes(long minuteMillis, long slotMillis, Elements delta, Object registryVersions) {
    return size > 0
        && minuteMillis >= fromMillis
        && minuteMillis < untilMillis
        && slotMillis < closesAtMillis
        && registry == registryVersions
        && count < MOST
        && delta.fits(AMOUNT_BITS);
  }

  void add(Elements delta) {
    sum.add(delta);
    count++;
  }

  /** Hands on what was added, and takes nothing more. */
  void end() {
    if (count > 0) {
      for (int index = 0; index < size; index++) {
        if (isDigested[index]) {
          periods[index].add(sum);
        } else {
          periods[index].addWithoutDigest(sum);
        }
      }
      sum.clear();
      count = 0;
    }
    size = 0;
  }

  /** Begins with no period, for times in which one version of the registry applies. */
  void begin(long startMillis, long endMillis, Object registryVersions) {
    fromMillis = startMillis;
    untilMillis = endMillis;
    closesAtMillis = Long.MAX_VALUE;
    registry = registryVersions;
  }

  /**
   * Adds a period that gets what comes; where it cannot, nothing is taken.
   *
   * @return whether it can
   */
  boolean include(Period period, PeriodSum total, long closesAt, boolean digested) {
    if (total == null || total.isClosed() || !total.fits(SUM_BITS)) {
      size = 0;
      return false;
    }
    fromMillis = Math.max(fromMillis, period.startMillis());
    untilMillis = Math.min(untilMillis, period.endMillis());
    closesAtMillis = Math.min(closesAtMillis, closesAt);
    periods[size] = total;
    isDigested[size++] = digested;
    return true;
  }
}
