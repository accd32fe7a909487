package hk.innopark.jobs.rollup;

import hk.innopark.events.Grain;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.ReferenceHistory;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The sums of one entity's periods: minutes, half hours and hours in blocks, longer ones each by
 * itself.
 */
final class PeriodSums {
  /** Is told of each period that was not there before. */
  @FunctionalInterface
  interface Opened {
    void opened(Grain grain, Period period);
  }

  static final Set<Grain> LONG = EnumSet.of(Grain.SHIFT, Grain.DAY, Grain.MONTH);

  private static final int GRAINS = Grain.values().length;

  private final Entity entity;
  private final ReferenceHistory reference;
  private final HourBlocks blocks;
  private final Opened opened;

  /** Shifts, days and months, by {@link Period#key}. */
  private final TreeMap<Long, PeriodSum> longPeriods = new TreeMap<>();

  /** The period of each grain in which the last minute lay. */
  private final Period[] lastPeriods = new Period[GRAINS];

  /**
   * Its sum, whose block is dirty as long as it stands here; null where minutes of the period may
   * need another, or the block was written.
   */
  private final PeriodSum[] lastSums = new PeriodSum[GRAINS];

  PeriodSums(Entity entity, ReferenceHistory reference, HourBlocks.Store store, Opened opened) {
    this.entity = entity;
    this.reference = reference;
    this.blocks = new HourBlocks(store);
    this.opened = opened;
  }

  /** Whether there are no shifts, days and months. */
  boolean hasNoLong() {
    return longPeriods.isEmpty();
  }

  /** The period of a grain that {@link #open} opened last. */
  Period last(Grain grain) {
    return lastPeriods[grain.ordinal()];
  }

  /** The sum of that period, where minutes of it need no other; else null. */
  PeriodSum lastSum(Grain grain) {
    return lastSums[grain.ordinal()];
  }

  /** The sum of the period in which a minute lies; null where it lies in none. */
  PeriodSum open(Grain grain, long minuteMillis) {
    int index = grain.ordinal();
    Period last = lastPeriods[index];
    if (last != null
        && minuteMillis >= last.startMillis()
        && minuteMillis < last.endMillis()
        && lastSums[index] != null) {
      return lastSums[index];
    }
    Period period = Period.around(minuteMillis, grain, entity, reference).orElse(null);
    if (period == null) {
      return null;
    }
    PeriodSum sum;
    boolean isNew;
    if (LONG.contains(grain)) {
      isNew = !longPeriods.containsKey(period.key());
      sum =
          longPeriods.computeIfAbsent(
              period.key(), key -> new PeriodSum(period.endMillis(), period.shift()));
    } else {
      HourBlock block = blocks.open(HourBlock.hourOf(period.startMillis()));
      int at = HourBlock.indexOf(grain, period.startMillis());
      isNew = block.get(at) == null;
      sum = block.open(at);
      block.isDirty = true;
    }
    if (isNew) {
      opened.opened(grain, period);
    }
    lastPeriods[index] = period;
    lastSums[index] = isReusable(grain, period) ? sum : null;
    return sum;
  }

  /** A shift may be cut where a version of the registry takes effect. */
  private boolean isReusable(Grain grain, Period period) {
    return grain != Grain.SHIFT || reference.isOneVersion(period.startMillis(), period.endMillis());
  }

  /** A sum that is there, to be changed; or null. */
  PeriodSum find(Grain grain, long key) {
    if (LONG.contains(grain)) {
      return longPeriods.get(key);
    }
    long start = Period.startOf(key);
    HourBlock block = blocks.find(HourBlock.hourOf(start));
    if (block == null) {
      return null;
    }
    block.isDirty = true;
    return block.get(HourBlock.indexOf(grain, start));
  }

  /** A block of an hour that is there, or null. */
  HourBlock hour(long startMillis) {
    return blocks.find(startMillis);
  }

  /**
   * What a minute, half hour or hour has come to, without what makes its later revisions; null
   * where there is none. Not to be changed.
   */
  Elements total(Grain grain, long startMillis) {
    HourBlock block = blocks.find(HourBlock.hourOf(startMillis));
    PeriodSum sum = block == null ? null : block.get(HourBlock.indexOf(grain, startMillis));
    return sum == null ? null : sum.total();
  }

  /** All that is known of a minute, also what makes its next revision; null where nothing is. */
  Elements ofMinute(long startMillis) {
    HourBlock block = blocks.find(HourBlock.hourOf(startMillis));
    PeriodSum sum = block == null ? null : block.get(HourBlock.indexOf(Grain.MINUTE, startMillis));
    return sum == null ? null : sum.everything();
  }

  void forgetHour(long startMillis) {
    Arrays.fill(lastPeriods, null);
    blocks.forget(startMillis);
  }

  void forgetLong(long key) {
    Arrays.fill(lastPeriods, null);
    longPeriods.remove(key);
  }

  /** Writes the blocks that changed to their store, and lets go of those before a time. */
  void store(long quietBeforeMillis) throws IOException {
    blocks.store(quietBeforeMillis);
    Arrays.fill(lastSums, null);
  }

  /** All but the blocks of hours. */
  void write(DataOutputView out) throws IOException {
    out.writeInt(longPeriods.size());
    for (Map.Entry<Long, PeriodSum> period : longPeriods.entrySet()) {
      out.writeLong(period.getKey());
      out.writeLong(period.getValue().endMillis);
      period.getValue().write(out);
    }
  }

  void read(DataInputView in) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      long key = in.readLong();
      longPeriods.put(key, PeriodSum.read(in.readLong(), in));
    }
  }
}
