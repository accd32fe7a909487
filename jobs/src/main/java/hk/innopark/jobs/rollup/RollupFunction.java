package hk.innopark.jobs.rollup;

import hk.innopark.events.Grain;
import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.Billing;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.reference.ReferenceHistory;
import hk.innopark.jobs.rollup.PeriodTotal.Stage;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Sums the element deltas of one entity into its periods. A period is reported while it is open,
 * when it closes (its end and a grace later, by arrival time), and again for every later arrival
 * minute that changes it.
 */
public final class RollupFunction extends KeyedProcessFunction<String, ElementDelta, PeriodTotal> {
  private static final long serialVersionUID = 1L;
  private static final long MINUTE_MILLIS = 60_000L;
  private static final long HALF_HOUR_MILLIS = 30 * MINUTE_MILLIS;

  private final ReferenceData.Source references;
  private final Set<Grain> reported;
  private final Grain[] kept;
  private final boolean keepsMinutes;

  /** Whether there are months, of which alone there are bills. */
  private final boolean billed;

  private final long graceMillis;
  private final long horizonMillis;
  private final long untilMillis;

  private transient ReferenceHistory reference;
  private transient ValueState<Entity> entity;
  private transient MapState<Long, PeriodState> periods;
  private transient MapState<Long, Boolean> changed;
  private transient DuePeriods due;
  private transient PeriodTotals totals;

  /**
   * @param untilMillis the arrival time at which bounded input ends: what has not ended by then
   *     stays open; {@link Long#MAX_VALUE} for live input
   */
  public RollupFunction(ReferenceData.Source references, RollupConfig config, long untilMillis) {
    this.references = references;
    this.reported = config.grains();
    this.kept = kept(config.grains());
    this.keepsMinutes = reported.contains(Grain.MINUTE);
    this.billed = reported.contains(Grain.MONTH);
    this.graceMillis = config.grace().toMillis();
    this.horizonMillis = config.latenessHorizon().toMillis();
    this.untilMillis = untilMillis;
  }

