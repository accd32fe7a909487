package hk.innopark.jobs.account;

import hk.innopark.events.Signal;
import hk.innopark.jobs.reference.MachineHistory;
import hk.innopark.jobs.reference.MachineReference;
import hk.innopark.jobs.reference.MeterReference;

/**
 * What a counter counted between two of its readings, r₀ and r₁, of a register with modulus M.
 *
 * <p>0 ≤ Δ is taken as it is; Δ &lt; 0 is a rollover where M − r₀ + r₁ is plausible, or else, where
 * the device restarted, a reset, of which r₁ is a lower bound. A delta above the rated power for
 * the time (plus one sample period and a tenth) is implausible and counts nothing.
 *
 * @param amount what was counted, in the signal's integer unit, multiplier included
 */
record RegisterDelta(long amount, Kind kind) {
  enum Kind {
    PLAIN,
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
    long delta = second - first;
    if (delta >= 0) {
      return judged(multiplied(delta, meter), Kind.PLAIN, cap);
    }
    boolean restarted = !from.boot.equals(to.boot);
    if (meter.modulus() > 0 && first < meter.modulus()) {
      long around = multiplied(meter.modulus() - first + second, meter);
      long limit = cap > 0 ? cap : wrapLimit(from, to, signal, meter, machine);
      if (around <= limit) {
        return new RegisterDelta(around, Kind.ROLLOVER);
      }
    }
    return restarted
        ? judged(multiplied(second, meter), Kind.RESET, cap)
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

  /**
   * Without a cap the wrap itself must be plausible: at most a tenth of the register, or for
   * reactive energy what the rated power allows, since a small register may wrap over a long gap.
   */
  private static long wrapLimit(
      Sample from, Sample to, Signal signal, MeterReference meter, MachineReference machine) {
    long tenth = multiplied(meter.modulus() / 10, meter);
    return signal == Signal.REACTIVE_ENERGY_KVARH
        ? Math.max(tenth, atRatedPower(from, to, machine))
        : tenth;
  }

  /** The greatest plausible amount, 10⁻⁹ kWh; 0 where none is known. */
  private static long cap(Sample from, Sample to, Signal signal, MachineReference machine) {
    boolean isActiveEnergy =
        signal == Signal.ACTIVE_ENERGY_KWH || signal == Signal.EXPORT_ENERGY_KWH;
    return isActiveEnergy ? atRatedPower(from, to, machine) : 0;
  }

  /** What the rated power and a tenth more make of the time, 10⁻⁹ kWh; 0 where it is unknown. */
  private static long atRatedPower(Sample from, Sample to, MachineReference machine) {
    if (machine.ratedNanoKw() == 0) {
      return 0;
    }
    // one period more, since a register moves in steps
    long millis = to.timestampMillis - from.timestampMillis + machine.samplePeriodMillis();
    return Math.max(
        1,
        Proportion.scaled(
            machine.ratedNanoKw() + machine.ratedNanoKw() / 10, millis, MILLIS_AN_HOUR));
  }

  private static long multiplied(long amount, MeterReference meter) {
    return meter.multiplierNano() == 1_000_000_000L
        ? amount
        : Proportion.atRate(amount, meter.multiplierNano());
  }
}
