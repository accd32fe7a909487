package hk.innopark.jobs.rollup;

import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.reference.Billing;
import hk.innopark.jobs.reference.ReferenceData;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Energy and output since a day, as the months before and the days of this one: sums, so the order
 * in which they became known does not matter. A month that is past costs three numbers for ever.
 */
final class RunningEnergy {
  private static final long DAY_MILLIS = 24 * 3_600_000L;

  /** What months came to that are past: energy, output, the first day with data. */
  private final TreeMap<Long, long[]> months = new TreeMap<>();

  private final DemandWindows demand;

  RunningEnergy(DemandWindows demand) {
    this.demand = demand;
  }

  /**
   * What was taken and made in [since, end).
   *
   * @param since the first of a month
   */
  Cumulative upTo(long endMillis, LocalDate since, Billing billing) {
    LocalDate last = ReferenceData.localDay(endMillis - 1);
    long active = 0;
    long items = 0;
    long first = Long.MAX_VALUE;
    for (LocalDate month = since; !month.isAfter(last); month = month.plusMonths(1)) {
      boolean isLast = month.plusMonths(1).isAfter(last);
      long[] sum =
          isLast
              ? days(Period.midnight(month), endMillis, billing)
              : month(Period.midnight(month), Period.midnight(month.plusMonths(1)), billing);
      active = Saturated.sum(active, sum[0]);
      items = Saturated.sum(items, sum[1]);
      first = Math.min(first, sum[2]);
    }
    return new Cumulative(first, active, items);
  }

  /** Keeps what a month came to that is about to be forgotten. */
  void keep(long startMillis, long endMillis, Billing billing) {
    months.put(startMillis, days(startMillis, endMillis, billing));
  }

  static long active(Elements elements) {
    return elements.get(Element.GRID_NANO_KWH)
        + elements.get(Element.PV_NANO_KWH)
        - elements.get(Element.EXPORT_NANO_KWH);
  }

  static long items(Elements elements) {
    return elements.get(Element.GOOD_ITEMS) + elements.get(Element.SCRAP_ITEMS);
  }

  private long[] month(long startMillis, long endMillis, Billing billing) {
    long[] settled = months.get(startMillis);
    if (settled != null) {
      return settled;
    }
    return demand.hasData(startMillis, endMillis)
        ? days(startMillis, endMillis, billing)
        : new long[] {0, 0, Long.MAX_VALUE};
  }

  private long[] days(long startMillis, long endMillis, Billing billing) {
    long[] sum = {0, 0, Long.MAX_VALUE};
    for (long day = startMillis; day < endMillis; day += DAY_MILLIS) {
      DayDemand of = demand.day(day, billing);
      sum[0] = Saturated.sum(sum[0], of.activeNanoKwh);
      sum[1] = Saturated.sum(sum[1], of.items);
      if (of.activeNanoKwh != 0 || of.items != 0) {
        sum[2] = Math.min(sum[2], day);
      }
    }
    return sum;
  }

  void write(DataOutputView out) throws IOException {
    out.writeInt(months.size());
    for (Map.Entry<Long, long[]> month : months.entrySet()) {
      out.writeLong(month.getKey());
      for (long value : month.getValue()) {
        out.writeLong(value);
      }
    }
  }

  void read(DataInputView in) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      months.put(in.readLong(), new long[] {in.readLong(), in.readLong(), in.readLong()});
    }
  }
}
