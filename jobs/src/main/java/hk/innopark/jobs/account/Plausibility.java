package hk.innopark.jobs.account;

import hk.innopark.events.Signal;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.reference.MachineHistory;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges a counter's new reading by the readings next to it. A reading that no plausible
 * consumption explains is suspected and passed over; the next one that agrees with it, and has
 * moved, confirms that the register itself has moved. A reading that stands above the one after it,
 * where those on both its sides agree, is a spike, whichever of the three comes last; so are two in
 * a row.
 */
final class Plausibility {
  private static final Signal[] COUNTERS =
      java.util.Arrays.stream(Signal.values()).filter(Signal::isCounter).toArray(Signal[]::new);

  /** More readings that stand above the next are no spikes, and the next is a fall. */
  static final int SPIKES_IN_A_ROW = 2;

  private final List<Sample> samples;
  private final Timeline timeline;
  private final MachineHistory machine;

  Plausibility(List<Sample> samples, Timeline timeline, MachineHistory machine) {
    this.samples = samples;
    this.timeline = timeline;
    this.machine = machine;
  }

  /**
   * Whether a counter would fall, from the sample before or to the one after, and neither a restart
   * nor a single spike explains it.
   */
  boolean falls(Sample sample, int index) {
    for (Signal signal : COUNTERS) {
      if (sample.carries(signal) && falls(sample, signal, index)) {
        return true;
      }
    }
    return false;
  }

  private boolean falls(Sample sample, Signal signal, int index) {
    int before = timeline.carrierAtOrBefore(signal, index - 1);
    if (before >= 0 && falls(samples.get(before), sample, signal)) {
      return firstOfSpikes(before, sample, signal) < 0;
    }
    int after = carrierFrom(signal, index);
    return after >= 0
        && falls(sample, samples.get(after), signal)
        && !stepsOver(sample, signal, before, after);
  }

  /**
   * Index of the first of the few readings that stand above the next one, where that agrees with
   * the reading before them; -1 where it does not.
   */
  private int firstOfSpikes(int last, Sample next, Signal signal) {
    int first = last;
    for (int spikes = 1; spikes <= SPIKES_IN_A_ROW; spikes++) {
      int before = timeline.carrierAtOrBefore(signal, first - 1);
      if (before < 0) {
        return -1;
      }
      if (!falls(samples.get(before), next, signal)) {
        return RegisterDelta.between(samples.get(before), next, signal, machine).isPlausible()
            ? first
            : -1;
      }
      first = before;
    }
    return -1;
  }

  /** Whether the readings on both sides of a new one, which is above the second, agree. */
  private boolean stepsOver(Sample sample, Signal signal, int before, int after) {
    return before >= 0
        && !falls(samples.get(before), sample, signal)
        && RegisterDelta.between(samples.get(before), samples.get(after), signal, machine)
            .isPlausible();
  }

  /** Which values of a sample to suspect, and which suspicions it lifts. */
  Judgement judge(Sample sample, int index) {
    Judgement judgement = new Judgement(index);
    for (Signal signal : COUNTERS) {
      if (sample.carries(signal)) {
        judge(sample, signal, index, judgement);
      }
    }
    return judgement;
  }

  private void judge(Sample sample, Signal signal, int index, Judgement judgement) {
    int before = timeline.carrierAtOrBefore(signal, index - 1);
    if (before < 0) {
      return;
    }
    switch (RegisterDelta.between(samples.get(before), sample, signal, machine).kind()) {
      case IMPLAUSIBLE -> judge(sample, signal, before, index, judgement);
      case FALLEN -> {
        int first = firstOfSpikes(before, sample, signal);
        for (int spike = before; spike >= first; spike--) {
          if (samples.get(spike).carries(signal)) {
            judgement.suspect(samples.get(spike), spike, signal);
          }
        }
      }
      default -> {
        int after = carrierFrom(signal, index);
        if (after >= 0 && falls(sample, samples.get(after), signal)) {
          judgement.suspect(signal);
        }
      }
    }
  }

  private void judge(Sample sample, Signal signal, int before, int index, Judgement judgement) {
    for (int candidate = index - 1; candidate > before; candidate--) {
      Sample suspected = samples.get(candidate);
      if ((suspected.suspect & Sample.bit(signal)) != 0 && agrees(suspected, sample, signal)) {
        judgement.lift(suspected, candidate, signal);
        return;
      }
    }
    judgement.suspect(signal);
  }

  /** A register that stands still says nothing of itself: only one that moves on agrees. */
  private boolean agrees(Sample suspected, Sample sample, Signal signal) {
    RegisterDelta delta = RegisterDelta.between(suspected, sample, signal, machine);
    return delta.isPlausible() && delta.amount() > 0;
  }

  private boolean falls(Sample from, Sample to, Signal signal) {
    return RegisterDelta.between(from, to, signal, machine).kind() == RegisterDelta.Kind.FALLEN;
  }

  private int carrierFrom(Signal signal, int index) {
    for (int candidate = index; candidate < samples.size(); candidate++) {
      if (samples.get(candidate).afterHole) {
        return -1;
      }
      if (samples.get(candidate).carries(signal)) {
        return candidate;
      }
    }
    return -1;
  }

  /** What is to change when the sample is inserted. */
  static final class Judgement {
    private final List<Change> changes = new ArrayList<>();
    private int firstChanged;
    private int suspected;

    private Judgement(int index) {
      this.firstChanged = index;
    }

    /** Index of the first sample that changes. */
    int firstChanged() {
      return firstChanged;
    }

    void apply(Sample sample, MinuteElements out) {
      sample.suspect = suspected;
      out.add(Minutes.of(sample.timestampMillis), Element.QUARANTINED, Integer.bitCount(suspected));
      for (Change change : changes) {
        change.sample.suspect ^= Sample.bit(change.signal);
        boolean isSuspect = !change.sample.carries(change.signal);
        out.add(Minutes.of(change.sample.timestampMillis), Element.QUARANTINED, isSuspect ? 1 : -1);
      }
    }

    private void suspect(Signal signal) {
      suspected |= Sample.bit(signal);
    }

    private void suspect(Sample other, int index, Signal signal) {
      change(other, index, signal);
    }

    private void lift(Sample other, int index, Signal signal) {
      change(other, index, signal);
    }

    private void change(Sample other, int index, Signal signal) {
      changes.add(new Change(other, signal));
      firstChanged = Math.min(firstChanged, index);
    }

    /** A sample already there, one of whose values is suspected from now on, or no more. */
    private record Change(Sample sample, Signal signal) {}
  }
}
