package hk.innopark.jobs.account;

import hk.innopark.events.Signal;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.reference.MachineHistory;
import hk.innopark.jobs.reference.MachineReference;
import hk.innopark.jobs.reference.MeterReference;
import hk.innopark.jobs.reference.RegisterSwap;
import java.util.ArrayList;
import java.util.List;

/**
 * Judges a counter's new reading by those next to it, one signal at a time, by one rule for every
 * counter:
 *
 * <ul>
 *   <li>A step within {@link RegisterBound} counts. So does a rollover, and a restart from zero,
 *       where what they make of it is within the bound.
 *   <li>Where a device restarted and its counter shows less than before, and more than it can have
 *       counted since, it restored an older reading: nothing is counted, and it goes on from there.
 *   <li>Any other reading is passed over. When a later reading agrees with one that was passed
 *       over, and has moved on from it, the register has truly moved: it goes on from there.
 *   <li>A register that began anew and has not moved on since is unproven: a reading that agrees
 *       with the one before shows that those between were none.
 * </ul>
 */
final class CounterJudge {
  private static final Signal[] COUNTERS =
      java.util.Arrays.stream(Signal.values()).filter(Signal::isCounter).toArray(Signal[]::new);

  /** So many items may be taken back at once without being taken for a reset. */
  private static final long GREATEST_CORRECTION = 3;

  private static final double MILLIS_AN_HOUR = 3_600_000.0;

  private final AccountState state;
  private final Timeline timeline;
  private final MachineHistory machine;

  CounterJudge(AccountState state, Timeline timeline, MachineHistory machine) {
    this.state = state;
    this.timeline = timeline;
    this.machine = machine;
  }

  /** Judges all counters of a sample that is to be inserted; changes nothing yet. */
  Judgement judge(Sample sample, int index) {
    Judgement judgement = new Judgement(sample, index);
    for (Signal signal : COUNTERS) {
      if (sample.values.has(signal)) {
        int after = carrierFrom(signal, index);
        if (after < 0) {
          judgeLast(sample, signal, index, judgement);
        } else {
          judgeBetween(sample, signal, index, after, judgement);
        }
      }
    }
    return judgement;
  }

  private void judgeLast(Sample sample, Signal signal, int index, Judgement judgement) {
    int before = timeline.carrierAtOrBefore(signal, index - 1);
    if (before < 0) {
      return;
    }
    Sample from = state.samples.get(before);
    byte step = step(from, sample, signal);
    if (Step.kind(step) != Step.IMPLAUSIBLE) {
      accept(from, before, sample, signal, step, judgement);
      return;
    }
    int proven = lastProven(signal, before);
    if (proven >= 0 && proven < before) {
      byte fromProven = step(state.samples.get(proven), sample, signal);
      if (isForward(fromProven)) {
        for (int index1 = proven + 1; index1 <= before; index1++) {
          if (state.samples.get(index1).carries(signal)) {
            judgement.passOver(state.samples.get(index1), index1, signal);
          }
        }
        judgement.step(signal, fromProven);
        return;
      }
    }
    int candidate = candidate(signal, before, index);
    if (candidate >= 0 && agrees(candidate, sample, signal)) {
      judgement.rebase(state.samples.get(candidate), candidate, signal);
      judgement.step(signal, Step.PLAIN);
      return;
    }
    judgement.passOver(signal);
  }

  private void accept(
      Sample from, int before, Sample sample, Signal signal, byte step, Judgement judgement) {
    byte judged = step;
    boolean isForward = isForward(step);
    boolean moved = isForward && sample.value(signal) != from.value(signal);
    if (isForward && !moved && Step.isUnproven(from.verdict(signal))) {
      judged |= Step.UNPROVEN;
    } else if (!isForward || Step.isUnbounded(step)) {
      judged |= Step.UNPROVEN;
    }
    judgement.step(signal, judged);
    if (moved && Step.isUnbounded(from.verdict(signal))) {
      judgeUnbounded(from, before, sample, signal, judgement);
    }
  }

