package hk.innopark.jobs.rollup;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.Billing;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.reference.ReferenceHistory;
import hk.innopark.jobs.rollup.PeriodTotal.Stage;
import hk.innopark.registry.model.Baseline;

/**
 * Says what a period came to: its elements, and what is no sum of its own minutes, such as a peak,
 * a bill, and the energy since a baseline began.
 */
final class PeriodTotals {
  private final ReferenceHistory reference;
  private final DemandWindows demand;
  private final RunningEnergy running;

  PeriodTotals(ReferenceHistory reference, DemandWindows demand, RunningEnergy running) {
    this.reference = reference;
    this.demand = demand;
    this.running = running;
  }

  /**
   * The total of a period.
   *
   * @param elements packed
   */
  PeriodTotal of(
      Entity entity,
      long key,
      PeriodState state,
      Stage stage,
      byte[] elements,
      long asOfMillis,
      Billing billing)
      throws Exception {
    Grain grain = Period.grainOf(key);
    long start = Period.startOf(key);
    return new PeriodTotal(
        entity,
        grain,
        state.shift,
        start,
        state.endMillis,
        asOfMillis,
        Math.max(1, state.revision),
        stage,
        elements,
        demand.peakKva(grain, start, state.endMillis, billing),
        grain == Grain.MONTH ? demand.bill(start, state.endMillis, billing) : MonthBill.NONE,
        cumulative(entity, grain, start, state.endMillis, billing));
  }

  /** A minute, or what begins there, has changed: totals are formed anew from it. */
  void changed(long startMillis, Billing billing) throws Exception {
    demand.forget(startMillis, billing);
  }

  /** Keeps of a period that is about to be forgotten what other totals need of it. */
  void keep(Entity entity, long key, PeriodState state, Billing billing) throws Exception {
    if (canGetBaseline(entity)) {
      running.keep(key, state, billing);
    }
    demand.keep(key, state, billing);
  }

  /** What a baseline is compared with, of days and months. */
  private Cumulative cumulative(
      Entity entity, Grain grain, long startMillis, long endMillis, Billing billing)
      throws Exception {
    if (grain != Grain.DAY && grain != Grain.MONTH) {
      return Cumulative.NONE;
    }
    Baseline baseline =
        reference
            .at(startMillis)
            .baselines()
            .on(entity, ReferenceData.localDay(startMillis))
            .orElse(null);
    return baseline == null
        ? Cumulative.NONE
        : running.upTo(endMillis, baseline.validFrom(), billing);
  }

  /** Lines and tenants can get a baseline that begins in the past. */
  private static boolean canGetBaseline(Entity entity) {
    return entity.level() == Level.LINE || entity.level() == Level.TENANT;
  }
}
