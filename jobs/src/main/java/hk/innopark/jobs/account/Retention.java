package hk.innopark.jobs.account;

import hk.innopark.events.MachineState;
import hk.innopark.events.Signal;
import hk.innopark.jobs.reference.MachineHistory;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Which samples an account must keep: around each open gap, and at the end, the neighbours of what
 * may still come, back to where every signal and the state are known.
 */
final class Retention {
  private static final Signal[] SIGNALS = Signal.values();
  private static final int CLEARED_AT_ONCE = 4;

  private final AccountState state;
  private final Timeline timeline;
  private final MachineHistory machine;

  Retention(AccountState state, Timeline timeline, MachineHistory machine) {
    this.state = state;
    this.timeline = timeline;
    this.machine = machine;
  }

  /** Forgets the others, when enough have gathered to be worth it. */
  void clearOut(long horizonMillis) {
    List<Sample> samples = state.samples;
    if (samples.size() <= state.retained + Math.max(CLEARED_AT_ONCE, state.retained / 2)) {
      return;
    }
    BitSet needed = new BitSet(samples.size());
    needed.set(contextBefore(beforeTheEnd(horizonMillis), horizonMillis), samples.size());
    for (SequenceGap gap : state.gaps) {
      int before = firstFrom(gap.beforeMillis());
      int after =
          gap.afterMillis() == SequenceGap.NOTHING_BEFORE ? before : lastUpTo(gap.afterMillis());
      if (after >= 0) {
        needed.set(
            contextBefore(after, horizonMillis),
            contextAfter(Math.max(after, before), horizonMillis) + 1);
      }
    }
    List<Sample> kept = new ArrayList<>();
    for (int index = 0; index < samples.size(); index++) {
      if (needed.get(index)) {
        Sample sample = samples.get(index);
        sample.afterHole |= index > 0 && !needed.get(index - 1);
        kept.add(sample);
      }
    }
    samples.clear();
    samples.addAll(kept);
    state.retained = kept.size();
  }

  /** The last readings of a counter may prove to be spikes, so those before them are kept too. */
  private int beforeTheEnd(long horizonMillis) {
    int last = state.samples.size() - 1;
    int first = last;
    for (Signal signal : SIGNALS) {
      int carrier = signal.isCounter() ? timeline.carrierAtOrBefore(signal, last) : -1;
      for (int spikes = 0; spikes < Plausibility.SPIKES_IN_A_ROW && carrier > 0; spikes++) {
        carrier = timeline.carrierAtOrBefore(signal, carrier - 1);
      }
      if (carrier >= 0 && isFresh(carrier, horizonMillis)) {
        first = Math.min(first, carrier);
      }
    }
    return first;
  }

  /** First index of what is needed to continue from a sample. */
  private int contextBefore(int index, long horizonMillis) {
    int first = index;
    for (Signal signal : SIGNALS) {
      if ((Sample.bit(signal) & Sample.INTERVAL_SIGNALS) != 0) {
        int carrier = timeline.carrierAtOrBefore(signal, index);
        if (carrier >= 0 && isFresh(carrier, horizonMillis)) {
          first = Math.min(first, carrier);
        }
      }
    }
    int stateful = stateCarrier(index);
    if (stateful >= 0 && isFresh(stateful, horizonMillis)) {
      first = Math.min(first, stateful);
    }
    // the state that holds at the first of them too, for energy by state
    int holding = stateCarrier(first);
    return holding >= 0 && isFresh(holding, horizonMillis) ? holding : first;
  }

  /**
   * Last index of what is needed to end at a sample: from where on no state from before it holds,
   * the next reading of every signal. Where that has not come, all that there is up to a hole.
   */
  private int contextAfter(int index, long horizonMillis) {
    List<Sample> samples = state.samples;
    int first = Math.min(index, samples.size() - 1);
    int wanted = 0;
    for (Sample sample : samples) {
      wanted |=
          isFresh(sample, horizonMillis) ? sample.values.present() & Sample.INTERVAL_SIGNALS : 0;
    }
    long holdsUntil = StateTime.holdsUntil(samples.get(first), machine);
    boolean holds = true;
    for (int candidate = first; candidate < samples.size(); candidate++) {
      Sample sample = samples.get(candidate);
      if (candidate > first && sample.afterHole) {
        return candidate - 1;
      }
      if (sample.state == MachineState.DOWN) {
        // a run of DOWN is kept to its end, since late data may move its beginning
        holdsUntil = StateTime.holdsUntil(sample, machine);
      } else {
        holds &= !sample.speaksOfState() && sample.timestampMillis < holdsUntil;
      }
      if (!holds) {
        wanted &= ~(sample.values.present() & ~sample.suspect);
        if (wanted == 0) {
          return candidate;
        }
      }
    }
    return samples.size() - 1;
  }

  private int stateCarrier(int index) {
    for (int candidate = index; candidate >= 0; candidate--) {
      if (state.samples.get(candidate).speaksOfState()) {
        return candidate;
      }
      if (state.samples.get(candidate).afterHole) {
        return -1;
      }
    }
    return -1;
  }

  private boolean isFresh(int index, long horizonMillis) {
    return isFresh(state.samples.get(index), horizonMillis);
  }

  private static boolean isFresh(Sample sample, long horizonMillis) {
    return sample.timestampMillis >= horizonMillis;
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
