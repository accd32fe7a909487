package hk.innopark.jobs.alert;

import hk.innopark.events.Alert;
import hk.innopark.events.AlertKind;
import hk.innopark.jobs.element.ApparentEnergy;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.registry.lookup.AlertLimits;
import java.time.Duration;
import org.apache.flink.util.Collector;

/**
 * The alert of a tenant: its running half hour heads for more than the month's greatest. Where it
 * heads is its mean apparent power so far. A month's peak counts when {@link #WINDOWS_LEARNED} half
 * hours of the month are known, since before that every half hour is a new peak.
 */
public final class DemandAlertFunction extends AlertFunction<LineMinute> {
  /** A day of half hours. */
  static final int WINDOWS_LEARNED = 48;

  private static final long serialVersionUID = 1L;
  private static final int WINDOW_MINUTES = 30;
  private static final long WINDOW_MILLIS = WINDOW_MINUTES * MINUTE_MILLIS;
  private static final double NANO = 1e-9;
  private static final int GRID = 0;
  private static final int REACTIVE = 1;

  private static final String WINDOW = "window";
  private static final String WINDOW_GRID = "grid";
  private static final String WINDOW_REACTIVE = "reactive";
  private static final String MONTH = "month";
  private static final String PEAK_BITS = "peak";
  private static final String WINDOWS = "windows";

  public DemandAlertFunction(ReferenceData.Source references, long untilMillis) {
    super(references, untilMillis);
  }

  @Override
  Entity entityOf(LineMinute minute) {
    return minute.tenant();
  }

  @Override
  String nameOf(LineMinute minute) {
    return minute.tenant().key();
  }

  @Override
  long heardAt(LineMinute minute, Context context) {
    return context.timestamp();
  }

  @Override
  void absorb(LineMinute minute, AlertState state, Context context, Collector<Alert> out) {
    // a line's minute is settled at the tenant's own time at the latest, so none is late
    long[] sums = open(minute.minuteMillis(), minute.minuteMillis(), 2, state, context);
    if (sums != null) {
      sums[GRID] += minute.gridNanoKwh();
      sums[REACTIVE] += minute.reactiveNanoKvarh();
    }
  }

  @Override
  void judge(
      long minuteMillis, long[] sums, AlertState state, Context context, Collector<Alert> out) {
    long window = Math.floorDiv(minuteMillis, WINDOW_MILLIS) * WINDOW_MILLIS;
    if (state.number(WINDOW, Long.MIN_VALUE) != window) {
      begin(window, state);
    }
    state.numbers.merge(WINDOW_GRID, sums[GRID], Long::sum);
    state.numbers.merge(WINDOW_REACTIVE, sums[REACTIVE], Long::sum);
    long end = minuteMillis + MINUTE_MILLIS;
    double soFar = windowKva(state);
    double heading = soFar * WINDOW_MILLIS / (double) (end - window);

    AlertLimits limits = rules(minuteMillis, state).limits(AlertKind.DEMAND_PEAK);
    double peak = peak(state);
    Verdict verdict = Verdict.GOOD;
    if (limits.enabled() && state.number(WINDOWS, 0) >= WINDOWS_LEARNED) {
      boolean tellsEnough = end - window >= limits.lasting().toMillis();
      verdict = tellsEnough ? verdict(heading, peak, limits) : Verdict.UNKNOWN;
      if (soFar > peak * limits.raise()) {
        verdict = Verdict.BAD;
      }
    }
    AlertMemory memory = state.alert(name(AlertKind.DEMAND_PEAK, null));
    AlertMemory.Change change =
        memory.tell(verdict, MINUTE_MILLIS, end, Duration.ZERO, limits.clearFor());
    if (change == AlertMemory.Change.RAISED) {
      memory.passed(peak * limits.raise());
      memory.beganAt(window);
    }
    report(AlertKind.DEMAND_PEAK, null, memory, change, end, heading, state, out);
  }

  private static Verdict verdict(double heading, double peak, AlertLimits limits) {
    if (heading > peak * limits.raise()) {
      return Verdict.BAD;
    }
    return heading < peak * limits.clear() ? Verdict.GOOD : Verdict.BETWEEN;
  }

  private static void begin(long window, AlertState state) {
    if (state.numbers.containsKey(WINDOW)) {
      double peak = Math.max(peak(state), windowKva(state));
      state.numbers.put(PEAK_BITS, Double.doubleToLongBits(peak));
      state.numbers.merge(WINDOWS, 1L, Long::sum);
    }
    long month = ReferenceData.localDay(window).withDayOfMonth(1).toEpochDay();
    if (state.number(MONTH, Long.MIN_VALUE) != month) {
      state.numbers.put(MONTH, month);
      state.numbers.put(PEAK_BITS, 0L);
      state.numbers.put(WINDOWS, 0L);
    }
    state.numbers.put(WINDOW, window);
    state.numbers.put(WINDOW_GRID, 0L);
    state.numbers.put(WINDOW_REACTIVE, 0L);
  }

  private static double peak(AlertState state) {
    return Double.longBitsToDouble(state.number(PEAK_BITS, 0));
  }

  /** The mean of the half hour, had it ended now. */
  private static double windowKva(AlertState state) {
    double kvah =
        ApparentEnergy.kvah(
            state.number(WINDOW_GRID, 0) * NANO, state.number(WINDOW_REACTIVE, 0) * NANO);
    return kvah * 60 / WINDOW_MINUTES;
  }
}
