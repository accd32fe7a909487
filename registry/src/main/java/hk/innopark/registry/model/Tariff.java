package hk.innopark.registry.model;

import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;

/**
 * What a utility charges from a day on; HK$. A utility's newest tariff whose {@code validFrom} is
 * not after the day applies.
 *
 * @param fuelAdjustmentPerKwh added to each kWh; zero where there is none
 * @param demand null where demand is not charged
 * @param source where the rates are from; must say so where they are samples
 */
public record Tariff(
    String id,
    String utility,
    LocalDate validFrom,
    String currency,
    List<EnergyBand> energy,
    BigDecimal fuelAdjustmentPerKwh,
    DemandCharge demand,
    String source) {

  /**
   * A rate; the first band that matches day and time applies.
   *
   * @param days empty for every day
   * @param start null for all day
   * @param end exclusive; null for all day; "24:00" is {@link LocalTime#MIDNIGHT}
   */
  public record EnergyBand(
      String name, Set<DayOfWeek> days, LocalTime start, LocalTime end, BigDecimal perKwh) {}

  /**
   * A charge on the month's greatest demand.
   *
   * @param window over which demand is averaged
   */
  public record DemandCharge(
      Duration window, Window kind, BigDecimal perKvaMonth, BigDecimal minimumKva) {
    /** How windows lie. */
    public enum Window {
      FIXED,
      SLIDING
    }
  }
}
