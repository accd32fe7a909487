package hk.innopark.jobs.account;

import hk.innopark.events.Signal;
import hk.innopark.jobs.reference.MachineReference;
import hk.innopark.jobs.reference.MeterReference;
import hk.innopark.jobs.reference.RegisterSwap;
import java.util.List;

/**
 * The most that a counter can have counted in a time: what the registry says of the meter ({@code
 * max_per_h}), else rated power for energy and the ideal cycle for items, else a multiple of the
 * pace that the counter itself has shown. Every amount is held against it before it is multiplied
 * or added.
 */
final class RegisterBound {
  /** No single step counts more: 10⁶ of the unit, or 10⁹ items. */
  static final long GREATEST_NANO = 1_000_000_000_000_000L;

  static final long GREATEST_ITEMS = 1_000_000_000L;

  /** Nothing is known. */
  static final long UNKNOWN = -1;

  /** An ideal cycle is a plan: ten times its pace is taken for true. */
  static final long ITEMS_MARGIN = 10;

  /** How much quicker than it ever was a counter may be. */
  static final double PACE_MARGIN = 50;

  /** A swap's readings that cannot be. */
  static final long NOT_POSSIBLE = Long.MIN_VALUE;

  private static final long MILLIS_AN_HOUR = 3_600_000L;
  private static final long NANOS_A_MILLI = 1_000_000L;

  private RegisterBound() {}

  /**
   * The greatest amount, in the signal's integer unit, multiplier included.
   *
   * @param paceAnHour the quickest it has shown, in that unit; 0 where it has shown none
   * @return {@link #UNKNOWN} where nothing bounds it
   */
  static long of(
      Signal signal, Sample from, Sample to, MachineReference machine, double paceAnHour) {
    // one period more, since a register moves in steps
    long millis = to.timestampMillis - from.timestampMillis + machine.samplePeriodMillis();
    long greatest = greatest(signal);
    MeterReference meter = machine.meter(signal, to.timestampMillis);
    if (meter.maxPerHour() > 0) {
      return scaled(meter.maxPerHour() + meter.maxPerHour() / 10, millis, MILLIS_AN_HOUR, greatest);
    }
    long registered = registered(signal, from, machine, millis, greatest);
    if (registered != UNKNOWN && signal != Signal.PV_ENERGY_KWH) {
      return registered;
    }
    if (paceAnHour > 0) {
      double shown = PACE_MARGIN * paceAnHour * millis / MILLIS_AN_HOUR;
      long bound = shown >= greatest ? greatest : (long) Math.ceil(shown);
      return Math.max(bound, registered);
    }
    return registered;
  }

  /** Whether nothing but its own pace bounds a counter. */
  static boolean isByPace(Signal signal, Sample from, long toMillis, MachineReference machine) {
    return machine.meter(signal, toMillis).maxPerHour() <= 0
        && (signal == Signal.PV_ENERGY_KWH
            || registered(signal, from, machine, MILLIS_AN_HOUR, greatest(signal)) == UNKNOWN);
  }

  private static long registered(
      Signal signal, Sample from, MachineReference machine, long millis, long greatest) {
    return switch (signal) {
      case GOOD_COUNT, REJECT_COUNT, REWORK_COUNT -> {
        long ideal = machine.idealNanos(from.product);
        yield ideal <= 0
            ? UNKNOWN
            : Math.min(greatest, scaled(ITEMS_MARGIN * NANOS_A_MILLI, millis, ideal, greatest) + 1);
      }
      case ACTIVE_ENERGY_KWH, EXPORT_ENERGY_KWH, PV_ENERGY_KWH ->
          atRatedPower(machine, millis, greatest);
      // at a poor power factor, more than the active energy
      case REACTIVE_ENERGY_KVARH -> {
        long active = atRatedPower(machine, millis, greatest);
        yield active == UNKNOWN ? UNKNOWN : Math.min(greatest, 2 * active);
      }
      default -> UNKNOWN;
    };
  }

  private static long atRatedPower(MachineReference machine, long millis, long greatest) {
    long rated = machine.ratedNanoKw();
    return rated <= 0
        ? UNKNOWN
        : Math.max(1, scaled(rated + rated / 10, millis, MILLIS_AN_HOUR, greatest));
  }

  static long greatest(Signal signal) {
    return signal.kind() == Signal.Kind.ITEMS ? GREATEST_ITEMS : GREATEST_NANO;
  }

  /** Whether a movement, multiplied, is more than a bound; without overflow. */
  static boolean exceeds(long moved, long multiplierNano, long bound) {
    long high = Math.multiplyHigh(moved, multiplierNano);
    long low = moved * multiplierNano;
    return (high != 0 || low < 0)
        ? (double) moved * multiplierNano / 1e9 > bound
        : low / 1_000_000_000L > bound;
  }

  static long multiplied(long moved, long multiplierNano) {
    return multiplierNano == 1_000_000_000L ? moved : Proportion.atRate(moved, multiplierNano);
  }

  /**
   * What the old register counted to its final reading, the new one from its first, and those
   * between wholly, each by its own multiplier.
   *
   * @return {@link #NOT_POSSIBLE} where a register would have fallen, or counted beyond all bounds
   */
  static long overSwaps(
      long first, long second, long fromMillis, MeterReference meter, List<RegisterSwap> swaps) {
    long amount = 0;
    long reading = first;
    long multiplier = meter.multiplierNanoAt(fromMillis);
    for (int index = 0; index <= swaps.size(); index++) {
      boolean isLast = index == swaps.size();
      long part =
          forward(reading, isLast ? second : swaps.get(index).finalReading(), meter.modulus());
      if (part < 0 || exceeds(part, multiplier, GREATEST_NANO)) {
        return NOT_POSSIBLE;
      }
      amount += multiplied(part, multiplier);
      if (!isLast) {
        reading = swaps.get(index).firstReading();
        multiplier = swaps.get(index).multiplierNano();
      }
      if (amount > GREATEST_NANO) {
        return NOT_POSSIBLE;
      }
    }
    return amount;
  }

  /**
   * How far a register moved, past its modulus by a tenth of it at most; negative where it fell.
   */
  private static long forward(long first, long second, long modulus) {
    long delta = second - first;
    boolean rollsOver = delta < 0 && modulus > first && delta + modulus <= modulus / 10;
    return rollsOver ? delta + modulus : delta;
  }

  /** amount · numerator / denominator, at most a greatest value; without overflow. */
  private static long scaled(long amount, long numerator, long denominator, long greatest) {
    double rough = (double) amount * numerator / denominator;
    return rough >= greatest
        ? greatest
        : Math.min(greatest, Proportion.scaled(amount, numerator, denominator));
  }
}
