package hk.innopark.jobs.account;

import hk.innopark.events.Signal;
import hk.innopark.jobs.reference.MachineHistory;
import hk.innopark.jobs.reference.MachineReference;
import hk.innopark.jobs.reference.MeterReference;
import hk.innopark.jobs.reference.RegisterSwap;
import java.util.List;

/** Which {@link Step} leads from one reading of a counter to another. */
final class StepRule {
  /** So many items may be taken back at once without being taken for a reset. */
  private static final long GREATEST_CORRECTION = 3;

  private static final double MILLIS_AN_HOUR = 3_600_000.0;

  private final AccountState state;
  private final MachineHistory machine;

  StepRule(AccountState state, MachineHistory machine) {
    this.state = state;
    this.machine = machine;
  }

  /** Which step leads from one reading to another. */
  byte between(Sample from, Sample to, Signal signal) {
    return between(from, to, signal, state.paceAnHour(signal));
  }

  /**
   * The same where the pace that the counter has shown is in doubt.
   *
   * @param paceAnHour 0 where it has shown none
   */
  byte between(Sample from, Sample to, Signal signal, double paceAnHour) {
    MachineReference now = machine.at(to.timestampMillis);
    MeterReference meter = now.meter(signal, to.timestampMillis);
    long first = from.value(signal);
    long second = to.value(signal);
    long bound = RegisterBound.of(signal, from, to, now, paceAnHour);
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
        return trusted(Step.ROLLED_OVER, isBounded);
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
        return trusted(Step.FROM_ZERO, isBounded);
      }
      if (restarted) {
        return Step.RESTORED;
      }
    }
    return isCorrection(first, second, signal)
        ? state.counted(signal) >= first - second ? Step.PLAIN : Step.RESTORED
        : Step.IMPLAUSIBLE;
  }

  private static byte trusted(byte kind, boolean isBounded) {
    return isBounded ? kind : (byte) (kind | Step.UNBOUNDED);
  }

  /** A reject that is taken back, or a good item that turns out to be none. */
  private static boolean isCorrection(long first, long second, Signal signal) {
    long taken = first - second;
    return signal.kind() == Signal.Kind.ITEMS
        && taken <= GREATEST_CORRECTION
        && (taken == 1 || second > 0);
  }

  /** What a counter showed an hour between two readings, by a register that moves in steps. */
  double paceAnHour(Sample from, Sample to, Signal signal) {
    MachineReference now = machine.at(to.timestampMillis);
    long before =
        switch (Step.kind(to.verdict(signal))) {
          case Step.ROLLED_OVER ->
              from.value(signal) - now.meter(signal, to.timestampMillis).modulus();
          case Step.FROM_ZERO -> 0;
          default -> from.value(signal);
        };
    return (to.value(signal) - before)
        * MILLIS_AN_HOUR
        / (to.timestampMillis - from.timestampMillis + now.samplePeriodMillis());
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
}
