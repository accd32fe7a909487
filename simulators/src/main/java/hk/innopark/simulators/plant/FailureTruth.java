package hk.innopark.simulators.plant;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineState;
import java.util.function.ObjLongConsumer;

/**
 * Counts failures where they truly happen: a stop in DOWN, for another reason than planned
 * maintenance, fails when it has lasted longer than 30 s, or at the first planned moment after
 * that. Its repair begins with the stop.
 */
final class FailureTruth {
  private static final long MICRO_STOP_MILLIS = 30_000L;

  private final MachineTimeline timeline;

  /** From when on changes can be seen; what a machine did when it began was no change. */
  private long bornMillis = Long.MIN_VALUE;

  FailureTruth(MachineTimeline timeline) {
    this.timeline = timeline;
  }

  void bornAt(long millis) {
    bornMillis = millis;
  }

  /** Takes a piece of a segment; what is counted belongs to the moment at which it begins. */
  void count(Segment segment, long from, long end, ObjLongConsumer<TruthElement> truth) {
    if (!isStopped(segment) || segment.planning() != Segment.Planning.PLANNED) {
      return;
    }
    long since = stoppedSince(segment);
    long failsAt = since + MICRO_STOP_MILLIS;
    if (since <= bornMillis || failsAt >= end) {
      return;
    }
    long failedAt = firstPlanned(failsAt);
    if (failedAt < from) {
      truth.accept(TruthElement.REPAIR, end - from);
      return;
    }
    truth.accept(TruthElement.FAILURES, 1);
    truth.accept(TruthElement.REPAIR, failedAt == failsAt ? end - since : end - from);
  }

  private static boolean isStopped(Segment segment) {
    return segment.state() == MachineState.DOWN
        && segment.reason() != DowntimeReason.PLANNED_MAINTENANCE;
  }

  private long stoppedSince(Segment stop) {
    long since = stop.startMillis();
    while (since > bornMillis && isStopped(timeline.at(since - 1))) {
      since = timeline.at(since - 1).startMillis();
    }
    return since;
  }

  private long firstPlanned(long millis) {
    long moment = millis;
    while (timeline.at(moment).planning() != Segment.Planning.PLANNED) {
      moment = timeline.at(moment).endMillis();
    }
    return moment;
  }
}
