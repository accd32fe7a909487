package hk.innopark.jobs.account;

import hk.innopark.events.MachineState;
import hk.innopark.events.Signal;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.reference.MachineHistory;
import hk.innopark.jobs.reference.MachineReference;

/**
 * Stuck-signal detection: time RUNNING between two readings of a counter that are equal though it
 * must have moved: its meter shows digits so fine that a fiftieth of the rated power would have
 * moved them, or its product is so quick that ten items were due. A meter too coarse for that is
 * not judged, and a stuck one of its kind is not found.
 */
final class StuckCounter {
  private static final long LEAST_LOAD_DIVISOR = 50;
  private static final long ITEMS_DUE = 10;
  private static final long NANOS_A_MILLI = 1_000_000L;
  private static final long MILLIS_AN_HOUR = 3_600_000L;

  private final MachineHistory machine;
  private final Timeline timeline;

  StuckCounter(MachineHistory machine, Timeline timeline) {
    this.machine = machine;
    this.timeline = timeline;
  }

  /** The time between two samples, by their indices, between which the counter did not move. */
  void contribute(Signal signal, int first, int second, MinuteElements out) {
    Sample from = timeline.get(first);
    long millis = timeline.get(second).timestampMillis - from.timestampMillis;
    MachineReference then = machine.at(from.timestampMillis);
    if (!CoverageTime.isMeasured(0, millis, then.samplePeriodMillis())
        || !oughtToMove(signal, from, millis, then)) {
      return;
    }
    timeline.forEachState(
        first,
        second,
        (fromMillis, toMillis, state) -> {
          if (state == MachineState.RUNNING) {
            add(fromMillis, toMillis, out);
          }
        });
  }

  /** The same for two samples that follow on each other, the first of whose state is known. */
  void contributeNeighbours(
      Signal signal, Sample first, long toMillis, long knownMillis, MinuteElements out) {
    MachineReference then = machine.at(first.timestampMillis);
    long millis = toMillis - first.timestampMillis;
    if (first.state == MachineState.RUNNING
        && CoverageTime.isMeasured(0, millis, then.samplePeriodMillis())
        && oughtToMove(signal, first, millis, then)) {
      add(first.timestampMillis, knownMillis, out);
    }
  }

  private static boolean oughtToMove(
      Signal signal, Sample from, long millis, MachineReference machine) {
    return switch (signal) {
      case ACTIVE_ENERGY_KWH -> {
        long leastKw = machine.ratedNanoKw() / LEAST_LOAD_DIVISOR;
        long leastKwh = Proportion.scaled(leastKw, millis, MILLIS_AN_HOUR);
        yield leastKwh > 0 && leastKwh >= lastDigit(from.value(signal));
      }
      case GOOD_COUNT -> {
        long ideal = machine.idealNanos(from.product);
        yield ideal > 0 && millis * NANOS_A_MILLI / ideal >= ITEMS_DUE;
      }
      default -> false;
    };
  }

  /** What the last digit of a reading stands for that is not zero. */
  private static long lastDigit(long reading) {
    long digit = 1;
    while (reading != 0 && reading % (digit * 10) == 0) {
      digit *= 10;
    }
    return reading == 0 ? Long.MAX_VALUE : digit;
  }

  private static void add(long fromMillis, long toMillis, MinuteElements out) {
    long start = fromMillis;
    while (start < toMillis) {
      long minute = Minutes.of(start);
      long end = Math.min(toMillis, minute + Minutes.MILLIS);
      out.add(minute, Element.STUCK_MS, end - start);
      start = end;
    }
  }
}
