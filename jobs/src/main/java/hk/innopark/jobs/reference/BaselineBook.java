package hk.innopark.jobs.reference;

import hk.innopark.jobs.element.Entity;
import hk.innopark.registry.model.Baseline;
import hk.innopark.registry.model.DailyTemperature;
import hk.innopark.registry.model.Registry;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What lines and tenants are expected to take: Ê = β₀·days + β₁·PQ + β₂·CDD (ISO 50006). */
public final class BaselineBook {
  private static final double DAY_MILLIS = 24 * 3_600_000.0;

  private final List<Baseline> baselines;
  private final Map<LocalDate, BigDecimal> temperatures = new HashMap<>();

  BaselineBook(Registry registry) {
    this.baselines = registry.baselines();
    for (DailyTemperature day : registry.temperatures()) {
      temperatures.put(day.date(), day.meanC());
    }
  }

  /** The newest baseline of a line or tenant whose first day is not after a local day. */
  public Optional<Baseline> on(Entity entity, LocalDate day) {
    if (baselines.isEmpty() || entity.tenant() == null || entity.machine() != null) {
      return Optional.empty();
    }
    Baseline newest = null;
    for (Baseline baseline : baselines) {
      if (baseline.tenant().equals(entity.tenant())
          && Objects.equals(baseline.line(), entity.line())
          && !baseline.validFrom().isAfter(day)
          && (newest == null || baseline.validFrom().isAfter(newest.validFrom()))) {
        newest = baseline;
      }
    }
    return Optional.ofNullable(newest);
  }

  /**
   * What is expected of a stretch of time; a part of a day counts as that part of its constant and
   * of its degree days.
   *
   * @return kWh; NaN where the temperature of a day is needed and not known
   */
  public double expectedKwh(Baseline baseline, long fromMillis, long toMillis, long items) {
    return baseline.kwhPerDay().doubleValue() * ((toMillis - fromMillis) / DAY_MILLIS)
        + baseline.kwhPerItem().doubleValue() * items
        + (baseline.baseTemperatureC() == null
            ? 0
            : baseline.kwhPerDegreeDay().doubleValue()
                * degreeDays(baseline.baseTemperatureC(), fromMillis, toMillis));
  }

  private double degreeDays(BigDecimal baseC, long fromMillis, long toMillis) {
    double sum = 0;
    long start = fromMillis;
    while (start < toMillis) {
      LocalDate day = ReferenceData.localDay(start);
      long midnight = day.plusDays(1).atStartOfDay(ReferenceData.ZONE).toInstant().toEpochMilli();
      long end = Math.min(toMillis, midnight);
      BigDecimal mean = temperatures.get(day);
      if (mean == null) {
        return Double.NaN;
      }
      sum += Math.max(0, mean.subtract(baseC).doubleValue()) * ((end - start) / DAY_MILLIS);
      start = end;
    }
    return sum;
  }
}
