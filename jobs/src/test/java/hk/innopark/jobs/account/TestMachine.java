package hk.innopark.jobs.account;

import hk.innopark.events.Signal;
import hk.innopark.jobs.reference.MachineReference;
import hk.innopark.jobs.reference.MeterReference;
import hk.innopark.jobs.reference.MinuteRates;
import hk.innopark.jobs.reference.RegisterSwap;
import hk.innopark.registry.model.EnergySource;
import java.time.Duration;
import java.util.List;
import java.util.function.LongPredicate;

/** A machine whose reference data a test sets by hand. */
record TestMachine(
    Duration samplePeriod,
    Duration staleAfter,
    long ratedNanoKw,
    long modulus,
    long idealNanos,
    MinuteRates rates,
    LongPredicate planned,
    List<RegisterSwap> swaps)
    implements MachineReference {

  /** Sends every ten seconds, always planned, 0.9 HK$ and 0.4 kg a kWh, PRI half a second. */
  static TestMachine standard() {
    return new TestMachine(
        Duration.ofSeconds(10),
        Duration.ofSeconds(60),
        120_000_000_000L,
        1_000_000_000_000_000L,
        500_000_000L,
        new MinuteRates(900_000_000L, 0, 400_000_000L, 400_000_000L, 0),
        minute -> true,
        List.of());
  }

  TestMachine planned(LongPredicate other) {
    return new TestMachine(
        samplePeriod, staleAfter, ratedNanoKw, modulus, idealNanos, rates, other, swaps);
  }

  TestMachine sampling(Duration other) {
    return new TestMachine(
        other, staleAfter, ratedNanoKw, modulus, idealNanos, rates, planned, swaps);
  }

  /** Whose grid meter is exchanged. */
  TestMachine swapping(RegisterSwap... other) {
    return new TestMachine(
        samplePeriod, staleAfter, ratedNanoKw, modulus, idealNanos, rates, planned, List.of(other));
  }

  /** Whose greatest power is not known. */
  TestMachine unrated() {
    return new TestMachine(samplePeriod, staleAfter, 0, modulus, idealNanos, rates, planned, swaps);
  }

  @Override
  public long samplePeriodMillis() {
    return samplePeriod.toMillis();
  }

  @Override
  public long staleAfterMillis() {
    return staleAfter.toMillis();
  }

  @Override
  public long microStopMillis() {
    return 30_000;
  }

  /** A {@code noodle-xl} takes 0.8 s. */
  @Override
  public long idealNanos(String product) {
    return "noodle-xl".equals(product) ? 800_000_000L : idealNanos;
  }

  @Override
  public MeterReference meter(Signal signal, long atMillis) {
    return switch (signal) {
      case ACTIVE_ENERGY_KWH ->
          new MeterReference(EnergySource.GRID, "clp", modulus, 1_000_000_000L, false, swaps);
      case PV_ENERGY_KWH ->
          new MeterReference(EnergySource.PV, null, modulus, 1_000_000_000L, true);
      case EXPORT_ENERGY_KWH ->
          new MeterReference(EnergySource.EXPORT, null, modulus, 1_000_000_000L, true);
      // whose readings are to be multiplied by 20.5
      case WATER_M3 -> new MeterReference(EnergySource.OTHER, null, modulus, 20_500_000_000L, true);
      default -> new MeterReference(EnergySource.OTHER, null, 0, 1_000_000_000L, false);
    };
  }

  @Override
  public boolean isPlanned(long minuteMillis) {
    return planned.test(minuteMillis);
  }

  @Override
  public MinuteRates rates(Signal signal, long minuteMillis) {
    return signal == Signal.ACTIVE_ENERGY_KWH ? rates : MinuteRates.NONE;
  }
}
