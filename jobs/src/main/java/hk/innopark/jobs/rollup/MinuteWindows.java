package hk.innopark.jobs.rollup;

import hk.innopark.events.Grain;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.reference.TariffDay;
import hk.innopark.registry.model.Tariff.DemandCharge;

/** Demand over windows that are no half hours: sums over minutes, kept as sums up to each. */
final class MinuteWindows {
  private static final long MINUTE_MILLIS = 60_000L;
  private static final int MINUTES_A_HALF_HOUR = 30;
  private static final double MINUTES_AN_HOUR = 60;

  private final TariffDay tariff;
  private final int length;
  private final boolean slides;
  private final long firstMillis;
  private final long[] gridUpTo;
  private final long[] reactiveUpTo;

  /** Reads the minutes of windows that end in a half hour. */
  MinuteWindows(TariffDay tariff, DemandWindows.Sums sums, long halfHourMillis) {
    DemandCharge demand = tariff.tariff().demand();
    this.tariff = tariff;
    this.length = (int) demand.window().toMinutes();
    this.slides = demand.kind() == DemandCharge.Window.SLIDING;
    int before = length - 1;
    this.firstMillis = halfHourMillis - before * MINUTE_MILLIS;
    int minutes = before + MINUTES_A_HALF_HOUR;
    this.gridUpTo = new long[minutes + 1];
    this.reactiveUpTo = new long[minutes + 1];
    for (int minute = 0; minute < minutes; minute++) {
      Elements elements = sums.total(Grain.MINUTE, firstMillis + minute * MINUTE_MILLIS);
      long grid = elements == null ? 0 : elements.get(Element.GRID_NANO_KWH);
      long reactive = elements == null ? 0 : elements.get(Element.REACTIVE_NANO_KVARH);
      gridUpTo[minute + 1] = gridUpTo[minute] + grid;
      reactiveUpTo[minute + 1] = reactiveUpTo[minute] + reactive;
    }
  }

  /** The greatest of the windows, billed and not. */
  void measure(HalfHour into) {
    for (int start = 0; start < MINUTES_A_HALF_HOUR; start++) {
      int end = start + length;
      long startMillis = firstMillis + start * MINUTE_MILLIS;
      if (!slides && !isFixedStart(startMillis)) {
        continue;
      }
      double kva =
          DemandWindows.kva(
              gridUpTo[end] - gridUpTo[start],
              reactiveUpTo[end] - reactiveUpTo[start],
              MINUTES_AN_HOUR / length);
      if (tariff.isBilled(startMillis)
          && tariff.isBilled(firstMillis + (end - 1) * MINUTE_MILLIS)) {
        into.billedKva = DayDemand.greater(into.billedKva, kva);
      } else {
        into.outsideKva = DayDemand.greater(into.outsideKva, kva);
      }
    }
  }

  /** Fixed windows divide the local day. */
  private boolean isFixedStart(long startMillis) {
    return Math.floorMod(startMillis - tariff.midnightMillis(), length * MINUTE_MILLIS) == 0;
  }
}
