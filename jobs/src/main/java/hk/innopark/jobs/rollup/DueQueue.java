package hk.innopark.jobs.rollup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Which periods are to be settled when: {@link Period#key keys}, by arrival time. */
final class DueQueue {
  private final TreeMap<Long, List<Long>> due = new TreeMap<>();

  void schedule(long atMillis, long key) {
    List<Long> keys = due.computeIfAbsent(atMillis, at -> new ArrayList<>(2));
    if (!keys.contains(key)) {
      keys.add(key);
    }
  }

  boolean isEmpty() {
    return due.isEmpty();
  }

  /** {@link Long#MAX_VALUE} where nothing is due. */
  long firstMillis() {
    return due.isEmpty() ? Long.MAX_VALUE : due.firstKey();
  }

  /** Takes what is due first, short periods before long ones. */
  List<Long> takeFirst() {
    List<Long> keys = due.pollFirstEntry().getValue();
    keys.sort(Period.BY_LENGTH);
    return keys;
  }

  void write(DataOutputView out) throws IOException {
    out.writeInt(due.size());
    for (Map.Entry<Long, List<Long>> entry : due.entrySet()) {
      out.writeLong(entry.getKey());
      out.writeInt(entry.getValue().size());
      for (long key : entry.getValue()) {
        out.writeLong(key);
      }
    }
  }

  void read(DataInputView in) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      long at = in.readLong();
      List<Long> keys = new ArrayList<>(2);
      for (int more = in.readInt(); more > 0; more--) {
        keys.add(in.readLong());
      }
      due.put(at, keys);
    }
  }
}
