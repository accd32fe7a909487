package hk.innopark.jobs.account;

import hk.innopark.events.Signal;
import hk.innopark.jobs.reference.MachineHistory;
import hk.innopark.jobs.reference.MeterReference;
import hk.innopark.jobs.reference.RegisterSwap;
import java.util.List;

/**
 * What a counter counted between two of its readings, as was judged when they came. A function of
 * the two samples alone, so it can be taken back.
 *
 * @param amount in the signal's integer unit, multiplier included; negative where a count was
 *     corrected downwards
 * @param kind one of {@link Step}'s
 */
record RegisterDelta(long amount, byte kind) {

  static RegisterDelta between(Sample from, Sample to, Signal signal, MachineHistory history) {
    byte kind = Step.kind(to.verdict(signal));
    if (kind == Step.REBASED || kind == Step.RESTORED) {
      return new RegisterDelta(0, kind);
    }
    MeterReference meter = history.at(to.timestampMillis).meter(signal, to.timestampMillis);
    long first = from.value(signal);
    long second = to.value(signal);
    List<RegisterSwap> swaps = meter.swapsWithin(from.timestampMillis, to.timestampMillis);
    if (!swaps.isEmpty()) {
      return new RegisterDelta(
          RegisterBound.overSwaps(first, second, from.timestampMillis, meter, swaps), Step.PLAIN);
    }
    long multiplier = meter.multiplierNanoAt(to.timestampMillis);
    long moved =
        switch (kind) {
          case Step.ROLLED_OVER -> meter.modulus() - first + second;
          case Step.FROM_ZERO -> second;
          default -> second - first;
        };
    return new RegisterDelta(RegisterBound.multiplied(moved, multiplier), kind);
  }
}
