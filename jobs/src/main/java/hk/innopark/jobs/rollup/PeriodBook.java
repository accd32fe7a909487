package hk.innopark.jobs.rollup;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.Billing;
import hk.innopark.jobs.reference.ReferenceHistory;
import hk.innopark.jobs.rollup.PeriodTotal.Stage;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The periods of one entity: sums what comes, reports a period while it is open, when it closes
 * (its end and a grace later, by arrival time), and again for every later arrival minute that
 * changes it. Which arrival minute a change belongs to comes with it, so neither the order nor the
 * moment of processing decides anything.
 */
public final class PeriodBook {
  /** Takes what is to be said of a period. */
  @FunctionalInterface
  public interface Output {
    void accept(PeriodTotal total, long knownAtMillis);
  }

  private static final long MINUTE_MILLIS = 60_000L;

  private final Entity entity;
  private final RollupConfig config;
  private final ReferenceHistory reference;
  private final Grain[] kept;
  private final boolean keepsMinutes;
  private final long untilMillis;
  private final long graceMillis;
  private final long horizonMillis;
  private final RunningHalfHour running = new RunningHalfHour();

  private final DueQueue due = new DueQueue();
  private final PeriodSums sums;
  private final ReportQueue reports;
  private final PeriodReporter reporter;
  private long nowMillis;
  private int overflows;

  /**
   * @param untilMillis the arrival time at which bounded input ends: what has not ended by then
   *     stays open; {@link Long#MAX_VALUE} for live input
   * @param store where blocks of hours are that are not in memory
   */
  public PeriodBook(
      Entity entity,
      RollupConfig config,
      ReferenceHistory reference,
      long untilMillis,
      HourBlocks.Store store) {
    this.entity = entity;
    this.config = config;
    this.reference = reference;
    this.untilMillis = untilMillis;
    this.sums = new PeriodSums(entity, reference, store, this::opened);
    this.reports = new ReportQueue(entity.level(), untilMillis);
    this.reporter = new PeriodReporter(entity, config, reference, untilMillis, sums::total);
    this.graceMillis = config.grace().toMillis();
    this.horizonMillis = config.latenessHorizon().toMillis();
    Set<Grain> grains = EnumSet.of(Grain.HALF_HOUR);
    grains.addAll(config.grains());
    if (config.keepsMinutes() && entity.level() == Level.MACHINE) {
      grains.add(Grain.MINUTE);
    }
    this.kept = grains.toArray(Grain[]::new);
    this.keepsMinutes = grains.contains(Grain.MINUTE);
  }

  /**
   * Adds what became known of a minute in an arrival minute.
   *
   * @param nowMillis the arrival time of now, from which on an open period waits to be reported; as
   *     long as none is known, it waits from the arrival minute on
   */
  public void add(long minuteMillis, long slotMillis, long nowMillis, Elements delta) {
    this.nowMillis = Math.max(nowMillis, slotMillis);
    if (running.takes(minuteMillis, slotMillis, delta, reference.known())) {
      if (keepsMinutes) {
        add(Grain.MINUTE, minuteMillis, slotMillis, delta);
      }
      running.add(delta);
      return;
    }
    running.end();
    Billing billing = reporter.billing(minuteMillis);
    for (Grain grain : kept) {
      add(grain, minuteMillis, slotMillis, delta);
    }
    if (!keepsMinutes && !billing.longestMinuteWindow().isZero()) {
      add(Grain.MINUTE, minuteMillis, slotMillis, delta);
    }
    reporter.change(minuteMillis, billing);
    if (billing.longestMinuteWindow().isZero()) {
      run(minuteMillis, slotMillis);
    }
  }

  /** From now on what comes for this half hour is added up once for all longer periods. */
  private void run(long minuteMillis, long slotMillis) {
    long start =
        Math.floorDiv(minuteMillis, DemandWindows.HALF_HOUR_MILLIS)
            * DemandWindows.HALF_HOUR_MILLIS;
    long end = start + DemandWindows.HALF_HOUR_MILLIS;
    if (!reference.isOneVersion(start, end)) {
      return;
    }
    running.begin(start, end, reference.known());
    for (Grain grain : kept) {
      Period period = sums.last(grain);
      boolean isAround =
          period != null
              && minuteMillis >= period.startMillis()
              && minuteMillis < period.endMillis();
      if (grain == Grain.MINUTE || (grain == Grain.SHIFT && !hasShifts())) {
        continue;
      }
      if (!isAround
          || slotMillis >= period.endMillis() + graceMillis
          || !running.include(
              period, sums.lastSum(grain), period.endMillis() + graceMillis, isDigested(grain))) {
        running.end();
        return;
      }
    }
  }

