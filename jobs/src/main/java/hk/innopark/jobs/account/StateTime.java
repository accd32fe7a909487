package hk.innopark.jobs.account;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineState;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.reference.MachineHistory;

/**
 * Time by state inside the shift calendar, as ISO 22400 names it, and failures. Planned time is a
 * matter of whole minutes.
 */
final class StateTime {
  private final MachineHistory machine;

  /** The last answer of {@link #firstPlanned}. */
  private long failsMillis = Long.MIN_VALUE;

  private long failedMillis;

  StateTime(MachineHistory machine) {
    this.machine = machine;
  }

  /** The last millisecond (exclusive) to which a sample's state holds. */
  static long holdsUntil(Sample state, MachineHistory machine) {
    return state.timestampMillis + machine.at(state.timestampMillis).staleAfterMillis();
  }

  /**
   * Since when a machine has been down for a reason of one kind, planned or not, where a sample
   * says that it is DOWN.
   *
   * @param previous the last that spoke of the state; null where it is not known
   * @return {@link Sample#NOT_DOWN} where no change into DOWN was seen
   */
  static long downSince(Sample previous, Sample sample, MachineHistory machine) {
    if (previous == null) {
      // down from the first sample on: it is not known since when, and no change into DOWN
      return Sample.NOT_DOWN;
    }
    boolean continues =
        previous.state == MachineState.DOWN
            && isPlanned(previous.reason) == isPlanned(sample.reason)
            && sample.timestampMillis <= holdsUntil(previous, machine);
    return continues ? previous.downSinceMillis : sample.timestampMillis;
  }

  /** Whether being DOWN for a reason is planned, and so no failure. */
  static boolean isPlanned(DowntimeReason reason) {
    return reason == DowntimeReason.PLANNED_MAINTENANCE;
  }

  /** Up to where a sample's state is known of a stretch that begins at or after it. */
  long knownUntil(Sample state, long fromMillis, long toMillis) {
    return Math.max(fromMillis, Math.min(toMillis, holdsUntil(state, machine)));
  }

  /**
   * A stretch in which one state holds until it is stale.
   *
   * @param state the sample that said it; null where none did
   */
  void contribute(Sample state, long fromMillis, long toMillis, MinuteElements out) {
    if (state == null) {
      contributeUnknown(fromMillis, toMillis, out);
      return;
    }
    long known = Math.max(fromMillis, Math.min(toMillis, holdsUntil(state, machine)));
    contributeKnown(state.state, state.reason, state.downSinceMillis, fromMillis, known, out);
    contributeUnknown(known, toMillis, out);
  }

  /**
   * A stretch of a known state.
   *
   * @param reason null where none is given
   * @param downSinceMillis see {@link Sample#downSinceMillis}
   */
  void contributeKnown(
      MachineState state,
      DowntimeReason reason,
      long downSinceMillis,
      long fromMillis,
      long toMillis,
      MinuteElements out) {
    long start = fromMillis;
    while (start < toMillis) {
      long minute = Minutes.of(start);
      long end = Math.min(toMillis, minute + Minutes.MILLIS);
      boolean planned = machine.at(minute).isPlanned(minute);
      Element element = planned ? planned(state, reason) : unplanned(state);
      if (element != null) {
        out.add(minute, element, end - start);
      }
      if (planned && downSinceMillis != Sample.NOT_DOWN && !isPlanned(reason)) {
        contributeFailure(downSinceMillis, minute, start, end, out);
      }
      start = end;
    }
  }

  private void contributeUnknown(long fromMillis, long toMillis, MinuteElements out) {
    long start = fromMillis;
    while (start < toMillis) {
      long minute = Minutes.of(start);
      long end = Math.min(toMillis, minute + Minutes.MILLIS);
      if (machine.isRegistered(minute) && machine.at(minute).isPlanned(minute)) {
        out.add(minute, Element.UNKNOWN_MS, end - start);
      }
      start = end;
    }
  }

  /**
   * A stop becomes a failure at the moment when it has lasted longer than a micro-stop, or where
   * that is outside the plan, at the first planned minute after it. Its repair counts from its
   * beginning, and in planned minutes alone.
   */
  private void contributeFailure(
      long downSinceMillis, long minute, long start, long end, MinuteElements out) {
    long failsAt = downSinceMillis + machine.at(downSinceMillis).microStopMillis();
    if (failsAt >= end) {
      return;
    }
    long failedAt = firstPlanned(failsAt, minute);
    if (failedAt >= start) {
      out.add(minute, Element.FAILURES, 1);
      out.add(minute, Element.REPAIR_MS, failedAt == failsAt ? end - downSinceMillis : end - start);
    } else {
      out.add(minute, Element.REPAIR_MS, end - start);
    }
  }

  /** The first planned moment from a time on, of which a planned minute is known to come. */
  private long firstPlanned(long millis, long plannedMinute) {
    if (millis != failsMillis || plannedMinute < failedMillis) {
      long moment = millis;
      long minute = Minutes.of(millis);
      while (minute < plannedMinute && !machine.at(minute).isPlanned(minute)) {
        minute += Minutes.MILLIS;
        moment = minute;
      }
      failsMillis = millis;
      failedMillis = moment;
    }
    return failedMillis;
  }

  private static Element planned(MachineState state, DowntimeReason reason) {
    return switch (state) {
      case RUNNING -> Element.PRODUCTION_MS;
      case SETUP -> Element.SETUP_MS;
      case PLANNED_DOWN -> Element.PLANNED_DOWN_MS;
      case OFF -> Element.IDLE_MS;
      case IDLE -> reason == null ? Element.IDLE_MS : Element.delay(reason);
      case DOWN -> Element.delay(reason == null ? DowntimeReason.UNSPECIFIED : reason);
    };
  }

  private static Element unplanned(MachineState state) {
    return state == MachineState.RUNNING ? Element.OUTSIDE_PLAN_MS : null;
  }
}
