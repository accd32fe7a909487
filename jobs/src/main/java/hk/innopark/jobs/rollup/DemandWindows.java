package hk.innopark.jobs.rollup;

import hk.innopark.events.Grain;
import hk.innopark.jobs.element.ApparentEnergy;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.reference.Billing;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.reference.TariffDay;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The mean apparent power of an entity's half hours, kVA = 2·√(kWh² + kvarh²) of what was taken
 * from the grid, its peak over longer periods, and what a month's bill needs of it. Computed from
 * sums, so a late reading moves a peak down as well as up. What a half hour comes to is kept, and
 * computed again only where its sum has changed; days that cannot change are kept as days.
 */
final class DemandWindows {
  static final long HALF_HOUR_MILLIS = 30 * 60_000L;
  static final long DAY_MILLIS = 48 * HALF_HOUR_MILLIS;
  private static final double HALF_HOURS_AN_HOUR = 2;

  /** Where the sums are. */
  interface Sums {
    /**
     * What a period of an hour at most has come to, by the arrival time that is settled; null where
     * there is none. What makes a later revision is not in it, or a peak would be of the future.
     */
    Elements total(Grain grain, long startMillis);
  }

  private final Sums sums;

  /** What half hours came to, by their first millisecond. */
  private final TreeMap<Long, HalfHour> halfHours = new TreeMap<>();

  /** What local days came to; absent where that has changed. */
  private final TreeMap<Long, DayDemand> days = new TreeMap<>();

  /** Half hours whose sum has changed since they were computed. */
  private final TreeSet<Long> changed = new TreeSet<>();

  DemandWindows(Sums sums) {
    this.sums = sums;
  }

  /**
   * The greatest half hour that lies in a period; NaN where it is shorter than one or holds none.
   */
  double peakKva(Grain grain, long startMillis, long endMillis, Billing billing) {
    if (grain == Grain.MINUTE) {
      return Double.NaN;
    }
    double peak = Double.NaN;
    if (grain == Grain.DAY || grain == Grain.MONTH) {
      for (long day = startMillis; day < endMillis; day += DAY_MILLIS) {
        peak = DayDemand.greater(peak, day(day, billing).peakKva);
      }
      return peak;
    }
    refresh(billing);
    long first = -Math.floorDiv(-startMillis, HALF_HOUR_MILLIS) * HALF_HOUR_MILLIS;
    for (long start = first; start + HALF_HOUR_MILLIS <= endMillis; start += HALF_HOUR_MILLIS) {
      HalfHour halfHour = halfHours.get(start);
      if (halfHour != null) {
        peak = DayDemand.greater(peak, halfHour.kva);
      }
    }
    return peak;
  }