  private boolean hasShifts() {
    return entity.level() == Level.MACHINE || entity.level() == Level.LINE;
  }

  /** All that is known of a minute, where minutes are kept; null where nothing is. */
  public Elements ofMinute(long minuteMillis) {
    return sums.ofMinute(minuteMillis);
  }

  /** When there is something to settle or to report next; {@link Long#MAX_VALUE} for never. */
  public long nextDueMillis() {
    return Math.min(due.firstMillis(), reports.nextMillis());
  }

  /** Whether nothing is known any more, nor anything to come. */
  public boolean isEmpty() {
    return due.isEmpty() && sums.hasNoLong() && reports.isEmpty();
  }

  /** How many additions were beyond 64 bits since the last asking, and so left out. */
  public int takeOverflows() {
    int taken = overflows;
    overflows = 0;
    return taken;
  }

  /** Settles and reports all that is due at an arrival time. */
  public void advanceTo(long arrivalMillis, Output out) {
    if (nextDueMillis() > arrivalMillis) {
      return;
    }
    running.end();
    while (!due.isEmpty() && due.firstMillis() <= arrivalMillis) {
      long timestamp = due.firstMillis();
      for (long key : due.takeFirst()) {
        settle(key, timestamp, out);
      }
    }
    if (reports.nextMillis() <= arrivalMillis) {
      report(arrivalMillis, out);
    }
  }

  private void add(Grain grain, long minuteMillis, long slotMillis, Elements delta) {
    PeriodSum sum = sums.open(grain, minuteMillis);
    if (sum == null) {
      return;
    }
    long key = sums.last(grain).key();
    long closesAt = sum.endMillis + graceMillis;
    boolean added;
    if (slotMillis < closesAt && !sum.isClosed()) {
      added = isDigested(grain) ? sum.add(delta) : sum.addWithoutDigest(delta);
    } else {
      long slot = Math.max(slotMillis, closesAt);
      added =
          isDigested(grain) ? sum.addLater(slot, delta) : sum.addLaterWithoutDigest(slot, delta);
      due.schedule(slot + MINUTE_MILLIS, key);
    }
    if (!added) {
      overflows++;
    }
    if (!sum.isClosed() && !sum.waits) {
      sum.waits = true;
      reports.change(grain, key, nowMillis);
    }
  }

  private void opened(Grain grain, Period period) {
    due.schedule(period.endMillis() + graceMillis, period.key());
    // what is within an hour expires and is forgotten with it
    boolean isLong = PeriodSums.LONG.contains(grain);
    long whole =
        isLong ? period.key() : Period.key(Grain.HOUR, HourBlock.hourOf(period.startMillis()));
    long end = isLong ? period.endMillis() : Period.startOf(whole) + HourBlock.MILLIS;
    long expiresAt = end + graceMillis + horizonMillis;
    if (expiresAt > nowMillis) {
      // an hour that has expired does not do so again when a minute is added to it
      due.schedule(expiresAt, whole);
    }
    due.schedule(forgottenAt(whole, end), whole);
  }

  /** Closes, revises or forgets a period, as is due. */
  private void settle(long key, long timestamp, Output out) {
    Grain grain = Period.grainOf(key);
    long start = Period.startOf(key);
    PeriodSum sum = sums.find(grain, key);
    if (sum != null) {
      if (sum.endMillis > untilMillis) {
        return;
      }
      close(grain, start, sum, timestamp, out);
      reports.remove(key);
      sum.waits = false;
    }
    if (grain == Grain.MINUTE || grain == Grain.HALF_HOUR) {
      return;
    }
    long end = sum == null ? start + HourBlock.MILLIS : sum.endMillis;
    if (end > untilMillis) {
      return;
    }
    if (timestamp == end + graceMillis + horizonMillis && timestamp <= untilMillis) {
      expire(grain, start, sum, timestamp, out);
    }
    if (timestamp >= forgottenAt(key, end)) {
      forget(grain, key, end);
    }
  }

