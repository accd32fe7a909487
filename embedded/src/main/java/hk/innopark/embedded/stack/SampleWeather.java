package hk.innopark.embedded.stack;

import hk.innopark.registry.model.DailyTemperature;
import hk.innopark.registry.model.Registry;
import hk.innopark.simulators.plant.Weather;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/**
 * The weather in which the simulated plants stand, as reference data: what baselines need of it.
 */
final class SampleWeather {
  private static final int DAYS_BEFORE = 62;
  private static final int DAYS_AFTER = 400;

  private SampleWeather() {}

  /** Reference data with the temperatures of two months before a day and a year after it. */
  static Registry addedTo(Registry registry, LocalDate day) {
    List<DailyTemperature> temperatures =
        day.minusDays(DAYS_BEFORE)
            .datesUntil(day.plusDays(DAYS_AFTER))
            .map(
                date ->
                    new DailyTemperature(
                        date,
                        BigDecimal.valueOf(Weather.meanDeciC(date), 1),
                        "simulated weather, nobody's measurement"))
            .toList();
    return registry.withTemperatures(temperatures);
  }
}
