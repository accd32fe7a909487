package hk.innopark.jobs.rollup;

import hk.innopark.events.Grain;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.streaming.api.TimerService;

/** Which periods are due at which arrival time, with one timer for all that are due at once. */
final class DuePeriods {
  private static final long[] NONE = {};

  private final MapState<Long, long[]> due;

  /**
   * @param due keys of periods, by epoch milliseconds
   */
  DuePeriods(MapState<Long, long[]> due) {
    this.due = due;
  }

  void schedule(long atMillis, long key, TimerService timers) throws Exception {
    long[] keys = due.get(atMillis);
    if (keys == null) {
      due.put(atMillis, new long[] {key});
      timers.registerEventTimeTimer(atMillis);
    } else if (Arrays.stream(keys).noneMatch(other -> other == key)) {
      long[] more = Arrays.copyOf(keys, keys.length + 1);
      more[keys.length] = key;
      due.put(atMillis, more);
    }
  }

  /** What is due, which then is due no more; half hours before what their demand is a part of. */
  long[] take(long atMillis) throws Exception {
    long[] keys = due.get(atMillis);
    if (keys == null) {
      return NONE;
    }
    due.remove(atMillis);
    return Arrays.stream(keys)
        .boxed()
        .sorted(Comparator.<Long, Grain>comparing(Period::grainOf).thenComparing(key -> key))
        .mapToLong(Long::longValue)
        .toArray();
  }
}
