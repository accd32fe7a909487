package hk.innopark.jobs.account;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineState;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * When a machine stood, by its own words: stretches DOWN or IDLE, in order of time, none touching
 * another that says the same. They outlive the samples that said so, since people name a stop days
 * later.
 */
final class StopTimes {
  /**
   * A stretch of one state and reason; end exclusive.
   *
   * @param downSinceMillis see {@link Sample#downSinceMillis}
   */
  record Stop(
      long fromMillis,
      long toMillis,
      MachineState state,
      DowntimeReason reason,
      long downSinceMillis) {
    private boolean saysLike(Stop other) {
      return state == other.state
          && reason == other.reason
          && downSinceMillis == other.downSinceMillis;
    }

    private Stop within(long from, long to) {
      return new Stop(from, to, state, reason, downSinceMillis);
    }
  }

  private final List<Stop> stops = new ArrayList<>(0);

  static boolean isStop(MachineState state) {
    return state == MachineState.DOWN || state == MachineState.IDLE;
  }

  List<Stop> all() {
    return Collections.unmodifiableList(stops);
  }

  boolean isEmpty() {
    return stops.isEmpty();
  }

  /** The end of the last one; {@link Long#MIN_VALUE} where there is none. */
  long endMillis() {
    return stops.isEmpty() ? Long.MIN_VALUE : stops.get(stops.size() - 1).toMillis();
  }

  /** Says of a time that the machine stood; what was said of it before must have been cleared. */
  void add(Stop stop) {
    if (stop.fromMillis() >= stop.toMillis()) {
      return;
    }
    int index = firstEndingFrom(stop.fromMillis());
    Stop joined = stop;
    if (index < stops.size() && touches(stops.get(index), stop)) {
      joined = stop.within(stops.get(index).fromMillis(), stop.toMillis());
      stops.remove(index);
    } else if (index < stops.size() && stops.get(index).toMillis() == stop.fromMillis()) {
      index++;
    }
    if (index < stops.size()
        && stops.get(index).fromMillis() == joined.toMillis()
        && stops.get(index).saysLike(joined)) {
      joined = joined.within(joined.fromMillis(), stops.get(index).toMillis());
      stops.remove(index);
    }
    stops.add(index, joined);
  }

  private static boolean touches(Stop before, Stop stop) {
    return before.toMillis() == stop.fromMillis() && before.saysLike(stop);
  }

  /** Says nothing of a time any more. */
  void clear(long fromMillis, long toMillis) {
    int index = firstEndingFrom(fromMillis);
    while (index < stops.size() && stops.get(index).fromMillis() < toMillis) {
      Stop stop = stops.remove(index);
      if (stop.fromMillis() < fromMillis) {
        stops.add(index++, stop.within(stop.fromMillis(), Math.min(fromMillis, stop.toMillis())));
      }
      if (stop.toMillis() > toMillis) {
        stops.add(index++, stop.within(toMillis, stop.toMillis()));
      }
    }
  }

  /** Index of the first that ends at a time or later. */
  int firstEndingFrom(long millis) {
    int low = 0;
    int high = stops.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (stops.get(middle).toMillis() < millis) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** Index of the first of the stretches without a gap between them that reach a time. */
  int firstOfRun(long millis) {
    int index = firstEndingFrom(millis);
    while (index > 0
        && index < stops.size()
        && stops.get(index - 1).toMillis() == stops.get(index).fromMillis()) {
      index--;
    }
    return index;
  }

  /** Where the stretches that reach a time begin; the time itself where none does. */
  long beginOfRun(long millis) {
    int index = firstOfRun(millis);
    return index < stops.size() ? Math.min(millis, stops.get(index).fromMillis()) : millis;
  }

  /** Forgets what ended before a time and does not go on beyond it. */
  void forget(long beforeMillis) {
    if (stops.isEmpty() || stops.get(0).toMillis() >= beforeMillis) {
      return;
    }
    int index = firstOfRun(beforeMillis);
    stops.subList(0, index).clear();
  }

  StopTimes copy() {
    StopTimes copy = new StopTimes();
    copy.stops.addAll(stops);
    return copy;
  }
}
