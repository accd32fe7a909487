package hk.innopark.registry.lookup;

import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tariff;
import hk.innopark.registry.model.Tariff.EnergyBand;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;

/** Which tariff applies. */
public final class Tariffs {
  private Tariffs() {}

  /** The utility's newest tariff whose first day is not after the local day. */
  public static Optional<Tariff> applicable(Registry registry, String utility, LocalDate day) {
    Tariff newest = null;
    for (Tariff tariff : registry.tariffs()) {
      if (tariff.utility().equals(utility)
          && !tariff.validFrom().isAfter(day)
          && (newest == null || tariff.validFrom().isAfter(newest.validFrom()))) {
        newest = tariff;
      }
    }
    return Optional.ofNullable(newest);
  }

  /** The first band that holds the local minute; a holiday is a Sunday. */
  public static EnergyBand band(Tariff tariff, LocalDate day, LocalTime time) {
    DayOfWeek weekday = tariff.holidays().contains(day) ? DayOfWeek.SUNDAY : day.getDayOfWeek();
    for (EnergyBand band : tariff.energy()) {
      if (holds(band, weekday, time)) {
        return band;
      }
    }
    throw new IllegalArgumentException(
        "tariff " + tariff.id() + ": no band at " + day + " " + time);
  }

  private static boolean holds(EnergyBand band, DayOfWeek weekday, LocalTime time) {
    if (!band.days().isEmpty() && !band.days().contains(weekday)) {
      return false;
    }
    if (band.start() == null) {
      return true;
    }
    boolean untilMidnight = band.end().equals(LocalTime.MIDNIGHT);
    return !time.isBefore(band.start()) && (untilMidnight || time.isBefore(band.end()));
  }
}
