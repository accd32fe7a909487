package hk.innopark.simulators.oracle;

import hk.innopark.events.DowntimeReason;
import hk.innopark.events.MachineId;
import hk.innopark.simulators.plant.TruthElement;
import hk.innopark.simulators.plant.TruthRow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Adds the truth of short periods up into longer ones. */
public final class TruthPeriods {
  private static final long HONG_KONG_MILLIS = Duration.ofHours(8).toMillis();

  private TruthPeriods() {}

  private record Key(MachineId machine, long start) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byStart = Long.compare(start, other.start);
      return byStart != 0 ? byStart : machine.compareTo(other.machine);
    }
  }

  /**
   * Periods of a length that divides a day, or whole days, beginning at midnight in Hong Kong; only
   * those of which every part is there.
   *
   * @param rows of equal length, such as minutes
   * @param part their length
   * @param whole the length of the periods, a multiple of it
   */
  public static List<TruthRow> of(Collection<TruthRow> rows, Duration part, Duration whole) {
    long length = whole.toMillis();
    Map<Key, List<TruthRow>> parts = new TreeMap<>();
    for (TruthRow row : rows) {
      long start = row.startMillis() - Math.floorMod(row.startMillis() + HONG_KONG_MILLIS, length);
      parts.computeIfAbsent(new Key(row.machine(), start), key -> new ArrayList<>()).add(row);
    }
    long needed = length / part.toMillis();
    List<TruthRow> periods = new ArrayList<>();
    parts.forEach(
        (key, members) -> {
          if (members.size() == needed) {
            periods.add(sum(key, members));
          }
        });
    return periods;
  }

  private static TruthRow sum(Key key, List<TruthRow> members) {
    long[] elements = new long[TruthElement.values().length];
    long[] delays = new long[DowntimeReason.values().length];
    for (TruthRow row : members) {
      for (TruthElement element : TruthElement.values()) {
        elements[element.ordinal()] += row.get(element);
      }
      for (DowntimeReason reason : DowntimeReason.values()) {
        delays[reason.ordinal()] += row.delay(reason);
      }
    }
    return new TruthRow(key.machine, key.start, elements, delays);
  }
}
