package hk.innopark.jobs.rollup;

import hk.innopark.events.Grain;
import hk.innopark.jobs.element.ApparentEnergy;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.reference.Billing;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.reference.TariffDay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.MapState;

/**
 * The mean apparent power of an entity's half hours, kVA = 2·√(kWh² + kvarh²) of what was taken
 * from the grid, its peak over longer periods, and what a month's bill needs of it. Computed from
 * sums, so a late reading moves a peak down as well as up; kept by day, so a month reads at most 31
 * values.
 */
final class DemandWindows {
  private static final long HALF_HOUR_MILLIS = 30 * 60_000L;
  private static final long DAY_MILLIS = 48 * HALF_HOUR_MILLIS;
  private static final double HALF_HOURS_AN_HOUR = 2;

  private final MapState<Long, PeriodState> periods;
  private final MapState<Long, HalfHour> settled;
  private final MapState<Long, DayDemand> days;

  /** The day that was last looked up: most changes are of one. */
  private long dayMillis = Long.MIN_VALUE;

  /**
   * @param settled what half hours came to whose sums are forgotten, by their first millisecond
   * @param days what local days came to, by their first millisecond; absent where that has changed
   */
  DemandWindows(
      MapState<Long, PeriodState> periods,
      MapState<Long, HalfHour> settled,
      MapState<Long, DayDemand> days) {
    this.periods = periods;
    this.settled = settled;
    this.days = days;
  }

  /**
   * The greatest half hour that lies in a period; NaN where it is shorter than one or holds none.
   */
  double peakKva(Grain grain, long startMillis, long endMillis, Billing billing) throws Exception {
    double peak = Double.NaN;
    if (grain == Grain.DAY || grain == Grain.MONTH) {
      for (long day = startMillis; day < endMillis; day += DAY_MILLIS) {
        peak = DayDemand.greater(peak, day(day, billing).peakKva);
      }
      return peak;
    }
    long first = -Math.floorDiv(-startMillis, HALF_HOUR_MILLIS) * HALF_HOUR_MILLIS;
    for (long start = first; start + HALF_HOUR_MILLIS <= endMillis; start += HALF_HOUR_MILLIS) {
      PeriodState state = periods.get(key(start));
      HalfHour before = state == null ? settled.get(start) : null;
      if (state != null) {
        peak = DayDemand.greater(peak, kva(Elements.unpack(state.known())));
      } else if (before != null) {
        peak = DayDemand.greater(peak, before.kva);
      }
    }
    return peak;
  }

  /** What of a month's bill is not a sum over minutes. */
  MonthBill bill(long startMillis, long endMillis, Billing billing) throws Exception {
    if (!billing.isPresent()) {
      return MonthBill.NONE;
    }
    List<MonthBill.Part> parts = new ArrayList<>();
    for (long day = startMillis; day < endMillis; day += DAY_MILLIS) {
      TariffDay tariff = billing.on(ReferenceData.localDay(day)).orElse(null);
      if (tariff != null) {
        if (parts.isEmpty() || !parts.get(parts.size() - 1).tariff().equals(tariff.tariff())) {
          parts.add(new MonthBill.Part(tariff.tariff()));
        }
        parts.get(parts.size() - 1).add(day(day, billing));
      }
    }
    return MonthBill.of(parts, (int) ((endMillis - startMillis) / DAY_MILLIS));
  }

  /** A half hour, or a minute, has changed: its day and that of the windows it is in do as well. */
  void forget(long startMillis, Billing billing) throws Exception {
    long day = dayOf(startMillis);
    days.remove(day);
    long windowMillis = billing.longestMinuteWindow().toMillis();
    if (windowMillis > 0 && startMillis + HALF_HOUR_MILLIS + windowMillis > day + DAY_MILLIS) {
      days.remove(day + DAY_MILLIS);
    }
  }

  /** Keeps what a half hour came to that is about to be forgotten; drops what is not needed. */
  void keep(long key, PeriodState state, Billing billing) throws Exception {
    long start = Period.startOf(key);
    if (Period.grainOf(key) == Grain.HALF_HOUR) {
      long day = dayOf(start);
      TariffDay tariff = billing.on(ReferenceData.localDay(start)).orElse(null);
      settled.put(start, halfHour(start, state, tariff, minutes(tariff, start, 1)));
      if (start + HALF_HOUR_MILLIS == day + DAY_MILLIS) {
        // a shift may reach back over midnight, not over the midnight before
        fold(day - DAY_MILLIS, billing);
      }
    } else if (Period.grainOf(key) == Grain.MONTH) {
      for (long day = start; day < state.endMillis; day += DAY_MILLIS) {
        days.remove(day);
        dropHalfHours(day);
      }
    }
  }

