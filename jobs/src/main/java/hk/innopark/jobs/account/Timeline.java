package hk.innopark.jobs.account;

import hk.innopark.events.Signal;
import hk.innopark.jobs.reference.MachineHistory;
import java.util.List;

/**
 * What a sorted list of samples says of the time between them. Every contribution is a function of
 * the samples alone, so taking a stretch out, changing it and putting it back leaves exactly what
 * the changed list says.
 */
final class Timeline {
  private static final Signal[] COUNTERS =
      java.util.Arrays.stream(Signal.values()).filter(Signal::isCounter).toArray(Signal[]::new);

  private final List<Sample> samples;
  private final CoverageTime coverageTime;
  private final StateTime stateTime;
  private final CounterTime counterTime;
  private final PowerTime powerTime;
  private final OrderSums orders;

  Timeline(List<Sample> samples, OrderSums orders, MachineHistory machine, AccountConfig config) {
    this.orders = orders;
    long horizonMillis = config.latenessHorizon().toMillis();
    this.samples = samples;
    this.coverageTime = new CoverageTime(machine, horizonMillis);
    this.stateTime = new StateTime(machine);
    this.powerTime = new PowerTime(machine, this);
    this.counterTime = new CounterTime(machine, this, powerTime, horizonMillis);
  }

  Sample get(int index) {
    return samples.get(index);
  }

  /**
   * All that touches the time between two samples, given by their indices: a counter's delta
   * wholly, even where it reaches beyond them.
   */
  void contribute(int from, int to, MinuteElements out) {
    for (int index = from; index < to; index++) {
      Sample second = samples.get(index + 1);
      if (!second.isAfterHole()) {
        Sample first = samples.get(index);
        orders.use(first, second);
        long fromMillis = first.timestampMillis;
        if (first.endsState() || second.endsState()) {
          coverageTime.bridge(fromMillis, second.timestampMillis, out);
        } else {
          coverageTime.contribute(fromMillis, second.timestampMillis, out);
        }
        stateTime.contribute(stateAt(index), fromMillis, second.timestampMillis, out);
      }
    }
    for (Signal signal : COUNTERS) {
      contributeCarried(signal, from, to, out);
    }
    contributeCarried(Signal.ACTIVE_POWER_KW, from, to, out);
    orders.useNone();
  }

  /** Coverage and state of the time between two samples that follow on each other. */
  void contributeTime(Sample first, Sample second, MinuteElements out) {
    orders.use(first, second);
    coverageTime.contribute(first.timestampMillis, second.timestampMillis, out);
    stateTime.contribute(first, first.timestampMillis, second.timestampMillis, out);
    orders.useNone();
  }

  /** A plain step of a counter between two samples that follow on each other. */
  void contributePlain(
      Signal signal, Sample first, Sample second, long amount, MinuteElements out) {
    orders.use(first, second);
    counterTime.contributePlain(signal, first, second, amount, out);
    orders.useNone();
  }

  /** What is said of the silence after the last sample, or of a machine that never spoke. */
  void contributeSilence(long fromMillis, long toMillis, MinuteElements out) {
    if (!samples.isEmpty()) {
      orders.use(samples.get(samples.size() - 1), null);
    }
    coverageTime.expect(fromMillis, toMillis, out);
    stateTime.contribute(stateAt(samples.size() - 1), fromMillis, toMillis, out);
    if (!samples.isEmpty()) {
      powerTime.contributeSilence(samples.size() - 1, fromMillis, toMillis, out);
    }
    orders.useNone();
  }

  /** Notes when the machine stood, of the time between two samples that are given by index. */
  void noteStops(int from, int to, StopTimes stops) {
    for (int index = from; index < to; index++) {
      Sample second = samples.get(index + 1);
      if (!second.isAfterHole()) {
        long start = samples.get(index).timestampMillis;
        stops.clear(start, second.timestampMillis);
        noteStop(index, start, second.timestampMillis, stops);
      }
    }
  }

