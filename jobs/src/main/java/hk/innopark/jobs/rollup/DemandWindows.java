package hk.innopark.jobs.rollup;

import hk.innopark.events.Grain;
import hk.innopark.jobs.element.ApparentEnergy;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import org.apache.flink.api.common.state.MapState;

/**
 * The mean apparent power of an entity's half hours, kVA = 2·√(kWh² + kvarh²) of what was taken
 * from the grid, and its peak over longer periods. Half hours are computed from their sums, so a
 * late reading moves the peak down as well as up.
 */
final class DemandWindows {
  private static final long HALF_HOUR_MILLIS = 30 * 60_000L;
  private static final double WINDOWS_AN_HOUR = 2;

  private final MapState<Long, PeriodState> periods;
  private final MapState<Long, Double> settled;

  /**
   * @param settled what half hours came to whose sums are forgotten, by their first millisecond
   */
  DemandWindows(MapState<Long, PeriodState> periods, MapState<Long, Double> settled) {
    this.periods = periods;
    this.settled = settled;
  }

  /**
   * The greatest half hour that lies in a period; NaN where it is shorter than one or holds none.
   */
  double peakKva(long startMillis, long endMillis) throws Exception {
    double peak = Double.NaN;
    long first = -Math.floorDiv(-startMillis, HALF_HOUR_MILLIS) * HALF_HOUR_MILLIS;
    for (long start = first; start + HALF_HOUR_MILLIS <= endMillis; start += HALF_HOUR_MILLIS) {
      double window = windowKva(start);
      if (!Double.isNaN(window)) {
        peak = Double.isNaN(peak) ? window : Math.max(peak, window);
      }
    }
    return peak;
  }

  /** Keeps what a half hour came to that is about to be forgotten; drops the months before. */
  void keep(long key, PeriodState state) throws Exception {
    long start = Period.startOf(key);
    if (Period.grainOf(key) == Grain.HALF_HOUR) {
      settled.put(start, kva(state.total));
    } else if (Period.grainOf(key) == Grain.MONTH) {
      for (long window = start; window < state.endMillis; window += HALF_HOUR_MILLIS) {
        settled.remove(window);
      }
    }
  }

  private double windowKva(long startMillis) throws Exception {
    long key = new Period(Grain.HALF_HOUR, null, startMillis, startMillis + HALF_HOUR_MILLIS).key();
    PeriodState state = periods.get(key);
    if (state != null) {
      return kva(state.isClosed() ? state.total : state.newest());
    }
    Double before = settled.get(startMillis);
    return before == null ? Double.NaN : before;
  }

  private static double kva(byte[] packed) {
    Elements elements = Elements.unpack(packed);
    return WINDOWS_AN_HOUR
        * ApparentEnergy.kvah(
            elements.get(Element.GRID_NANO_KWH) / 1e9,
            elements.get(Element.REACTIVE_NANO_KVARH) / 1e9);
  }
}
