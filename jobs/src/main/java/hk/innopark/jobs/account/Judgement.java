package hk.innopark.jobs.account;

import hk.innopark.events.Signal;
import hk.innopark.jobs.element.Element;
import java.util.ArrayList;
import java.util.List;

/** What a judgement changes when its sample is inserted: how counters came to their readings. */
final class Judgement {
  private record Change(Sample sample, Signal signal, byte verdict) {}

  private final Sample sample;
  private final List<Change> changes = new ArrayList<>(0);
  private int firstChanged;
  private int lastChanged;

  Judgement(Sample sample, int index) {
    this.sample = sample;
    this.firstChanged = index;
    this.lastChanged = index;
  }

  /** Index of the first sample that changes, before the insertion. */
  int firstChanged() {
    return firstChanged;
  }

  /** Index of the last sample already there that changes, or where the new one goes. */
  int lastChanged() {
    return lastChanged;
  }

  void apply(AccountState state, MinuteElements out) {
    for (Change change : changes) {
      Sample changed = change.sample;
      int bit = Sample.bit(change.signal);
      boolean wasPassedOver = (changed.suspect & bit) != 0;
      boolean isPassedOver = Step.kind(change.verdict) == Step.IMPLAUSIBLE;
      changed.judge(change.signal, change.verdict);
      changed.suspect = isPassedOver ? changed.suspect | bit : changed.suspect & ~bit;
      if (changed != sample && !wasPassedOver && change.verdict != Step.PLAIN) {
        // what it showed was not true
        state.showPace(change.signal, 0);
      }
      if (wasPassedOver != isPassedOver) {
        out.add(Minutes.of(changed.timestampMillis), Element.QUARANTINED, isPassedOver ? 1 : -1);
      }
    }
  }

  void step(Signal signal, byte verdict) {
    if (verdict != Step.PLAIN) {
      changes.add(new Change(sample, signal, verdict));
    }
  }

  void passOver(Signal signal) {
    changes.add(new Change(sample, signal, Step.IMPLAUSIBLE));
  }

  void passOver(Sample other, int index, Signal signal) {
    judge(other, index, signal, Step.IMPLAUSIBLE);
  }

  void rebase(Sample other, int index, Signal signal) {
    judge(other, index, signal, Step.REBASED);
  }

  void judge(Sample other, int index, Signal signal, byte verdict) {
    changes.add(new Change(other, signal, verdict));
    firstChanged = Math.min(firstChanged, index);
    lastChanged = Math.max(lastChanged, index);
  }
}
