package hk.innopark.jobs.rollup;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.Billing;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.reference.ReferenceHistory;
import hk.innopark.jobs.rollup.PeriodTotal.Stage;
import hk.innopark.registry.model.Baseline;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Says what an entity's period comes to: its sum, and what is no sum over minutes: peak demand, a
 * month's bill, and what a baseline is compared with.
 */
final class PeriodReporter {
  private final Entity entity;
  private final RollupConfig config;
  private final ReferenceHistory reference;
  private final long untilMillis;
  private final DemandWindows demand;
  private final RunningEnergy energy;

  /**
   * @param untilMillis the arrival time at which bounded input ends; {@link Long#MAX_VALUE} for
   *     live input
   * @param sums where the half hours and minutes of demand are
   */
  PeriodReporter(
      Entity entity,
      RollupConfig config,
      ReferenceHistory reference,
      long untilMillis,
      DemandWindows.Sums sums) {
    this.entity = entity;
    this.config = config;
    this.reference = reference;
    this.untilMillis = untilMillis;
    this.demand = new DemandWindows(sums);
    this.energy = new RunningEnergy(demand);
  }

  /** By the version of the registry in force at a time; there are bills of months alone. */
  Billing billing(long millis) {
    return config.grains().contains(Grain.MONTH)
        ? reference.at(millis).billing(entity)
        : Billing.NONE;
  }

  /** What is known of a minute has changed, and so the windows of demand in which it lies. */
  void change(long minuteMillis, Billing billing) {
    demand.change(minuteMillis, billing);
  }

  /** The same of a period that was revised. */
  void change(Grain grain, long startMillis, Billing billing) {
    if (grain == Grain.HALF_HOUR || grain == Grain.MINUTE) {
      demand.change(startMillis, billing);
    }
  }

  /** An hour is about to be forgotten. */
  void foldHour(long endMillis) {
    demand.fold(endMillis, billing(endMillis - 1));
  }

  /** A month is about to be forgotten. */
  void foldMonth(long startMillis, long endMillis) {
    if (canGetBaseline()) {
      energy.keep(startMillis, endMillis, billing(endMillis - 1));
    }
    demand.forgetMonth(startMillis, endMillis);
  }

  /**
   * Reports a period, where its grain is reported and it has, or had, something to say.
   *
   * @param timestamp the arrival time of now
   */
  void report(
      Grain grain,
      long start,
      PeriodSum sum,
      Stage stage,
      boolean isReclassification,
      long timestamp,
      PeriodBook.Output out) {
    Elements elements = stage == Stage.OPEN ? sum.known() : sum.total();
    PeriodTotal.Said before = sum.said();
    if (!config.grains().contains(grain) || (elements.isZero() && before.subjects() == 0)) {
      return;
    }
    Billing billing = billing(sum.endMillis - 1);
    // bounded input has one time as of which all of it is known
    long asOf = untilMillis == Long.MAX_VALUE ? timestamp : untilMillis;
    PeriodTotal total =
        new PeriodTotal(
            entity,
            grain,
            sum.shift,
            start,
            sum.endMillis,
            asOf,
            Math.max(1, sum.revision),
            stage,
            stage == Stage.OPEN ? elements.pack() : sum.packedTotal(),
            demand.peakKva(grain, start, sum.endMillis, billing),
            grain == Grain.MONTH ? demand.bill(start, sum.endMillis, billing) : MonthBill.NONE,
            cumulative(grain, start, sum.endMillis, billing),
            isReclassification,
            before);
    sum.say(elements, stage);
    sum.isSettled = stage == Stage.CLOSED && isComplete(elements) && sum.revision == 1;
    out.accept(total, timestamp);
  }

  private static boolean isComplete(Elements elements) {
    return elements.get(Element.VALID_MICRO_INTERVALS)
        == elements.get(Element.EXPECTED_MICRO_INTERVALS);
  }

  /** What a baseline is compared with, of days and months. */
  private Cumulative cumulative(Grain grain, long startMillis, long endMillis, Billing billing) {
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
        : energy.upTo(endMillis, baseline.validFrom(), billing);
  }

  /** Lines and tenants can get a baseline that begins in the past. */
  private boolean canGetBaseline() {
    return entity.level() == Level.LINE || entity.level() == Level.TENANT;
  }

  void write(DataOutputView out) throws IOException {
    demand.write(out);
    energy.write(out);
  }

  void read(DataInputView in) throws IOException {
    demand.read(in);
    energy.read(in);
  }
}
