package hk.innopark.jobs.account;

import hk.innopark.events.Signal;
import hk.innopark.jobs.reference.MachineHistory;
import hk.innopark.jobs.reference.MachineReference;
import hk.innopark.jobs.reference.MeterReference;
import hk.innopark.jobs.reference.RegisterSwap;
import java.util.List;

/**
 * What a counter counted between two of its readings, r₀ and r₁, of a register with modulus M.
 *
 * <p>0 ≤ Δ is taken as it is; Δ &lt; 0 is a rollover where M − r₀ + r₁ is plausible, or else, where
 * the device restarted, a reset, of which r₁ is a lower bound. A delta above the rated power for
 * the time (plus one sample period and a tenth) is implausible and counts nothing. Where the meter
 * was exchanged between the two, it is final − r₀ + r₁ − first.
 *
 * @param amount what was counted, in the signal's integer unit, multiplier included
 */
record RegisterDelta(long amount, Kind kind) {
  enum Kind {
    PLAIN,
    /** Over one or more registered exchanges of the meter. */
    SWAP,
    ROLLOVER,
    RESET,
    /** More than the machine can have taken. */
    IMPLAUSIBLE,
    /** The counter fell, and nothing explains it. */
    FALLEN
  }

  private static final long MILLIS_AN_HOUR = 3_600_000L;

  static RegisterDelta between(Sample from, Sample to, Signal signal, MachineHistory history) {
    MachineReference machine = history.at(to.timestampMillis);
    MeterReference meter = machine.meter(signal, to.timestampMillis);
    long first = from.value(signal);
    long second = to.value(signal);
    long cap = cap(from, to, signal, machine);
    List<RegisterSwap> swaps = meter.swapsWithin(from.timestampMillis, to.timestampMillis);
    if (!swaps.isEmpty()) {
      return overSwaps(from, to, signal, meter, swaps, cap);
    }
    long multiplier = meter.multiplierNanoAt(to.timestampMillis);
    long delta = second - first;
    if (delta >= 0) {
      return judged(multiplied(delta, multiplier), Kind.PLAIN, cap);
    }
    boolean restarted = !from.boot.equals(to.boot);
    if (meter.modulus() > 0 && first < meter.modulus()) {
      long around = multiplied(meter.modulus() - first + second, multiplier);
      // without a cap the wrap itself must be plausible: at most a tenth of the register
      long limit = cap > 0 ? cap : multiplied(meter.modulus() / 10, multiplier);
      if (around <= limit) {
        return new RegisterDelta(around, Kind.ROLLOVER);
      }
    }
    return restarted
        ? judged(multiplied(second, multiplier), Kind.RESET, cap)
        : new RegisterDelta(0, Kind.FALLEN);
  }

  /** Whether it can be counted. */
  boolean isPlausible() {
    return kind != Kind.IMPLAUSIBLE && kind != Kind.FALLEN;
  }

  private static RegisterDelta judged(long amount, Kind kind, long cap) {
    return cap > 0 && amount > cap
        ? new RegisterDelta(0, Kind.IMPLAUSIBLE)
        : new RegisterDelta(amount, kind);
  }

  /** The greatest plausible amount, 10⁻⁹ kWh; 0 where none is known. */
  private static long cap(Sample from, Sample to, Signal signal, MachineReference machine) {
    boolean isActiveEnergy =
        signal == Signal.ACTIVE_ENERGY_KWH || signal == Signal.EXPORT_ENERGY_KWH;
    if (!isActiveEnergy || machine.ratedNanoKw() == 0) {
      return 0;
    }
    // one period more, since a register moves in steps
    long millis = to.timestampMillis - from.timestampMillis + machine.samplePeriodMillis();
    return Math.max(
        1,
        Proportion.scaled(
            machine.ratedNanoKw() + machine.ratedNanoKw() / 10, millis, MILLIS_AN_HOUR));
  }

  /**
   * What the old register counted to its final reading, the new one from its first, and those
   * between wholly, each by its own multiplier; implausible where a register would have fallen.
   */
  private static RegisterDelta overSwaps(
      Sample from,
      Sample to,
      Signal signal,
      MeterReference meter,
      List<RegisterSwap> swaps,
      long cap) {
    long amount = 0;
    long reading = from.value(signal);
    long multiplier = meter.multiplierNanoAt(from.timestampMillis);
    for (RegisterSwap swap : swaps) {
      long part = forward(reading, swap.finalReading(), meter.modulus());
      if (part < 0) {
        return new RegisterDelta(0, Kind.IMPLAUSIBLE);
      }
      amount = Math.addExact(amount, multiplied(part, multiplier));
      reading = swap.firstReading();
      multiplier = swap.multiplierNano();
    }
    long part = forward(reading, to.value(signal), meter.modulus());
    return part < 0
        ? new RegisterDelta(0, Kind.IMPLAUSIBLE)
        : judged(Math.addExact(amount, multiplied(part, multiplier)), Kind.SWAP, cap);
  }

  /**
   * How far a register moved, past its modulus by a tenth of it at most; negative where it fell.
   */
  private static long forward(long first, long second, long modulus) {
    long delta = second - first;
    boolean rollsOver = delta < 0 && modulus > first && delta + modulus <= modulus / 10;
    return rollsOver ? delta + modulus : delta;
  }

  private static long multiplied(long amount, long multiplierNano) {
    return multiplierNano == 1_000_000_000L ? amount : Proportion.atRate(amount, multiplierNano);
  }
}