  static double kva(long gridNanoKwh, long reactiveNanoKvarh, double windowsAnHour) {
    return windowsAnHour * ApparentEnergy.kvah(gridNanoKwh / 1e9, reactiveNanoKvarh / 1e9);
  }

  /** Of a day that cannot change any more, its own figures are enough. */
  private void fold(long dayMillis, Billing billing) throws Exception {
    LocalDate today = ReferenceData.localDay(dayMillis + DAY_MILLIS);
    if (today.getDayOfMonth() != 1) {
      day(dayMillis, billing);
    }
    dropHalfHours(dayMillis);
  }

  private void dropHalfHours(long dayMillis) throws Exception {
    for (long window = dayMillis; window < dayMillis + DAY_MILLIS; window += HALF_HOUR_MILLIS) {
      settled.remove(window);
    }
  }

  /** What a local day came to. */
  DayDemand day(long dayMillis, Billing billing) throws Exception {
    DayDemand known = days.get(dayMillis);
    if (known != null) {
      return known;
    }
    TariffDay tariff = billing.on(ReferenceData.localDay(dayMillis)).orElse(null);
    DayDemand day = new DayDemand();
    if (tariff != null && tariff.hasBlocks()) {
      day.bandNanoKwh = new long[tariff.tariff().energy().size()];
    }
    MinuteWindows minutes = null;
    for (long start = dayMillis; start < dayMillis + DAY_MILLIS; start += HALF_HOUR_MILLIS) {
      PeriodState state = periods.get(key(start));
      HalfHour halfHour = state == null ? settled.get(start) : null;
      if (state != null) {
        if (minutes == null) {
          minutes = minutes(tariff, dayMillis, 48);
        }
        halfHour = halfHour(start, state, tariff, minutes);
      }
      if (halfHour != null) {
        day.add(halfHour);
        if (day.bandNanoKwh.length > 0) {
          day.bandNanoKwh[tariff.band(start)] += halfHour.gridNanoKwh;
        }
      }
    }
    days.put(dayMillis, day);
    return day;
  }

  /** The minutes of the windows that end in so many half hours; null where half hours will do. */
  private MinuteWindows minutes(TariffDay tariff, long startMillis, int halfHours)
      throws Exception {
    return tariff == null || tariff.isHalfHourly()
        ? null
        : new MinuteWindows(
            tariff, periods, startMillis, startMillis + halfHours * HALF_HOUR_MILLIS);
  }

  private static HalfHour halfHour(
      long startMillis, PeriodState state, TariffDay tariff, MinuteWindows minutes) {
    Elements elements = Elements.unpack(state.known());
    HalfHour halfHour = new HalfHour();
    halfHour.gridNanoKwh = elements.get(Element.GRID_NANO_KWH);
    halfHour.activeNanoKwh = RunningEnergy.active(elements);
    halfHour.items = RunningEnergy.items(elements);
    halfHour.kva = kva(elements);
    if (minutes != null) {
      minutes.measure(startMillis, halfHour);
    } else if (tariff != null
        && tariff.isBilled(startMillis)
        && tariff.isBilled(startMillis + HALF_HOUR_MILLIS - 1)) {
      halfHour.billedKva = halfHour.kva;
    } else if (tariff != null) {
      halfHour.outsideKva = halfHour.kva;
    }
    return halfHour;
  }

  private static double kva(Elements elements) {
    return kva(
        elements.get(Element.GRID_NANO_KWH),
        elements.get(Element.REACTIVE_NANO_KVARH),
        HALF_HOURS_AN_HOUR);
  }

  private long dayOf(long millis) {
    if (millis < dayMillis || millis - DAY_MILLIS >= dayMillis) {
      dayMillis =
          ReferenceData.localDay(millis)
              .atStartOfDay(ReferenceData.ZONE)
              .toInstant()
              .toEpochMilli();
    }
    return dayMillis;
  }

  private static long key(long halfHourMillis) {
    return new Period(Grain.HALF_HOUR, null, halfHourMillis, halfHourMillis + HALF_HOUR_MILLIS)
        .key();
  }
}
