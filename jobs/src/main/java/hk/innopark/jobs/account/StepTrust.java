package hk.innopark.jobs.account;

import hk.innopark.events.Signal;

/**
 * Steps of a counter that nothing bounded, a first one as a rule: each is taken on trust until the
 * register moves on from it. It counts nothing where the register then moves far more slowly, is
 * back where it was, or turns out to be elsewhere.
 */
final class StepTrust {
  private final AccountState state;
  private final Timeline timeline;
  private final StepRule rule;

  StepTrust(AccountState state, Timeline timeline, StepRule rule) {
    this.state = state;
    this.timeline = timeline;
    this.rule = rule;
  }

  /** A step that nothing bounds is unproven until the register moves on. */
  static byte unproven(byte step) {
    return Step.isUnbounded(step) ? (byte) (step | Step.UNPROVEN) : step;
  }

  /**
   * Index of the reading, at an index or before it, that was taken on trust and that the register
   * has not moved on from; -1 where there is none.
   */
  int newest(Signal signal, int index) {
    for (int carrier = index;
        carrier >= 0 && Step.isUnproven(state.samples.get(carrier).verdict(signal));
        carrier = timeline.carrierAtOrBefore(signal, carrier - 1)) {
      if (Step.isUnbounded(state.samples.get(carrier).verdict(signal))) {
        return carrier;
      }
    }
    return -1;
  }

  /** The pace that bounds a step; that of a step that was taken on trust explains no fall. */
  double pace(int trusted, Sample from, Sample to, Signal signal) {
    boolean isFall = to.value(signal) < from.value(signal);
    return trusted >= 0 && isFall ? 0 : state.paceAnHour(signal);
  }

  /** Whether a register is back where it was before the reading that was taken on trust. */
  boolean isBack(int trusted, Sample from, Sample sample, Signal signal) {
    int earlier = trusted < 0 ? -1 : timeline.carrierAtOrBefore(signal, trusted - 1);
    if (earlier < 0) {
      return false;
    }
    long shown = state.samples.get(earlier).value(signal);
    long now = sample.value(signal);
    return now >= shown && (from.value(signal) < shown || from.value(signal) > now);
  }

  /**
   * Takes a step back where the pace after it belies it.
   *
   * @param from the reading before the next, where the register may have stood still since
   */
  void judge(int trusted, Sample from, Sample next, Signal signal, Judgement judgement) {
    Sample reading = state.samples.get(trusted);
    int earlier = timeline.carrierAtOrBefore(signal, trusted - 1);
    if (earlier < 0 || reading.isBroken(signal)) {
      return;
    }
    double step = rule.paceAnHour(state.samples.get(earlier), reading, signal);
    double after = rule.paceAnHour(from, next, signal);
    if (step > RegisterBound.PACE_MARGIN * after) {
      judgement.rebase(reading, trusted, signal);
    }
  }

  /** Takes a step back that nothing bore out. */
  void takeBack(int trusted, Signal signal, Judgement judgement) {
    if (trusted >= 0 && timeline.carrierAtOrBefore(signal, trusted - 1) >= 0) {
      judgement.rebase(state.samples.get(trusted), trusted, signal);
    }
  }
}