  private void close(Grain grain, long start, PeriodSum sum, long timestamp, Output out) {
    Billing billing = reporter.billing(sum.endMillis - 1);
    if (!sum.isClosed() && !sum.isEmpty()) {
      sum.revision = 1;
      reporter.report(grain, start, sum, Stage.CLOSED, false, timestamp, out);
    }
    while (sum.oldestLaterSlot() <= timestamp - MINUTE_MILLIS) {
      boolean isReclassification = sum.isOldestReclassification();
      if (sum.mergeOldest()) {
        sum.revision++;
        reporter.change(grain, start, billing);
        reporter.report(grain, start, sum, Stage.CLOSED, isReclassification, timestamp, out);
      }
    }
  }

  /** A period that may still change, or all that is left of an hour, is reported once more. */
  private void expire(Grain grain, long start, PeriodSum sum, long timestamp, Output out) {
    if (PeriodSums.LONG.contains(grain)) {
      say(grain, start, sum, timestamp, out);
      return;
    }
    HourBlock block = sums.hour(start);
    for (int index = 0; block != null && index < HourBlock.size(); index++) {
      say(HourBlock.grainOf(index), block.startOf(index), block.get(index), timestamp, out);
    }
  }

  private void say(Grain grain, long start, PeriodSum sum, long timestamp, Output out) {
    if (sum != null && sum.isClosed() && !sum.isSettled) {
      reporter.report(grain, start, sum, Stage.EXPIRED, false, timestamp, out);
      sum.isSettled = true;
    }
  }

  private void forget(Grain grain, long key, long end) {
    long start = Period.startOf(key);
    switch (grain) {
      case MINUTE, HALF_HOUR -> throw new IllegalArgumentException(grain + " goes with its hour");
      case HOUR -> {
        reporter.foldHour(end);
        sums.forgetHour(start);
      }
      case SHIFT, DAY -> sums.forgetLong(key);
      case MONTH -> {
        reporter.foldMonth(start, end);
        sums.forgetLong(key);
      }
    }
  }

  /**
   * Twice the horizon: a reading as old as the horizon may replace an estimate that reaches as far
   * back again; and as long as stops are named. An hour stays until the half hours are settled
   * whose windows its minutes are in.
   */
  private long forgottenAt(long key, long endMillis) {
    long windowMillis =
        PeriodSums.LONG.contains(Period.grainOf(key))
            ? 0
            : reporter.billing(endMillis - 1).longestMinuteWindow().toMillis();
    return endMillis
        + graceMillis
        + Math.max(2 * horizonMillis, config.namingHorizon().toMillis())
        + (windowMillis == 0 ? 0 : windowMillis + DemandWindows.HALF_HOUR_MILLIS);
  }

  /** Reports the open periods that changed and are due. */
  private void report(long timestamp, Output out) {
    for (long key : reports.take(timestamp)) {
      Grain grain = Period.grainOf(key);
      PeriodSum sum = sums.find(grain, key);
      if (sum != null && !sum.isClosed()) {
        sum.waits = false;
        reporter.report(grain, Period.startOf(key), sum, Stage.OPEN, false, timestamp, out);
        reports.reported(grain, timestamp);
      }
    }
  }

  /** Of a machine nothing is digested, and of others what the ledger holds. */
  private boolean isDigested(Grain grain) {
    return entity.level() != Level.MACHINE
        && (grain == Grain.HOUR || grain == Grain.DAY || grain == Grain.MONTH);
  }

  /** Writes the blocks that changed to their store, and lets go of those that are quiet. */
  public void store(long arrivalMillis) throws IOException {
    running.end();
    sums.store(arrivalMillis - graceMillis - 2 * HourBlock.MILLIS);
  }

  /** All but the blocks of hours; after {@link #store}. */
  public void write(DataOutputView out) throws IOException {
    sums.write(out);
    due.write(out);
    reports.write(out);
    reporter.write(out);
  }

  public void read(DataInputView in) throws IOException {
    sums.read(in);
    due.read(in);
    reports.read(in);
    reporter.read(in);
  }
}
