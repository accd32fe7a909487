package hk.innopark.jobs.account;

import hk.innopark.events.Signal;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.reference.MachineHistory;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges a counter's new reading by the readings next to it. A reading that no plausible
 * consumption explains is suspected and passed over; the next one that agrees with it confirms that
 * the register itself has moved.
 */
final class Plausibility {
  private static final Signal[] COUNTERS =
      java.util.Arrays.stream(Signal.values()).filter(Signal::isCounter).toArray(Signal[]::new);

  private final List<Sample> samples;
  private final Timeline timeline;
  private final MachineHistory machine;

  Plausibility(List<Sample> samples, Timeline timeline, MachineHistory machine) {
    this.samples = samples;
    this.timeline = timeline;
    this.machine = machine;
  }

  /** Whether a counter would fall, from the sample before or to the one after, without a reason. */
  boolean falls(Sample sample, int index) {
    for (Signal signal : COUNTERS) {
      if (sample.carries(signal)) {
        int before = timeline.carrierAtOrBefore(signal, index - 1);
        if (before >= 0 && falls(samples.get(before), sample, signal)) {
          return true;
        }
        int after = carrierFrom(signal, index);
        if (after >= 0 && falls(sample, samples.get(after), signal)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Which values of a sample to suspect, and which suspicions it lifts. */
  Judgement judge(Sample sample, int index) {
    Judgement judgement = new Judgement(index);
    for (Signal signal : COUNTERS) {
      if (sample.carries(signal)) {
        int before = timeline.carrierAtOrBefore(signal, index - 1);
        if (before >= 0
            && RegisterDelta.between(samples.get(before), sample, signal, machine).kind()
                == RegisterDelta.Kind.IMPLAUSIBLE) {
          judge(sample, signal, before, index, judgement);
        }
      }
    }
    return judgement;
  }

  private void judge(Sample sample, Signal signal, int before, int index, Judgement judgement) {
    for (int candidate = index - 1; candidate > before; candidate--) {
      Sample suspected = samples.get(candidate);
      if ((suspected.suspect & Sample.bit(signal)) != 0
          && RegisterDelta.between(suspected, sample, signal, machine).isPlausible()) {
        judgement.lift(suspected, candidate, signal);
        return;
      }
    }
    judgement.suspect(signal);
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
    private final List<Sample> lifted = new ArrayList<>();
    private final List<Signal> liftedSignals = new ArrayList<>();
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
      for (int index = 0; index < lifted.size(); index++) {
        Sample other = lifted.get(index);
        other.suspect &= ~Sample.bit(liftedSignals.get(index));
        out.add(Minutes.of(other.timestampMillis), Element.QUARANTINED, -1);
      }
    }

    private void suspect(Signal signal) {
      suspected |= Sample.bit(signal);
    }

    private void lift(Sample sample, int index, Signal signal) {
      lifted.add(sample);
      liftedSignals.add(signal);
      firstChanged = Math.min(firstChanged, index);
    }
  }
}
