package hk.innopark.jobs.account;

import hk.innopark.events.MachineState;
import hk.innopark.events.Signal;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.reference.MachineHistory;
import hk.innopark.jobs.reference.MachineReference;

/**
 * Stuck-signal detection: time between two readings of a counter that are equal though it must have
 * moved. Energy: the machine says that it takes at least a fiftieth of its rated power, or it is
 * RUNNING or in SETUP and says nothing of power; and the meter shows digits so fine that a fiftieth
 * would have moved them. Items: it is RUNNING and ten were due. A meter too coarse for that is not
 * judged, and a stuck one of its kind is not found.
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
    long toMillis = timeline.get(second).timestampMillis;
    if (!oughtToMove(signal, from, toMillis)) {
      return;
    }
    long[] stuckMillis = {0};
    timeline.forEachState(
        first,
        second,
        (fromMillis, untilMillis, state) -> {
          if (isDriven(signal, from, state)) {
            Minutes.spread(fromMillis, untilMillis, Element.STUCK_MS, out);
            stuckMillis[0] += untilMillis - fromMillis;
          }
        });
    if (stuckMillis[0] > 0) {
      doubtNext(toMillis, out);
    }
  }

  /** The same for two samples that follow on each other, the first of whose state is known. */
  void contributeNeighbours(
      Signal signal, Sample first, long toMillis, long knownMillis, MinuteElements out) {
    if (!oughtToMove(signal, first, toMillis)) {
      return;
    }
    long from = first.timestampMillis;
    boolean isDriven = isDriven(signal, first, first.state);
    boolean isDrivenUnknown = isDriven(signal, first, null);
    if (isDriven) {
      Minutes.spread(from, knownMillis, Element.STUCK_MS, out);
    }
    if (isDrivenUnknown) {
      Minutes.spread(knownMillis, toMillis, Element.STUCK_MS, out);
    }
    if ((isDriven && knownMillis > from) || (isDrivenUnknown && toMillis > knownMillis)) {
      doubtNext(toMillis, out);
    }
  }

  /** The next reading may make up for what this one ought to have shown. */
  private void doubtNext(long toMillis, MinuteElements out) {
    long period = machine.at(toMillis).samplePeriodMillis();
    Minutes.spread(toMillis, toMillis + period + period / 2, Element.DOUBTFUL_MS, out);
  }

  /** Whether there is something to count: by the power that the machine says, else by its state. */
  private boolean isDriven(Signal signal, Sample from, MachineState state) {
    if (signal == Signal.GOOD_COUNT) {
      return state == MachineState.RUNNING;
    }
    return from.carries(Signal.ACTIVE_POWER_KW)
        ? from.value(Signal.ACTIVE_POWER_KW)
            >= machine.at(from.timestampMillis).ratedNanoKw() / LEAST_LOAD_DIVISOR
        : state == MachineState.RUNNING || state == MachineState.SETUP;
  }

  private boolean oughtToMove(Signal signal, Sample from, long toMillis) {
    long millis = toMillis - from.timestampMillis;
    MachineReference then = machine.at(from.timestampMillis);
    return CoverageTime.isMeasured(0, millis, then.samplePeriodMillis())
        && oughtToMove(signal, from, millis, then);
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
}
