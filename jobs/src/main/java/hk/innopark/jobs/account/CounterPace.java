package hk.innopark.jobs.account;

import hk.innopark.events.Signal;
import hk.innopark.jobs.reference.MachineHistory;
import hk.innopark.jobs.reference.MachineReference;

/** Notes the quickest pace of each counter, and how many items it counted. */
final class CounterPace {
  private static final double MILLIS_AN_HOUR = 3_600_000.0;

  private final AccountState state;
  private final Timeline timeline;
  private final MachineHistory machine;

  CounterPace(AccountState state, Timeline timeline, MachineHistory machine) {
    this.state = state;
    this.timeline = timeline;
    this.machine = machine;
  }

  /** Notes the pace and the count that a sample's counters show, once it is inserted at the end. */
  void learn(int index) {
    Sample sample = state.samples.get(index);
    for (Signal signal : CounterJudge.COUNTERS) {
      if (sample.carries(signal) && Step.isForward(sample.verdict(signal))) {
        int before = timeline.carrierAtOrBefore(signal, index - 1);
        if (before >= 0) {
          Sample from = state.samples.get(before);
          learn(
              signal, from, sample, RegisterDelta.between(from, sample, signal, machine).amount());
        }
      }
    }
  }

  /** Notes what one step shows. */
  void learn(Signal signal, Sample from, Sample to, long amount) {
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
}
