package hk.innopark.jobs.rollup;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Which open periods changed since they were reported, and when they are to be, by {@link
 * ReportRule}.
 */
final class ReportQueue {
  private final Level level;
  private final long untilMillis;
  private final Map<Long, Long> changed = new HashMap<>();

  /** Of each grain, before when no open period is reported again. */
  private final long[] notBefore = new long[Grain.values().length];

  private long nextMillis = Long.MAX_VALUE;

  /**
   * @param untilMillis when bounded input ends, which has but one time to report; or the maximum
   */
  ReportQueue(Level level, long untilMillis) {
    this.level = level;
    this.untilMillis = untilMillis;
  }

  void change(Grain grain, long key, long nowMillis) {
    if (!changed.containsKey(key)) {
      long at =
          untilMillis == Long.MAX_VALUE
              ? Math.max(nowMillis, notBefore[grain.ordinal()])
              : untilMillis + 1;
      changed.put(key, at);
      nextMillis = Math.min(nextMillis, at);
    }
  }

  /** A period that is closed is not reported as an open one. */
  void remove(long key) {
    changed.remove(key);
  }

  boolean isEmpty() {
    return changed.isEmpty();
  }

  /** {@link Long#MAX_VALUE} where nothing is to be reported. */
  long nextMillis() {
    return nextMillis;
  }

  /** Takes what is to be reported at an arrival time, short periods before long ones. */
  List<Long> take(long timestampMillis) {
    nextMillis = Long.MAX_VALUE;
    List<Long> keys = new ArrayList<>(changed.size());
    for (Map.Entry<Long, Long> entry : changed.entrySet()) {
      if (entry.getValue() <= timestampMillis) {
        keys.add(entry.getKey());
      } else {
        nextMillis = Math.min(nextMillis, entry.getValue());
      }
    }
    keys.forEach(changed::remove);
    keys.sort(Period.BY_LENGTH);
    return keys;
  }

  void reported(Grain grain, long timestampMillis) {
    notBefore[grain.ordinal()] = timestampMillis + ReportRule.intervalMillis(level, grain);
  }

  void write(DataOutputView out) throws IOException {
    for (long next : notBefore) {
      out.writeLong(next);
    }
    out.writeInt(changed.size());
    for (Map.Entry<Long, Long> entry : changed.entrySet()) {
      out.writeLong(entry.getKey());
      out.writeLong(entry.getValue());
    }
  }

  void read(DataInputView in) throws IOException {
    for (int index = 0; index < notBefore.length; index++) {
      notBefore[index] = in.readLong();
    }
    for (int left = in.readInt(); left > 0; left--) {
      long key = in.readLong();
      long at = in.readLong();
      changed.put(key, at);
      nextMillis = Math.min(nextMillis, at);
    }
  }
}
