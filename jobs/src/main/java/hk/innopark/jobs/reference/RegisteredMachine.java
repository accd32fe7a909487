package hk.innopark.jobs.reference;

import hk.innopark.events.Nano;
import hk.innopark.events.Signal;
import hk.innopark.registry.lookup.Meters;
import hk.innopark.registry.lookup.WorkPlan;
import hk.innopark.registry.model.EnergySource;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.Meter;
import hk.innopark.registry.model.MeterSwap;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A machine's entry in the registry, in the account's integer units. */
final class RegisteredMachine implements MachineReference {
  private static final long MICRO_STOP_MILLIS = 30_000L;
  private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000_000_000L);

  private static final int SIGNALS = Signal.values().length;

  private final Machine machine;
  private final WorkPlan plan;
  private final RateBook rates;
  private final long ratedNanoKw;
  private final MeterReference[] meters = new MeterReference[SIGNALS];

  /** By signal, the minute for which rates were asked last, and these. */
  private final long[] ratedMinutes = new long[SIGNALS];

  private final MinuteRates[] minuteRates = new MinuteRates[SIGNALS];
  private LocalDate metersDay;
  private long metersUntilMillis = Long.MIN_VALUE;
  private long metersFromMillis = Long.MAX_VALUE;

  RegisteredMachine(Machine machine, WorkPlan plan, RateBook rates) {
    this.machine = machine;
    this.plan = plan;
    this.rates = rates;
    this.ratedNanoKw = machine.ratedKw() == null ? 0 : Nano.of(machine.ratedKw());
  }

  @Override
  public long samplePeriodMillis() {
    return machine.samplePeriod().toMillis();
  }

  @Override
  public long staleAfterMillis() {
    return machine.staleAfter().toMillis();
  }

  @Override
  public long ratedNanoKw() {
    return ratedNanoKw;
  }

  @Override
  public long idealNanos(String product) {
    Duration ideal = product == null ? null : machine.idealCycle().get(product);
    if (ideal == null) {
      ideal = machine.idealCycle().get(Machine.DEFAULT_PRODUCT);
    }
    return ideal == null ? 0 : ideal.toNanos();
  }

  @Override
  public long microStopMillis() {
    return machine.microStop() == null ? MICRO_STOP_MILLIS : machine.microStop().toMillis();
  }

  @Override
  public MeterReference meter(Signal signal, long atMillis) {
    if (atMillis < metersFromMillis || atMillis >= metersUntilMillis) {
      Arrays.fill(meters, null);
      metersDay = ReferenceData.localDay(atMillis);
      metersFromMillis = metersDay.atStartOfDay(ReferenceData.ZONE).toInstant().toEpochMilli();
      metersUntilMillis =
          metersDay.plusDays(1).atStartOfDay(ReferenceData.ZONE).toInstant().toEpochMilli();
    }
    MeterReference meter = meters[signal.ordinal()];
    if (meter == null) {
      meter = open(signal);
      meters[signal.ordinal()] = meter;
    }
    return meter;
  }

  @Override
  public boolean hasMeter(Signal signal, long atMillis) {
    meter(signal, atMillis);
    return Meters.applicable(machine, signal, metersDay).isPresent();
  }

  @Override
  public Machine.PowerReporting powerReporting() {
    return machine.powerReporting();
  }

  @Override
  public boolean isPlanned(long minuteMillis) {
    return plan.isPlanned(minuteMillis);
  }

  @Override
  public boolean resetsBetween(Signal signal, long fromMillis, long toMillis) {
    return switch (meter(signal, toMillis).counter()) {
      case LIFETIME -> false;
      case RESETS -> true;
      case RESETS_DAILY ->
          !ReferenceData.localDay(fromMillis).equals(ReferenceData.localDay(toMillis));
      case RESETS_BY_SHIFT -> !plan.shiftAt(fromMillis).equals(plan.shiftAt(toMillis));
    };
  }

  @Override
  public MinuteRates rates(Signal signal, long minuteMillis) {
    int index = signal.ordinal();
    if (minuteRates[index] == null || ratedMinutes[index] != minuteMillis) {
      minuteRates[index] = rates.at(signal, meter(signal, minuteMillis).utility(), minuteMillis);
      ratedMinutes[index] = minuteMillis;
    }
    return minuteRates[index];
  }

  private MeterReference open(Signal signal) {
    Meter meter = Meters.applicable(machine, signal, metersDay).orElse(null);
    if (meter == null) {
      return new MeterReference(sourceOf(signal), null, 0, Nano.PER_UNIT, true);
    }
    return new MeterReference(
        meter.source(),
        meter.utility(),
        modulus(signal, meter.modulus()),
        Nano.of(meter.multiplier()),
        meter.feedInTariff() == Meter.FeedInTariff.NONE,
        swaps(signal, Nano.of(meter.multiplier()), meter),
        meter.counter(),
        meter.maxPerHour() == null ? 0 : atMost(signal, meter.maxPerHour()));
  }

  /** A bound in the signal's integer unit; one beyond 64 bits bounds nothing. */
  private static long atMost(Signal signal, BigDecimal amount) {
    BigDecimal units = signal.kind() == Signal.Kind.ITEMS ? amount : amount.movePointRight(9);
    return units.compareTo(MOST) >= 0 ? MOST.longValueExact() : units.longValue();
  }

  /** A multiplier that a swap does not name stays as it was. */
  private static List<RegisterSwap> swaps(Signal signal, long multiplierNano, Meter meter) {
    List<RegisterSwap> swaps = new ArrayList<>();
    long multiplier = multiplierNano;
    for (MeterSwap swap : meter.swaps()) {
      multiplier = swap.multiplier() == null ? multiplier : Nano.of(swap.multiplier());
      swaps.add(
          new RegisterSwap(
              swap.at().toEpochMilli(),
              units(signal, swap.finalReading()),
              units(signal, swap.firstReading()),
              multiplier));
    }
    return List.copyOf(swaps);
  }

  private static long modulus(Signal signal, BigDecimal modulus) {
    return modulus == null ? 0 : units(signal, modulus);
  }

  private static long units(Signal signal, BigDecimal reading) {
    return signal.kind() == Signal.Kind.ITEMS ? reading.longValueExact() : Nano.of(reading);
  }

  /** What a counter measures where the registry does not say. */
  private static EnergySource sourceOf(Signal signal) {
    return switch (signal) {
      case ACTIVE_ENERGY_KWH, REACTIVE_ENERGY_KVARH -> EnergySource.GRID;
      case EXPORT_ENERGY_KWH -> EnergySource.EXPORT;
      case PV_ENERGY_KWH -> EnergySource.PV;
      default -> EnergySource.OTHER;
    };
  }
}
