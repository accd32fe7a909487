package hk.innopark.registry;

import hk.innopark.registry.model.RateBlock;
import hk.innopark.registry.model.Tariff;
import hk.innopark.registry.model.Tariff.DemandCharge;
import hk.innopark.registry.model.Tariff.DemandCharge.Window;
import hk.innopark.registry.model.Tariff.EnergyBand;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads tariffs. */
final class TariffReader {
  private static final Map<String, String> CURRENCIES =
      Choices.of(new String[] {"HKD"}, currency -> currency);
  private static final Duration DAY = Duration.ofDays(1);
  private static final int HALF_HOUR = 30;

  private final Distinct ids = new Distinct();
  private final Distinct firstDays = new Distinct();

  Tariff read(Entry entry) {
    record FirstDay(String utility, LocalDate validFrom) {}
    Mapping tariff = entry.mapping();
    Entry idEntry = tariff.required("id");
    String id = idEntry.id();
    ids.add(id, "tariff \"" + id + '"', idEntry);
    String utility = tariff.required("utility").id();
    Entry validFromEntry = tariff.required("valid_from");
    LocalDate validFrom = validFromEntry.date();
    if (utility != null && validFrom != null) {
      firstDays.add(
          new FirstDay(utility, validFrom),
          "a tariff of " + utility + " from " + validFrom,
          validFromEntry);
    }
    String currency = tariff.required("currency").choice(CURRENCIES);
    List<EnergyBand> bands = bands(tariff.required("energy"));
    BigDecimal fuelAdjustment = tariff.optional("fuel_adjustment_per_kwh").decimal();
    DemandCharge demand = demand(tariff.optional("demand"), bands);
    Set<LocalDate> holidays = CalendarReader.holidays(tariff.optional("holidays"));
    String source = tariff.required("source").text();
    tariff.end();
    return new Tariff(
        id,
        utility,
        validFrom,
        currency,
        bands,
        fuelAdjustment == null ? BigDecimal.ZERO : fuelAdjustment,
        demand,
        source,
        holidays);
  }

  private static List<EnergyBand> bands(Entry entry) {
    List<Entry> items = entry.itemsAtLeastOne();
    List<EnergyBand> bands = new ArrayList<>();
    for (Entry item : items) {
      EnergyBand band = band(item);
      if (band == null) {
        return List.of();
      }
      bands.add(band);
      boolean isLast = bands.size() == items.size();
      if (isLast && !coversEverything(band)) {
        item.refuse("does not cover every time: the last band has no days, start or end");
      } else if (!isLast && coversEverything(band)) {
        item.refuse("covers every time, so no later band ever applies");
      }
    }
    if (bands.stream().anyMatch(band -> !band.blocks().isEmpty())
        && bands.stream().anyMatch(band -> !isOnTheHalfHour(band))) {
      entry.refuse("has blocks, and a band that does not start and end on the half hour");
    }
    return List.copyOf(bands);
  }

  /** A month's energy in a band is the sum of its half hours. */
  private static boolean isOnTheHalfHour(EnergyBand band) {
    return band.start() == null
        || (band.start().getMinute() % HALF_HOUR == 0 && band.end().getMinute() % HALF_HOUR == 0);
  }

  private static boolean coversEverything(EnergyBand band) {
    return band.days().isEmpty() && band.start() == null;
  }

  /** Null where its times are refused. */
  private static EnergyBand band(Entry entry) {
    Mapping band = entry.mapping();
    String name = band.required("name").id();
    Entry daysEntry = band.optional("days");
    Set<DayOfWeek> days = CalendarReader.days(daysEntry);
    Entry startEntry = band.optional("start");
    Entry endEntry = band.optional("end");
    Integer start = startEntry.minuteOfDay();
    Integer end = endEntry.minuteOfDay();
    BigDecimal perKwh = band.required("per_kwh").notNegative();
    List<RateBlock> blocks = RateBlocks.read(band.optional("blocks"), "up_to_kwh", "per_kwh");
    band.end();
    if (startEntry.isAbsent() != endEntry.isAbsent()) {
      band.refuse("has a start or an end, but not both");
      return null;
    }
    if (startEntry.isAbsent()) {
      return new EnergyBand(name, days, null, null, perKwh, blocks);
    }
    if (start == null || end == null) {
      return null;
    }
    if (end <= start) {
      band.refuse("does not end after its start; a band over midnight is two bands");
      return null;
    }
    if (end - start == Times.MINUTES_PER_DAY) {
      return new EnergyBand(name, days, null, null, perKwh, blocks);
    }
    LocalTime startTime = Times.localTime(start);
    return new EnergyBand(name, days, startTime, Times.localTime(end), perKwh, blocks);
  }

  private static DemandCharge demand(Entry entry, List<EnergyBand> bands) {
    if (entry.isAbsent()) {
      return null;
    }
    Mapping demand = entry.mapping();
    Entry windowEntry = demand.required("window");
    Duration window = windowEntry.duration();
    if (window != null
        && (window.compareTo(DAY) > 0
            || !window.equals(Duration.ofMinutes(window.toMinutes()))
            || !DAY.equals(window.multipliedBy(DAY.dividedBy(window))))) {
      windowEntry.refuse("does not divide a day into whole minutes");
    }
    Boolean sliding = demand.optional("sliding").yesOrNo();
    BigDecimal perKvaMonth = demand.required("per_kva_month").notNegative();
    BigDecimal minimumKva = demand.optional("minimum_kva").notNegative();
    Entry bandEntry = demand.optional("band");
    String band = bandEntry.id();
    if (band != null && bands.stream().noneMatch(other -> band.equals(other.name()))) {
      bandEntry.refuse("no energy band \"" + band + '"');
    }
    Entry outsideEntry = demand.optional("outside_per_kva_month");
    BigDecimal outside = outsideEntry.notNegative();
    if (!outsideEntry.isAbsent() && bandEntry.isAbsent()) {
      outsideEntry.refuse("nothing is outside where no band is named");
    }
    List<RateBlock> blocks =
        RateBlocks.read(demand.optional("blocks"), "up_to_kva", "per_kva_month");
    demand.end();
    return new DemandCharge(
        window,
        Boolean.TRUE.equals(sliding) ? Window.SLIDING : Window.FIXED,
        perKvaMonth,
        minimumKva == null ? BigDecimal.ZERO : minimumKva,
        band,
        outside == null ? BigDecimal.ZERO : outside,
        blocks);
  }
}