  /** What of a month's bill is not a sum over minutes. */
  MonthBill bill(long startMillis, long endMillis, Billing billing) {
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

  /** A half hour, or a minute, has changed: so have the windows in which it lies. */
  void change(long startMillis, Billing billing) {
    long halfHour = Math.floorDiv(startMillis, HALF_HOUR_MILLIS) * HALF_HOUR_MILLIS;
    changed.add(halfHour);
    long after = halfHour + HALF_HOUR_MILLIS;
    long windowMillis = billing.longestMinuteWindow().toMillis();
    changed.addAll(halfHours.subMap(after, after + windowMillis).keySet());
  }

  /**
   * The half hours before a time are about to be forgotten; a day that cannot change is kept as
   * one.
   */
  void fold(long endMillis, Billing billing) {
    refresh(billing);
    if (endMillis == Period.midnight(ReferenceData.localDay(endMillis))) {
      // a shift may reach back over midnight, not over the midnight before
      long before = endMillis - 2 * DAY_MILLIS;
      day(before, billing);
      halfHours.subMap(before, before + DAY_MILLIS).clear();
    }
  }

  /** Forgets the days of a month that is past. */
  void forgetMonth(long startMillis, long endMillis) {
    days.subMap(startMillis, endMillis).clear();
    halfHours.headMap(endMillis).clear();
  }

  /** Whether anything is known of the days of a time. */
  boolean hasData(long startMillis, long endMillis) {
    return !halfHours.subMap(startMillis, endMillis).isEmpty()
        || !days.subMap(startMillis, endMillis).isEmpty()
        || !changed.subSet(startMillis, endMillis).isEmpty();
  }

  static double kva(long gridNanoKwh, long reactiveNanoKvarh, double windowsAnHour) {
    return windowsAnHour * ApparentEnergy.kvah(gridNanoKwh / 1e9, reactiveNanoKvarh / 1e9);
  }

  /** What a local day came to. */
  DayDemand day(long dayMillis, Billing billing) {
    refresh(billing);
    DayDemand known = days.get(dayMillis);
    if (known != null) {
      return known;
    }
    Map<Long, HalfHour> ofDay = halfHours.subMap(dayMillis, dayMillis + DAY_MILLIS);
    DayDemand day = new DayDemand();
    if (ofDay.isEmpty()) {
      // most days of a month that has begun
      return day;
    }
    TariffDay tariff = billing.on(ReferenceData.localDay(dayMillis)).orElse(null);
    if (tariff != null && tariff.hasBlocks()) {
      day.bandNanoKwh = new long[tariff.tariff().energy().size()];
    }
    for (Map.Entry<Long, HalfHour> entry : ofDay.entrySet()) {
      HalfHour halfHour = entry.getValue();
      day.add(halfHour);
      if (day.bandNanoKwh.length > 0) {
        day.bandNanoKwh[tariff.band(entry.getKey())] += halfHour.gridNanoKwh;
      }
    }
    days.put(dayMillis, day);
    return day;
  }

  private void refresh(Billing billing) {
    for (Long start = changed.pollFirst(); start != null; start = changed.pollFirst()) {
      Elements elements = sums.total(Grain.HALF_HOUR, start);
      LocalDate day = ReferenceData.localDay(start);
      days.remove(Period.midnight(day));
      if (elements != null) {
        TariffDay tariff = billing.on(day).orElse(null);
        halfHours.put(start, halfHour(start, elements, tariff));
      }
    }
  }

  private HalfHour halfHour(long startMillis, Elements elements, TariffDay tariff) {
    HalfHour halfHour = new HalfHour();
    halfHour.gridNanoKwh = elements.get(Element.GRID_NANO_KWH);
    halfHour.activeNanoKwh = RunningEnergy.active(elements);
    halfHour.items = RunningEnergy.items(elements);
    halfHour.kva =
        kva(
            elements.get(Element.GRID_NANO_KWH),
            elements.get(Element.REACTIVE_NANO_KVARH),
            HALF_HOURS_AN_HOUR);
    if (tariff != null && !tariff.isHalfHourly()) {
      new MinuteWindows(tariff, sums, startMillis).measure(halfHour);
    } else if (tariff != null
        && tariff.isBilled(startMillis)
        && tariff.isBilled(startMillis + HALF_HOUR_MILLIS - 1)) {
      halfHour.billedKva = halfHour.kva;
    } else if (tariff != null) {
      halfHour.outsideKva = halfHour.kva;
    }
    return halfHour;
  }

  void write(DataOutputView out) throws IOException {
    out.writeInt(halfHours.size());
    for (Map.Entry<Long, HalfHour> entry : halfHours.entrySet()) {
      out.writeLong(entry.getKey());
      entry.getValue().write(out);
    }
    out.writeInt(days.size());
    for (Map.Entry<Long, DayDemand> entry : days.entrySet()) {
      out.writeLong(entry.getKey());
      entry.getValue().write(out);
    }
    out.writeInt(changed.size());
    for (long start : changed) {
      out.writeLong(start);
    }
  }

  void read(DataInputView in) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      halfHours.put(in.readLong(), HalfHour.read(in));
    }
    for (int left = in.readInt(); left > 0; left--) {
      days.put(in.readLong(), DayDemand.read(in));
    }
    for (int left = in.readInt(); left > 0; left--) {
      changed.add(in.readLong());
    }
  }
}