  @Override
  public void open(OpenContext context) {
    reference = references.open();
    entity =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>("entity", TypeInformation.of(Entity.class)));
    periods =
        getRuntimeContext()
            .getMapState(
                new MapStateDescriptor<>(
                    "periods", Types.LONG, TypeInformation.of(PeriodState.class)));
    due =
        new DuePeriods(
            getRuntimeContext()
                .getMapState(
                    new MapStateDescriptor<>("due", Types.LONG, TypeInformation.of(long[].class))));
    changed =
        getRuntimeContext()
            .getMapState(new MapStateDescriptor<>("changed", Types.LONG, Types.BOOLEAN));
    DemandWindows demand =
        new DemandWindows(
            periods,
            getRuntimeContext()
                .getMapState(
                    new MapStateDescriptor<>(
                        "half-hours", Types.LONG, TypeInformation.of(HalfHour.class))),
            getRuntimeContext()
                .getMapState(
                    new MapStateDescriptor<>(
                        "day-demand", Types.LONG, TypeInformation.of(DayDemand.class))));
    RunningEnergy running =
        new RunningEnergy(
            periods,
            getRuntimeContext()
                .getMapState(
                    new MapStateDescriptor<>(
                        "month-energy", Types.LONG, TypeInformation.of(long[].class))),
            demand);
    totals = new PeriodTotals(reference, demand, running);
  }

  @Override
  public void processElement(ElementDelta delta, Context context, Collector<PeriodTotal> out)
      throws Exception {
    reference.refresh();
    if (entity.value() == null) {
      entity.update(delta.entity());
    }
    for (Grain grain : kept) {
      Period period =
          Period.around(delta.minuteMillis(), grain, delta.entity(), reference).orElse(null);
      if (period != null) {
        add(period, delta, context);
      }
    }
    Billing billing = billing(delta.entity(), delta.minuteMillis());
    if (!keepsMinutes && !billing.longestMinuteWindow().isZero()) {
      add(
          Period.around(delta.minuteMillis(), Grain.MINUTE, delta.entity(), reference)
              .orElseThrow(),
          delta,
          context);
    }
    totals.changed(delta.minuteMillis(), billing);
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext context, Collector<PeriodTotal> out)
      throws Exception {
    for (long key : due.take(timestamp)) {
      settle(key, timestamp, out);
    }
    reportChanged(timestamp, out);
  }

  @Override
  public void close() {
    if (reference != null) {
      reference.close();
    }
  }

  private void add(Period period, ElementDelta delta, Context context) throws Exception {
    long key = period.key();
    long closesAt = period.endMillis() + graceMillis;
    PeriodState state = periods.get(key);
    if (state == null) {
      state = new PeriodState();
      state.endMillis = period.endMillis();
      state.shift = period.shift();
      due.schedule(closesAt, key, context.timerService());
      due.schedule(closesAt + horizonMillis, key, context.timerService());
      due.schedule(forgottenAt(period.grain(), period.endMillis()), key, context.timerService());
    }
    if (delta.slotMillis() < closesAt && !state.isClosed()) {
      state.add(delta.elements());
    } else {
      long slot = Math.max(delta.slotMillis(), closesAt);
      state.addLater(slot, delta.elements());
      due.schedule(slot + MINUTE_MILLIS, key, context.timerService());
    }
    periods.put(key, state);
    if (!state.isClosed() && !changed.contains(key)) {
      changed.put(key, true);
      context.timerService().registerEventTimeTimer(reportAt(period.grain(), context.timestamp()));
    }
  }

  /** Closes, revises or forgets a period, as is due. */
  private void settle(long key, long timestamp, Collector<PeriodTotal> out) throws Exception {
    PeriodState state = periods.get(key);
    if (state == null || state.endMillis > untilMillis) {
      return;
    }
    Grain grain = Period.grainOf(key);
    Billing billing = billing(entity.value(), state.endMillis - 1);
    if (grain == Grain.HALF_HOUR || grain == Grain.MINUTE) {
      totals.changed(Period.startOf(key), billing);
    }
    boolean wasClosed = state.isClosed();
    if (!wasClosed && state.total.length > 0) {
      state.revision = 1;
      report(key, state, Stage.CLOSED, timestamp, out);
    }
    while (state.laterSlots.length > 0 && state.laterSlots[0] + MINUTE_MILLIS <= timestamp) {
      if (state.mergeOldest()) {
        state.revision++;
        report(key, state, Stage.CLOSED, timestamp, out);
      }
    }
    changed.remove(key);
    if (timestamp == state.endMillis + graceMillis + horizonMillis
        && timestamp <= untilMillis
        && wasClosed) {
      report(key, state, Stage.EXPIRED, timestamp, out);
    }
    if (timestamp >= forgottenAt(grain, state.endMillis) && state.laterSlots.length == 0) {
      totals.keep(entity.value(), key, state, billing);
      periods.remove(key);
    } else {
      periods.put(key, state);
    }
  }

  /**
   * Twice the horizon: a reading as old as the horizon may replace an estimate that reaches as far
   * back again. Minutes stay until the half hours are settled whose windows they are in.
   */
  private long forgottenAt(Grain grain, long endMillis) throws Exception {
    long windowMillis =
        grain == Grain.MINUTE
            ? billing(entity.value(), endMillis - 1).longestMinuteWindow().toMillis()
            : 0;
    return endMillis
        + graceMillis
        + 2 * horizonMillis
        + (windowMillis == 0 ? 0 : windowMillis + HALF_HOUR_MILLIS);
  }

  /** By the version of the registry in force at a time. */
  private Billing billing(Entity of, long millis) {
    return billed ? reference.at(millis).billing(of) : Billing.NONE;
  }

  /** Reports the open periods that changed and whose grain is due. */
  private void reportChanged(long timestamp, Collector<PeriodTotal> out) throws Exception {
    List<Long> keys = new ArrayList<>();
    changed.keys().forEach(keys::add);
    for (long key : keys) {
      if (timestamp >= reportAt(Period.grainOf(key), timestamp)) {
        PeriodState state = periods.get(key);
        if (state != null && !state.isClosed()) {
          report(key, state, Stage.OPEN, timestamp, out);
        }
        changed.remove(key);
      }
    }
  }

  /** The next time at which open periods of a grain are reported; bounded input has but one. */
  private long reportAt(Grain grain, long millis) {
    if (untilMillis != Long.MAX_VALUE) {
      return untilMillis + 1;
    }
    long interval =
        switch (grain) {
          case MINUTE -> 1_000L;
          case HALF_HOUR, HOUR -> 5_000L;
          case SHIFT, DAY, MONTH -> 10_000L;
        };
    return (millis / interval + 1) * interval - 1;
  }

  private void report(
      long key, PeriodState state, Stage stage, long timestamp, Collector<PeriodTotal> out)
      throws Exception {
    Grain grain = Period.grainOf(key);
    Billing billing = billing(entity.value(), state.endMillis - 1);
    byte[] elements = stage == Stage.OPEN ? state.newest() : state.total;
    if (!reported.contains(grain) || elements.length == 0) {
      return;
    }
    // bounded input has one time as of which all of it is known
    long asOf = untilMillis == Long.MAX_VALUE ? timestamp : untilMillis;
    out.collect(totals.of(entity.value(), key, state, stage, elements, asOf, billing));
  }

  /** What is reported, and the half hours on which the demand of longer periods rests. */
  private static Grain[] kept(Set<Grain> reported) {
    Set<Grain> kept = EnumSet.of(Grain.HALF_HOUR);
    kept.addAll(reported);
    return kept.toArray(Grain[]::new);
  }
}
