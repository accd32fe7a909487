package hk.innopark.simulators.plant;

import hk.innopark.events.MachineId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What truly happened, by machine and UTC hour, by half hour, and by minute for the last hours. It
 * is written by the plant models and never read back from messages. Safe to read while the plants
 * run on.
 *
 * <p>An item belongs to the period that its completion ends or lies in: a sample at the full hour
 * holds every item of the hour before.
 */
public final class GroundTruth {
  private static final long HOUR_MILLIS = 3_600_000L;
  private static final long HALF_HOUR_MILLIS = 1_800_000L;
  private static final long MINUTE_MILLIS = 60_000L;
  private static final Duration HOURS_KEPT = Duration.ofDays(8);
  private static final Duration MINUTES_KEPT = Duration.ofHours(3);

  private final NavigableMap<Long, Map<MachineId, TruthRow>> hours = new TreeMap<>();
  private final NavigableMap<Long, Map<MachineId, TruthRow>> halfHours = new TreeMap<>();
  private final NavigableMap<Long, Map<MachineId, TruthRow>> minutes = new TreeMap<>();
  private final long startMillis;
  private final Duration minutesKept;

  /** Takes everything as it becomes complete; null where the truth is kept here. */
  private final TruthSink sink;

  private final TruthJournal journal;
  private long minutesFromMillis;
  private long completeUntilMillis;

  GroundTruth(long startMillis) {
    this(startMillis, MINUTES_KEPT);
  }

  /** A truth that keeps its minutes for longer than usual. */
  GroundTruth(long startMillis, Duration minutesKept) {
    this(startMillis, minutesKept, null);
  }

  /** A truth that keeps nothing but the present hour, and hands over what is complete. */
  GroundTruth(long startMillis, TruthSink sink) {
    this(startMillis, Duration.ZERO, sink);
  }

  private GroundTruth(long startMillis, Duration minutesKept, TruthSink sink) {
    this.minutesKept = minutesKept;
    this.sink = sink;
    this.journal = sink == null ? null : new TruthJournal(sink);
    this.startMillis = startMillis;
    this.minutesFromMillis = startMillis;
    this.completeUntilMillis = startMillis;
  }

  /** From when on the plants were simulated. */
  public Instant start() {
    return Instant.ofEpochMilli(startMillis);
  }

  /** Until when they were. */
  public synchronized Instant completeUntil() {
    return Instant.ofEpochMilli(completeUntilMillis);
  }

  /** The hours that were simulated from their beginning to their end, in order of time. */
  public synchronized List<TruthRow> completeHours() {
    return complete(hours, startMillis, HOUR_MILLIS);
  }

  /**
   * Those of {@link #completeHours()} that ended by the moment: what was sent until then needs a
   * while to become figures.
   */
  public List<TruthRow> completeHoursUntil(Instant until) {
    long lastStart = until.toEpochMilli() - HOUR_MILLIS;
    return completeHours().stream().filter(row -> row.startMillis() <= lastStart).toList();
  }

  /** The half hours that were simulated throughout since the last start, in order of time. */
  public synchronized List<TruthRow> completeHalfHours() {
    return complete(halfHours, minutesFromMillis, HALF_HOUR_MILLIS);
  }

  /** The minutes of the last hours that were simulated throughout, in order of time. */
  public synchronized List<TruthRow> completeMinutes() {
    return complete(minutes, minutesFromMillis, MINUTE_MILLIS);
  }

  /** Every hour so far, complete or not. */
  public synchronized List<TruthRow> allHours() {
    List<TruthRow> rows = new ArrayList<>();
    hours.values().forEach(hour -> hour.values().forEach(row -> rows.add(row.copy())));
    return rows;
  }

  private List<TruthRow> complete(
      NavigableMap<Long, Map<MachineId, TruthRow>> periods, long fromMillis, long length) {
    List<TruthRow> rows = new ArrayList<>();
    periods
        .tailMap(fromMillis, true)
        .headMap(Math.max(fromMillis, completeUntilMillis - length + 1), false)
        .values()
        .forEach(period -> period.values().forEach(row -> rows.add(row.copy())));
    return rows;
  }

