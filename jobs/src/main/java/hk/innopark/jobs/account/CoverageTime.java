package hk.innopark.jobs.account;

import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.reference.MachineHistory;

/**
 * How many sample intervals were expected, measured and bridged. Counted in 10⁻⁶ of an interval as
 * differences of one function of time, so full coverage is an exact equality.
 */
final class CoverageTime {
  private static final long MICRO = 1_000_000L;

  private final MachineHistory machine;
  private final long horizonMillis;

  /**
   * A coverage of the time around a machine's samples.
   *
   * @param horizonMillis how much of a gap is bridged at most, its end
   */
  CoverageTime(MachineHistory machine, long horizonMillis) {
    this.machine = machine;
    this.horizonMillis = horizonMillis;
  }

  /** Whether two neighbours are so near (1.5 periods) that all between them is measured. */
  static boolean isMeasured(long fromMillis, long toMillis, long periodMillis) {
    return 2 * (toMillis - fromMillis) <= 3 * periodMillis;
  }

  /** The time between two neighbouring samples. */
  void contribute(long fromMillis, long toMillis, MinuteElements out) {
    contribute(
        fromMillis,
        toMillis,
        isMeasured(fromMillis, toMillis, machine.at(toMillis).samplePeriodMillis())
            ? Element.VALID_MICRO_INTERVALS
            : Element.ESTIMATED_MICRO_INTERVALS,
        out);
  }

  /** The time between a death and its neighbour, which is measured by nothing. */
  void bridge(long fromMillis, long toMillis, MinuteElements out) {
    contribute(fromMillis, toMillis, Element.ESTIMATED_MICRO_INTERVALS, out);
  }

  private void contribute(long fromMillis, long toMillis, Element kind, MinuteElements out) {
    long start = Math.max(fromMillis, toMillis - horizonMillis);
    expect(fromMillis, start, out);
    while (start < toMillis) {
      long minute = Minutes.of(start);
      long end = Math.min(toMillis, minute + Minutes.MILLIS);
      long intervals = intervals(start, end, minute);
      out.add(minute, Element.EXPECTED_MICRO_INTERVALS, intervals);
      out.add(minute, kind, intervals);
      start = end;
    }
  }

  /** Time in which samples were expected and none came. */
  void expect(long fromMillis, long toMillis, MinuteElements out) {
    long start = fromMillis;
    while (start < toMillis) {
      long minute = Minutes.of(start);
      long end = Math.min(toMillis, minute + Minutes.MILLIS);
      if (machine.isRegistered(minute)) {
        out.add(minute, Element.EXPECTED_MICRO_INTERVALS, intervals(start, end, minute));
      }
      start = end;
    }
  }

  private long intervals(long fromMillis, long toMillis, long minute) {
    long periodMillis = machine.at(minute).samplePeriodMillis();
    return Math.floorDiv(Math.multiplyExact(toMillis, MICRO), periodMillis)
        - Math.floorDiv(Math.multiplyExact(fromMillis, MICRO), periodMillis);
  }
}
