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
 * @param holidays days on which bands are chosen as on a Sunday
 */
public record Tariff(
    String id,
    String utility,
    LocalDate validFrom,
    String currency,
    List<EnergyBand> energy,
    BigDecimal fuelAdjustmentPerKwh,
    DemandCharge demand,
    String source,
    Set<LocalDate> holidays) {

  /** Without holidays. */
  public Tariff(
      String id,
      String utility,
      LocalDate validFrom,
      String currency,
      List<EnergyBand> energy,
      BigDecimal fuelAdjustmentPerKwh,
      DemandCharge demand,
      String source) {
    this(id, utility, validFrom, currency, energy, fuelAdjustmentPerKwh, demand, source, Set.of());
  }

  /**
   * A rate; the first band that matches day and time applies.
   *
   * @param days empty for every day
   * @param start null for all day
   * @param end exclusive; null for all day; "24:00" is {@link LocalTime#MIDNIGHT}
   * @param perKwh of what is above the last block; without blocks, of everything
   * @param blocks the first parts of a month's energy in this band
   */
  public record EnergyBand(
      String name,
      Set<DayOfWeek> days,
      LocalTime start,
      LocalTime end,
      BigDecimal perKwh,
      List<RateBlock> blocks) {
    /** Without blocks. */
    public EnergyBand(
        String name, Set<DayOfWeek> days, LocalTime start, LocalTime end, BigDecimal perKwh) {
      this(name, days, start, end, perKwh, List.of());
    }
  }

  /**
   * A charge on the month's greatest demand.
   *
   * @param window over which demand is averaged
   * @param perKvaMonth of what is above the last block; without blocks, of everything
   * @param band the energy band in which a window must lie wholly to be billed; null for every one
   * @param outsidePerKvaMonth of what the greatest window that is not in the band exceeds the
   *     billed demand by; zero where that is free, or where there is no band
   * @param blocks the first parts of the billed demand
   */
  public record DemandCharge(
      Duration window,
      Window kind,
      BigDecimal perKvaMonth,
      BigDecimal minimumKva,
      String band,
      BigDecimal outsidePerKvaMonth,
      List<RateBlock> blocks) {
    /** Of every window, without blocks. */
    public DemandCharge(
        Duration window, Window kind, BigDecimal perKvaMonth, BigDecimal minimumKva) {
      this(window, kind, perKvaMonth, minimumKva, null, BigDecimal.ZERO, List.of());
    }

    /** How windows lie. */
    public enum Window {
      FIXED,
      SLIDING
    }
  }
}