  /** Adds an amount that belongs to the period in which the moment lies. */
  synchronized void add(MachineId machine, long atMillis, TruthElement element, long amount) {
    if (amount != 0) {
      row(hours, HOUR_MILLIS, machine, atMillis).add(element, amount);
      if (journal == null) {
        row(halfHours, HALF_HOUR_MILLIS, machine, atMillis).add(element, amount);
        row(minutes, MINUTE_MILLIS, machine, atMillis).add(element, amount);
      } else {
        journal.amount(machine, element, amount);
      }
    }
  }

  /** Adds time in a segment that lies within one minute. */
  synchronized void addTime(MachineId machine, long atMillis, Segment segment, long millis) {
    addTime(row(hours, HOUR_MILLIS, machine, atMillis), segment, millis);
    if (journal == null) {
      addTime(row(halfHours, HALF_HOUR_MILLIS, machine, atMillis), segment, millis);
      addTime(row(minutes, MINUTE_MILLIS, machine, atMillis), segment, millis);
    } else {
      journal.time(machine, atMillis, segment, millis);
    }
  }

  private static void addTime(TruthRow row, Segment segment, long millis) {
    row.add(
        switch (segment.state()) {
          case RUNNING -> TruthElement.RUNNING_MILLIS;
          case IDLE -> TruthElement.IDLE_MILLIS;
          case SETUP -> TruthElement.SETUP_MILLIS;
          case DOWN -> TruthElement.DOWN_MILLIS;
          case PLANNED_DOWN -> TruthElement.PLANNED_DOWN_MILLIS;
          case OFF -> TruthElement.OFF_MILLIS;
        },
        millis);
    if (segment.planning() == Segment.Planning.OUTSIDE) {
      if (segment.state() == hk.innopark.events.MachineState.RUNNING) {
        row.add(TruthElement.OUTSIDE_PLAN, millis);
      }
      return;
    }
    TruthElement planned =
        switch (segment.state()) {
          case RUNNING -> TruthElement.PRODUCTION;
          case SETUP -> TruthElement.SETUP;
          case DOWN -> TruthElement.DELAY;
          case IDLE -> segment.reason() == null ? TruthElement.IDLE : TruthElement.DELAY;
          case OFF -> TruthElement.IDLE;
          case PLANNED_DOWN -> TruthElement.PLANNED_DOWN;
        };
    row.add(planned, millis);
    if (planned == TruthElement.DELAY) {
      row.addDelay(segment.reason(), millis);
    }
  }

  synchronized void advance(long untilMillis) {
    completeUntilMillis = untilMillis;
    if (sink != null) {
      handOver(hours.headMap(untilMillis - HOUR_MILLIS, true));
      return;
    }
    hours.headMap(untilMillis - HOURS_KEPT.toMillis()).clear();
    halfHours.headMap(untilMillis - HOURS_KEPT.toMillis()).clear();
    minutes.headMap(untilMillis - minutesKept.toMillis()).clear();
  }

  /** Hands over what is left: the last hours, complete or not, and what is still going on. */
  synchronized void finish() {
    if (sink != null) {
      handOver(hours);
      journal.finish();
    }
  }

  private void handOver(NavigableMap<Long, Map<MachineId, TruthRow>> over) {
    over.values().forEach(hour -> new TreeMap<>(hour).values().forEach(row -> sink.hour(row)));
    over.clear();
  }

  /** Puts back the hours of a snapshot that was taken at the moment; minutes begin anew. */
  synchronized void restore(List<TruthRow> snapshot, long untilMillis) {
    for (TruthRow hour : snapshot) {
      hours.computeIfAbsent(hour.startMillis(), start -> new HashMap<>()).put(hour.machine(), hour);
    }
    minutesFromMillis = untilMillis + MINUTE_MILLIS;
    advance(untilMillis);
  }

  private static TruthRow row(
      NavigableMap<Long, Map<MachineId, TruthRow>> periods,
      long length,
      MachineId machine,
      long atMillis) {
    long start = atMillis - Math.floorMod(atMillis, length);
    Map<MachineId, TruthRow> period = periods.get(start);
    if (period == null) {
      period = new HashMap<>();
      periods.put(start, period);
    }
    return period.computeIfAbsent(machine, id -> TruthRow.empty(id, start));
  }
}