  /** A first step that was taken on trust counts nothing where the pace after it belies it. */
  private void judgeUnbounded(
      Sample from, int index, Sample next, Signal signal, Judgement judgement) {
    int earlier = timeline.carrierAtOrBefore(signal, index - 1);
    if (earlier < 0 || from.isBroken(signal)) {
      return;
    }
    double step = paceAnHour(state.samples.get(earlier), from, signal);
    double after = paceAnHour(from, next, signal);
    if (step > RegisterBound.PACE_MARGIN * after) {
      judgement.rebase(from, index, signal);
    }
  }

  /** Which step leads from one reading to another. */
  private byte step(Sample from, Sample to, Signal signal) {
    MachineReference now = machine.at(to.timestampMillis);
    MeterReference meter = now.meter(signal, to.timestampMillis);
    long first = from.value(signal);
    long second = to.value(signal);
    long bound = RegisterBound.of(signal, from, to, now, state.paceAnHour(signal));
    long limit = bound == RegisterBound.UNKNOWN ? RegisterBound.greatest(signal) : bound;
    List<RegisterSwap> swaps = meter.swapsWithin(from.timestampMillis, to.timestampMillis);
    if (!swaps.isEmpty()) {
      long amount = RegisterBound.overSwaps(first, second, from.timestampMillis, meter, swaps);
      return amount == RegisterBound.NOT_POSSIBLE || amount > limit ? Step.IMPLAUSIBLE : Step.PLAIN;
    }
    long multiplier = meter.multiplierNanoAt(to.timestampMillis);
    boolean isBounded = bound != RegisterBound.UNKNOWN;
    if (second >= first) {
      if (RegisterBound.exceeds(second - first, multiplier, limit)) {
        return Step.IMPLAUSIBLE;
      }
      return isBounded || second == first ? Step.PLAIN : Step.PLAIN | Step.UNBOUNDED;
    }
    return fallen(from, to, signal, meter, isBounded ? limit : RegisterBound.UNKNOWN);
  }

  private byte fallen(Sample from, Sample to, Signal signal, MeterReference meter, long bound) {
    long first = from.value(signal);
    long second = to.value(signal);
    long multiplier = meter.multiplierNanoAt(to.timestampMillis);
    boolean isBounded = bound != RegisterBound.UNKNOWN;
    if (meter.modulus() > first) {
      long around = meter.modulus() - first + second;
      boolean rollsOver =
          isBounded
              ? !RegisterBound.exceeds(around, multiplier, bound)
              : around <= meter.modulus() / 10
                  && !RegisterBound.exceeds(around, multiplier, RegisterBound.greatest(signal));
      if (rollsOver) {
        return Step.ROLLED_OVER;
      }
    }
    boolean restarted = !from.boot.equals(to.boot);
    boolean byDesign =
        machine
            .at(to.timestampMillis)
            .resetsBetween(signal, from.timestampMillis, to.timestampMillis);
    if (restarted || byDesign) {
      // without a bound, what a counter shows after a restart is taken where it is a small part
      boolean fromZero =
          isBounded
              ? !RegisterBound.exceeds(second, multiplier, bound)
              : second <= first / 10
                  && !RegisterBound.exceeds(second, multiplier, RegisterBound.greatest(signal));
      if (fromZero) {
        return Step.FROM_ZERO;
      }
      if (restarted) {
        return Step.RESTORED;
      }
    }
    return isCorrection(first, second, signal)
        ? state.counted(signal) >= first - second ? Step.PLAIN : Step.RESTORED
        : Step.IMPLAUSIBLE;
  }

  /** A reject that is taken back, or a good item that turns out to be none. */
  private static boolean isCorrection(long first, long second, Signal signal) {
    long taken = first - second;
    return signal.kind() == Signal.Kind.ITEMS
        && taken <= GREATEST_CORRECTION
        && (taken == 1 || second > 0);
  }

