package hk.innopark.jobs.account;

import hk.innopark.events.MachineState;
import hk.innopark.events.Signal;
import hk.innopark.jobs.reference.MachineHistory;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Which samples an account must keep: the last one, those around each open gap, and for each signal
 * the last reading before these and the first after them. What lies between is forgotten, so a
 * signal that is read seldom costs one sample, however long ago that was.
 */
final class Retention {
  private static final Signal[] SIGNALS = Signal.values();
  private static final int CLEARED_AT_ONCE = 4;

  /** Signals whose delta is divided by state. */
  private static final int BY_STATE =
      Sample.bit(Signal.GOOD_COUNT)
          | Sample.bit(Signal.REJECT_COUNT)
          | Sample.bit(Signal.ACTIVE_ENERGY_KWH)
          | Sample.bit(Signal.EXPORT_ENERGY_KWH)
          | Sample.bit(Signal.PV_ENERGY_KWH)
          | Sample.bit(Signal.ACTIVE_POWER_KW);

  private final AccountState state;
  private final Timeline timeline;
  private final MachineHistory machine;
  private final long horizonMillis;

  /**
   * @param horizonMillis how long after its stamp a reading is still taken
   */
  Retention(AccountState state, Timeline timeline, MachineHistory machine, long horizonMillis) {
    this.state = state;
    this.timeline = timeline;
    this.machine = machine;
    this.horizonMillis = horizonMillis;
  }

  /** Forgets the others, when enough have gathered to be worth it. */
  void clearOutMany() {
    if (state.samples.size() > state.retained + Math.max(CLEARED_AT_ONCE, state.retained / 2)) {
      clearOut();
    }
  }

  /** Forgets the others. */
  void clearOut() {
    List<Sample> samples = state.samples;
    BitSet needed = new BitSet(samples.size());
    keepEnd(needed);
    for (SequenceGap gap : state.gaps) {
      keepAround(gap, needed);
    }
    keepStatesBetween(needed);
    List<Sample> kept = new ArrayList<>();
    List<Hole> holes = new ArrayList<>();
    long runsSince = oldestEnd() - horizonMillis;
    int previous = -1;
    for (int index = needed.nextSetBit(0); index >= 0; index = needed.nextSetBit(index + 1)) {
      if (index > previous + 1) {
        holes.add(hole(previous, index, runsSince));
      } else if (samples.get(index).runs != null
          && !mayBeFollowed(state, samples.get(index).broken)) {
        holes.add(new Hole(samples.get(index), Sample.HOLE, null));
      }
      kept.add(samples.get(index));
      previous = index;
    }
    // only now: what a hole hides is asked of the samples as they were
    holes.forEach(Hole::dig);
    samples.clear();
    samples.addAll(kept);
    state.retained = kept.size();
  }

  /**
   * The earliest end of a delta that may still be said or taken back: at the last sample, or in a
   * gap. It is spread over no more than the horizon before that.
   */
  private long oldestEnd() {
    long lastMillis = state.samples.get(state.samples.size() - 1).timestampMillis;
    long oldest = Math.min(state.arrivalMillis, lastMillis);
    for (SequenceGap gap : state.gaps) {
      if (gap.afterMillis() != SequenceGap.NOTHING_BEFORE) {
        long first = Math.max(gap.afterMillis(), state.arrivalMillis - horizonMillis);
        oldest = Math.min(oldest, first);
      }
    }
    return oldest;
  }

  /** What is forgotten before a sample that is kept. */
  private record Hole(Sample after, int missing, StateRuns runs) {
    void dig() {
      after.broken |= missing;
      after.runs = runs;
    }
  }

  /** The last sample, and of each signal what its next reading is judged by. */
  private void keepEnd(BitSet needed) {
    int last = state.samples.size() - 1;
    needed.set(last);
    keepStateWord(last, needed);
    for (Signal signal : SIGNALS) {
      if ((Sample.bit(signal) & Sample.INTERVAL_SIGNALS) == 0) {
        continue;
      }
      int carrier = timeline.carrierAtOrBefore(signal, last);
      keepPassedOver(signal, carrier, needed);
      if (carrier < 0) {
        continue;
      }
      needed.set(carrier);
      keepStateWord(carrier, needed);
      while (carrier >= 0 && Step.isUnproven(state.samples.get(carrier).verdict(signal))) {
        int before = timeline.carrierAtOrBefore(signal, carrier - 1);
        boolean isFirst = before < 0 || !Step.isUnproven(state.samples.get(before).verdict(signal));
        if (isFirst) {
          needed.set(carrier);
          if (before >= 0) {
            needed.set(before);
            keepStateWord(before, needed);
          }
        }
        carrier = before;
      }
    }
  }

  /** The two newest readings that were passed over since the last that counts. */
  private void keepPassedOver(Signal signal, int carrier, BitSet needed) {
    int left = 2;
    for (int index = state.samples.size() - 1; index > carrier && left > 0; index--) {
      if ((state.samples.get(index).suspect & Sample.bit(signal)) != 0) {
        needed.set(index);
        left--;
      }
    }
  }

