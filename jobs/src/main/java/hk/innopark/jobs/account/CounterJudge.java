package hk.innopark.jobs.account;

import hk.innopark.events.Signal;
import hk.innopark.jobs.reference.MachineHistory;
import hk.innopark.jobs.reference.MachineReference;
import java.util.Arrays;

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
 *   <li>A step that nothing bounds is taken on trust; see {@link StepTrust}.
 * </ul>
 */
final class CounterJudge {
  static final Signal[] COUNTERS =
      Arrays.stream(Signal.values()).filter(Signal::isCounter).toArray(Signal[]::new);

  private final AccountState state;
  private final Timeline timeline;
  private final MachineHistory machine;
  private final StepRule rule;
  private final StepTrust trust;

  CounterJudge(AccountState state, Timeline timeline, MachineHistory machine, StepRule rule) {
    this.state = state;
    this.timeline = timeline;
    this.machine = machine;
    this.rule = rule;
    this.trust = new StepTrust(state, timeline, rule);
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
    int trusted = trust.newest(signal, before);
    byte step = rule.between(from, sample, signal, trust.pace(trusted, from, sample, signal));
    boolean isBack = trust.isBack(trusted, from, sample, signal);
    if (Step.kind(step) != Step.IMPLAUSIBLE && !isBack) {
      accept(from, trusted, sample, signal, step, judgement);
      return;
    }
    int proven = lastProven(signal, before);
    if (proven >= 0 && proven < before) {
      Sample last = state.samples.get(proven);
      double pace = isBack ? 0 : trust.pace(trusted, last, sample, signal);
      byte fromProven = rule.between(last, sample, signal, pace);
      if (Step.isForward(fromProven)) {
        for (int index1 = proven + 1; index1 <= before; index1++) {
          if (state.samples.get(index1).carries(signal)) {
            judgement.passOver(state.samples.get(index1), index1, signal);
          }
        }
        judgement.step(signal, StepTrust.unproven(fromProven));
        return;
      }
    }
    int candidate = candidate(signal, before, index);
    if (candidate >= 0 && agrees(candidate, sample, signal)) {
      Sample suspected = state.samples.get(candidate);
      byte fromSuspected = rule.between(suspected, sample, signal);
      judgement.rebase(suspected, candidate, signal);
      judgement.step(
          signal, Step.isForward(fromSuspected) ? StepTrust.unproven(fromSuspected) : Step.PLAIN);
      trust.takeBack(trusted, signal, judgement);
      return;
    }
    judgement.passOver(signal);
  }

  private void accept(
      Sample from, int trusted, Sample sample, Signal signal, byte step, Judgement judgement) {
    byte judged = step;
    boolean isForward = Step.isForward(step);
    boolean moved = isForward && sample.value(signal) != from.value(signal);
    if (isForward && !moved && Step.isUnproven(from.verdict(signal))) {
      judged |= Step.UNPROVEN;
    } else if (!isForward || Step.isUnbounded(step)) {
      judged |= Step.UNPROVEN;
    }
    judgement.step(signal, judged);
    if (moved && trusted >= 0) {
      trust.judge(trusted, from, sample, signal, judgement);
    }
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
    byte step = rule.between(suspected, sample, signal);
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
    double before = rule.paceAnHour(first, suspected, signal);
    double after = rule.paceAnHour(suspected, sample, signal);
    return before > 0
        && after <= RegisterBound.PACE_MARGIN * before
        && before <= RegisterBound.PACE_MARGIN * after
        && !RegisterBound.exceeds(
            moved,
            now.meter(signal, sample.timestampMillis).multiplierNanoAt(sample.timestampMillis),
            RegisterBound.greatest(signal));
  }

  /** A reading that comes between two others, late or out of order. */
  private void judgeBetween(
      Sample sample, Signal signal, int index, int after, Judgement judgement) {
    Sample next = state.samples.get(after);
    byte toNext = rule.between(sample, next, signal);
    boolean fitsNext = Step.isForward(toNext) || Step.kind(toNext) == Step.FROM_ZERO;
    int before = timeline.carrierAtOrBefore(signal, index - 1);
    if (before < 0) {
      if (Step.kind(toNext) == Step.IMPLAUSIBLE) {
        judgement.passOver(signal);
      } else {
        judgement.judge(next, after, signal, toNext);
      }
      return;
    }
    byte fromBefore = rule.between(state.samples.get(before), sample, signal);
    boolean fitsBefore = Step.kind(fromBefore) != Step.IMPLAUSIBLE;
    byte known = Step.kind(next.verdict(signal));
    boolean nextBegins = known == Step.REBASED || known == Step.RESTORED;
    if (fitsBefore && fitsNext) {
      judgement.step(signal, fromBefore);
      judgement.judge(next, after, signal, toNext);
    } else if (Step.isForward(fromBefore) && (nextBegins || Step.kind(toNext) == Step.RESTORED)) {
      judgement.step(signal, fromBefore);
      judgement.judge(next, after, signal, nextBegins ? next.verdict(signal) : toNext);
    } else if (Step.isForward(toNext) && nextBegins) {
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
}