  private static boolean isForward(byte step) {
    byte kind = Step.kind(step);
    return kind == Step.PLAIN || kind == Step.ROLLED_OVER;
  }

  /** Index of the newest carrier that is not unproven, or else of the oldest there is. */
  private int lastProven(Signal signal, int index) {
    int carrier = index;
    while (carrier >= 0 && Step.isUnproven(state.samples.get(carrier).verdict(signal))) {
      carrier = timeline.carrierAtOrBefore(signal, carrier - 1);
    }
    return carrier;
  }

  /** The newest reading after {@code before} that was passed over; -1 where there is none. */
  private int candidate(Signal signal, int before, int index) {
    for (int candidate = index - 1; candidate > before; candidate--) {
      if ((state.samples.get(candidate).suspect & Sample.bit(signal)) != 0) {
        return candidate;
      }
    }
    return -1;
  }

  /**
   * Whether a reading agrees with one that was passed over, and has moved on from it: within what
   * bounds the counter, or at the pace of two that were passed over before.
   */
  private boolean agrees(int candidate, Sample sample, Signal signal) {
    Sample suspected = state.samples.get(candidate);
    long moved = sample.value(signal) - suspected.value(signal);
    if (moved <= 0 || !suspected.boot.equals(sample.boot)) {
      return false;
    }
    byte step = step(suspected, sample, signal);
    if (Step.kind(step) == Step.PLAIN) {
      return true;
    }
    MachineReference now = machine.at(sample.timestampMillis);
    boolean isByPace = RegisterBound.isByPace(signal, suspected, sample.timestampMillis, now);
    int earlier = candidate(signal, -1, candidate);
    if (!isByPace || earlier < 0) {
      return false;
    }
    Sample first = state.samples.get(earlier);
    double before = paceAnHour(first, suspected, signal);
    double after = paceAnHour(suspected, sample, signal);
    return before > 0
        && after <= RegisterBound.PACE_MARGIN * before
        && before <= RegisterBound.PACE_MARGIN * after
        && !RegisterBound.exceeds(
            moved,
            now.meter(signal, sample.timestampMillis).multiplierNanoAt(sample.timestampMillis),
            RegisterBound.greatest(signal));
  }

  /** What a counter showed an hour between two readings, by a register that moves in steps. */
  private double paceAnHour(Sample from, Sample to, Signal signal) {
    long period = machine.at(to.timestampMillis).samplePeriodMillis();
    return (to.value(signal) - from.value(signal))
        * MILLIS_AN_HOUR
        / (to.timestampMillis - from.timestampMillis + period);
  }

  /** A reading that comes between two others, late or out of order. */
  private void judgeBetween(
      Sample sample, Signal signal, int index, int after, Judgement judgement) {
    Sample next = state.samples.get(after);
    byte toNext = step(sample, next, signal);
    boolean fitsNext = isForward(toNext) || Step.kind(toNext) == Step.FROM_ZERO;
    int before = timeline.carrierAtOrBefore(signal, index - 1);
    if (before < 0) {
      if (Step.kind(toNext) == Step.IMPLAUSIBLE) {
        judgement.passOver(signal);
      } else {
        judgement.judge(next, after, signal, toNext);
      }
      return;
    }
    byte fromBefore = step(state.samples.get(before), sample, signal);
    boolean fitsBefore = Step.kind(fromBefore) != Step.IMPLAUSIBLE;
    byte known = Step.kind(next.verdict(signal));
    boolean nextBegins = known == Step.REBASED || known == Step.RESTORED;
    if (fitsBefore && fitsNext) {
      judgement.step(signal, fromBefore);
      judgement.judge(next, after, signal, toNext);
    } else if (isForward(fromBefore) && (nextBegins || Step.kind(toNext) == Step.RESTORED)) {
      judgement.step(signal, fromBefore);
      judgement.judge(next, after, signal, nextBegins ? next.verdict(signal) : toNext);
    } else if (isForward(toNext) && nextBegins) {
      judgement.step(signal, next.verdict(signal));
      judgement.judge(next, after, signal, toNext);
    } else {
      judgement.passOver(signal);
    }
  }

