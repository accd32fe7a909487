package hk.innopark.jobs.reference;

import hk.innopark.events.Nano;
import hk.innopark.events.Signal;
import hk.innopark.registry.lookup.EmissionFactors;
import hk.innopark.registry.lookup.Tariffs;
import hk.innopark.registry.model.EmissionFactor;
import hk.innopark.registry.model.EmissionFactor.Basis;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tariff;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Tariff rates and emission factors by carrier, utility and local minute; a day at a time. */
final class RateBook {
  private record Key(String carrier, String utility, LocalDate day) {}

  /** HK$ or kg a unit. */
  private static final BigDecimal GREATEST = BigDecimal.valueOf(1_000);

  private static final int CACHED_DAYS = 512;
  private static final int MINUTES_A_DAY = 24 * 60;
  private static final long MINUTE_MILLIS = 60_000L;

  private final Registry registry;
  private final Map<Key, MinuteRates[]> days =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, MinuteRates[]> eldest) {
          return size() > CACHED_DAYS;
        }
      };

  RateBook(Registry registry) {
    this.registry = registry;
  }

  MinuteRates at(Signal signal, String utility, long minuteMillis) {
    String carrier = EmissionFactors.carrier(signal).orElse(null);
    if (carrier == null) {
      return MinuteRates.NONE;
    }
    LocalDate day = ReferenceData.localDay(minuteMillis);
    MinuteRates[] rates =
        days.computeIfAbsent(new Key(carrier, utility, day), key -> lay(key, signal));
    long midnight = day.atStartOfDay(ReferenceData.ZONE).toInstant().toEpochMilli();
    return rates[(int) ((minuteMillis - midnight) / MINUTE_MILLIS)];
  }

  private MinuteRates[] lay(Key key, Signal signal) {
    Optional<Tariff> tariff =
        signal == Signal.ACTIVE_ENERGY_KWH && key.utility() != null
            ? Tariffs.applicable(registry, key.utility(), key.day())
            : Optional.empty();
    long scope1 = factor(key, 1, null);
    long location = factor(key, 2, Basis.LOCATION);
    long market = factor(key, 2, Basis.MARKET);
    long scope3 = factor(key, 3, null) + (signal == Signal.WATER_M3 ? sewage(key.day()) : 0);
    MinuteRates[] rates = new MinuteRates[MINUTES_A_DAY];
    if (tariff.isEmpty()) {
      Arrays.fill(rates, new MinuteRates(0, scope1, location, market, scope3));
      return rates;
    }
    MinuteRates previous = MinuteRates.NONE;
    for (int minute = 0; minute < MINUTES_A_DAY; minute++) {
      long cost = cost(tariff.get(), key.day(), LocalTime.ofSecondOfDay(minute * 60L));
      if (minute == 0 || previous.costNanoHkd() != cost) {
        previous = new MinuteRates(cost, scope1, location, market, scope3);
      }
      rates[minute] = previous;
    }
    return rates;
  }

  /** What is supplied is discharged: the greatest that sewage can be of it. */
  private long sewage(LocalDate day) {
    return factor(new Key(EmissionFactors.SEWAGE, null, day), 3, null);
  }

  private long factor(Key key, int scope, Basis basis) {
    return EmissionFactors.applicable(
            registry, key.carrier(), key.utility(), scope, basis, key.day())
        .map(EmissionFactor::kgPerUnit)
        .map(RateBook::rate)
        .orElse(0L);
  }

  private static long cost(Tariff tariff, LocalDate day, LocalTime time) {
    return rate(Tariffs.band(tariff, day, time).perKwh().add(tariff.fuelAdjustmentPerKwh()));
  }

  /** In 10⁻⁹; at most {@link #GREATEST}, so that no plausible amount overflows by it. */
  private static long rate(BigDecimal perUnit) {
    return Nano.of(perUnit.min(GREATEST).max(GREATEST.negate()));
  }
}