  private void keepAround(SequenceGap gap, BitSet needed) {
    int before = firstFrom(gap.beforeMillis());
    int after =
        gap.afterMillis() == SequenceGap.NOTHING_BEFORE ? before : lastUpTo(gap.afterMillis());
    if (after < 0) {
      return;
    }
    int end = endOfState(Math.max(after, before));
    needed.set(after, end + 1);
    keepStateWord(after, needed);
    keepNextRunOfDown(end, needed);
    for (Signal signal : SIGNALS) {
      if ((Sample.bit(signal) & Sample.INTERVAL_SIGNALS) != 0) {
        int carrier = timeline.carrierAtOrBefore(signal, after);
        if (carrier >= 0) {
          needed.set(carrier);
          keepStateWord(carrier, needed);
        }
        int next = carrierFrom(signal, end);
        if (next >= 0) {
          needed.set(next);
        }
      }
    }
  }

  /** What comes in a gap may be the first that is known of the state before a stop. */
  private void keepNextRunOfDown(int end, BitSet needed) {
    Sample last = state.samples.get(end);
    if (last.speaksOfState() && last.state != MachineState.DOWN) {
      return;
    }
    for (int index = end + 1; index < state.samples.size(); index++) {
      Sample sample = state.samples.get(index);
      if (sample.isBroken(Signal.STATE)) {
        return;
      }
      if (sample.speaksOfState()) {
        if (sample.state == MachineState.DOWN) {
          needed.set(index, endOfState(index) + 1);
        }
        return;
      }
    }
  }

  /** The last index up to which a state from before a sample, or a run of DOWN, may reach. */
  private int endOfState(int first) {
    List<Sample> samples = state.samples;
    long holdsUntil = StateTime.holdsUntil(samples.get(first), machine);
    for (int candidate = first; candidate < samples.size(); candidate++) {
      Sample sample = samples.get(candidate);
      if (candidate > first && sample.isAfterHole()) {
        return candidate - 1;
      }
      if (sample.state == MachineState.DOWN) {
        // a run of DOWN is kept to its end, since late data may move its beginning
        holdsUntil = StateTime.holdsUntil(sample, machine);
      } else if (sample.speaksOfState() || sample.timestampMillis >= holdsUntil) {
        return candidate;
      }
    }
    return samples.size() - 1;
  }

  /** Between two neighbours that are both kept, the state is asked of the samples, not of runs. */
  private void keepStatesBetween(BitSet needed) {
    for (int index = state.samples.size() - 2; index >= 0; index--) {
      if (needed.get(index) && needed.get(index + 1)) {
        keepStateWord(index, needed);
      }
    }
  }

  private void keepStateWord(int index, BitSet needed) {
    for (int candidate = index; candidate >= 0; candidate--) {
      Sample sample = state.samples.get(candidate);
      if (sample.speaksOfState()) {
        needed.set(candidate);
        return;
      }
      if (sample.isBroken(Signal.STATE)) {
        return;
      }
    }
  }

  private int carrierFrom(Signal signal, int index) {
    for (int candidate = index; candidate < state.samples.size(); candidate++) {
      Sample sample = state.samples.get(candidate);
      if (candidate > index && sample.isBroken(signal)) {
        return -1;
      }
      if (sample.carries(signal)) {
        return candidate;
      }
    }
    return -1;
  }

  /** What is forgotten between a kept sample and the kept one before it. */
  private Hole hole(int previous, int index, long runsSince) {
    Sample sample = state.samples.get(index);
    int missing = Sample.HOLE;
    for (int forgotten = previous + 1; forgotten < index; forgotten++) {
      missing |= state.samples.get(forgotten).leaves();
    }
    if (previous < 0 || !mayBeFollowed(state, missing | sample.broken)) {
      return new Hole(sample, missing, null);
    }
    StateRuns.Builder runs = new StateRuns.Builder(runsSince);
    timeline.forEachState(previous, index, runs);
    return new Hole(sample, missing, runs.build());
  }

  /**
   * Whether a delta that is divided by state may span a time in which other signals came. What is
   * missing in a gap, or before the first sample, may carry what has never come yet.
   *
   * @param missing the signals that came
   */
  static boolean mayBeFollowed(AccountState state, int missing) {
    int seenOrToCome = state.gaps.isEmpty() ? state.seen : BY_STATE;
    return (BY_STATE & seenOrToCome & ~missing) != 0;
  }

  private int lastUpTo(long millis) {
    int index = state.samples.size() - 1;
    while (index >= 0 && state.samples.get(index).timestampMillis > millis) {
      index--;
    }
    return index;
  }

  private int firstFrom(long millis) {
    int index = 0;
    while (index < state.samples.size() && state.samples.get(index).timestampMillis < millis) {
      index++;
    }
    return Math.min(index, state.samples.size() - 1);
  }
}