  private int carrierFrom(Signal signal, int index) {
    for (int candidate = index; candidate < state.samples.size(); candidate++) {
      Sample sample = state.samples.get(candidate);
      if (sample.isBroken(signal)) {
        return -1;
      }
      if (sample.carries(signal)) {
        return candidate;
      }
    }
    return -1;
  }

  /** Notes the pace and the count that a sample's counters show, once it is inserted at the end. */
  void learn(int index) {
    Sample sample = state.samples.get(index);
    for (Signal signal : COUNTERS) {
      if (sample.carries(signal) && isForward(sample.verdict(signal))) {
        int before = timeline.carrierAtOrBefore(signal, index - 1);
        if (before >= 0) {
          Sample from = state.samples.get(before);
          learn(
              signal, from, sample, RegisterDelta.between(from, sample, signal, machine).amount());
        }
      }
    }
  }

  private void learn(Signal signal, Sample from, Sample to, long amount) {
    if (signal.kind() == Signal.Kind.ITEMS) {
      state.count(signal, amount);
    }
    MachineReference now = machine.at(to.timestampMillis);
    if (amount > 0 && RegisterBound.isByPace(signal, from, to.timestampMillis, now)) {
      long millis = to.timestampMillis - from.timestampMillis + now.samplePeriodMillis();
      double pace = amount * MILLIS_AN_HOUR / millis;
      state.showPace(signal, Math.max(pace, state.paceAnHour(signal)));
    }
  }

  /**
   * What a counter counted between two samples that follow on each other, where that is a plain
   * step within a bound; -1 where it is not.
   *
   * @param moved not negative
   */
  long plainStep(Signal signal, Sample from, Sample to, long moved, MachineReference now) {
    MeterReference meter = now.meter(signal, to.timestampMillis);
    if (!meter.swaps().isEmpty()) {
      return -1;
    }
    if (moved == 0) {
      return 0;
    }
    long bound = RegisterBound.of(signal, from, to, now, state.paceAnHour(signal));
    return bound == RegisterBound.UNKNOWN
            || RegisterBound.exceeds(moved, meter.multiplierNano(), bound)
        ? -1
        : RegisterBound.multiplied(moved, meter.multiplierNano());
  }

  /** Notes what a plain step shows. */
  void learnPlain(Signal signal, Sample from, Sample to, long amount) {
    learn(signal, from, to, amount);
  }

  /** What is to change when the sample is inserted. */
  static final class Judgement {
    private record Change(Sample sample, Signal signal, byte verdict) {}

    private final Sample sample;
    private final List<Change> changes = new ArrayList<>(0);
    private int firstChanged;
    private int lastChanged;

    private Judgement(Sample sample, int index) {
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

    /** Whether no sample that is already there changes, and nothing is passed over. */
    boolean isPlain() {
      return changes.isEmpty();
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

    private void step(Signal signal, byte verdict) {
      if (verdict != Step.PLAIN) {
        changes.add(new Change(sample, signal, verdict));
      }
    }

    private void passOver(Signal signal) {
      changes.add(new Change(sample, signal, Step.IMPLAUSIBLE));
    }

    private void passOver(Sample other, int index, Signal signal) {
      judge(other, index, signal, Step.IMPLAUSIBLE);
    }

    private void rebase(Sample other, int index, Signal signal) {
      judge(other, index, signal, Step.REBASED);
    }

    private void judge(Sample other, int index, Signal signal, byte verdict) {
      changes.add(new Change(other, signal, verdict));
      firstChanged = Math.min(firstChanged, index);
      lastChanged = Math.max(lastChanged, index);
    }
  }
}