  /** The same of the silence after the last sample. */
  void noteStopsOfSilence(long fromMillis, long toMillis, StopTimes stops) {
    stops.clear(fromMillis, Long.MAX_VALUE);
    noteStop(samples.size() - 1, fromMillis, toMillis, stops);
  }

  private void noteStop(int index, long fromMillis, long toMillis, StopTimes stops) {
    Sample state = stateAt(index);
    if (state != null && StopTimes.isStop(state.state)) {
      long known = stateTime.knownUntil(state, fromMillis, toMillis);
      stops.add(StopAccount.stop(state, fromMillis, known));
    }
  }

  /** How time counts by state. */
  StateTime stateTime() {
    return stateTime;
  }

  /** What is said of the time before the first sample of a machine that was expected. */
  void contributeAbsence(long fromMillis, long toMillis, MinuteElements out) {
    coverageTime.expect(fromMillis, toMillis, out);
    stateTime.contribute(null, fromMillis, toMillis, out);
  }

  /**
   * Which state holds when between two samples, given by their indices: stretches as long as one
   * state holds, so that it makes no difference how many samples say so.
   */
  void forEachState(int first, int second, StateRuns.Consumer consumer) {
    StateRuns.Joined joined = new StateRuns.Joined(consumer);
    for (int index = first; index < second; index++) {
      Sample next = samples.get(index + 1);
      long start = samples.get(index).timestampMillis;
      long end = next.timestampMillis;
      if (next.isAfterHole()) {
        if (next.runs == null) {
          joined.accept(start, end, null);
        } else {
          next.runs.forEach(end, joined);
        }
        continue;
      }
      Sample state = stateAt(index);
      long known = state == null ? start : stateTime.knownUntil(state, start, end);
      joined.accept(start, known, state == null ? null : state.state);
      joined.accept(known, end, null);
    }
    joined.end();
  }

  private void contributeCarried(Signal signal, int from, int to, MinuteElements out) {
    if (from >= to) {
      return;
    }
    int previous = carrierAtOrBefore(signal, from);
    for (int index = from + 1; index < samples.size(); index++) {
      Sample sample = samples.get(index);
      if (sample.isBroken(signal)) {
        previous = -1;
      }
      if (sample.carries(signal)) {
        if (previous >= 0) {
          contributeBetween(signal, previous, index, out);
        }
        previous = index;
      }
      if (index >= to && (previous < 0 || previous >= to)) {
        return;
      }
    }
  }

  private void contributeBetween(Signal signal, int first, int second, MinuteElements out) {
    Sample next = samples.get(second);
    boolean follows = second == first + 1 && !next.isAfterHole();
    orders.use(samples.get(first), follows ? next : null);
    if (signal == Signal.ACTIVE_POWER_KW) {
      powerTime.contribute(first, second, out);
    } else {
      counterTime.contribute(signal, first, second, out);
    }
  }

  /** The sample whose state holds at a sample, unless stale; null where none is known. */
  Sample stateAt(int index) {
    for (int candidate = index; candidate >= 0; candidate--) {
      Sample sample = samples.get(candidate);
      if (sample.state != null) {
        return sample;
      }
      if (sample.isBroken(Signal.STATE) || sample.endsState()) {
        return null;
      }
    }
    return null;
  }

  /** The newest sample up to {@code index} that speaks of the state; null where none does. */
  Sample stateWordAt(int index) {
    for (int candidate = index; candidate >= 0; candidate--) {
      Sample sample = samples.get(candidate);
      if (sample.speaksOfState()) {
        return sample;
      }
      if (sample.isBroken(Signal.STATE)) {
        return null;
      }
    }
    return null;
  }

  /** Index of the newest sample up to {@code index} that carries the signal; -1 where none. */
  int carrierAtOrBefore(Signal signal, int index) {
    for (int candidate = index; candidate >= 0; candidate--) {
      Sample sample = samples.get(candidate);
      if (sample.carries(signal)) {
        return candidate;
      }
      if (sample.isBroken(signal)) {
        return -1;
      }
    }
    return -1;
  }
}
