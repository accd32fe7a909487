package hk.innopark.jobs.rollup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.TreeMap;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * The blocks of one entity's hours: in memory while they change, in a store when they are quiet.
 */
public final class HourBlocks {
  /** Where bytes of blocks are kept, by the hour's first millisecond. */
  public interface Store {
    /** The bytes of a block; null where there are none. */
    byte[] get(long hourMillis);

    void put(long hourMillis, byte[] block);

    void remove(long hourMillis);
  }

  private final Store store;
  private final TreeMap<Long, HourBlock> loaded = new TreeMap<>();

  HourBlocks(Store store) {
    this.store = store;
  }

  /** The block of an hour; a new one where there is none. */
  HourBlock open(long hourMillis) {
    HourBlock block = find(hourMillis);
    if (block == null) {
      block = new HourBlock(hourMillis);
      loaded.put(hourMillis, block);
    }
    return block;
  }

  /** The block of an hour; null where there is none. */
  HourBlock find(long hourMillis) {
    HourBlock block = loaded.get(hourMillis);
    if (block == null) {
      byte[] bytes = store.get(hourMillis);
      if (bytes != null) {
        block = read(hourMillis, bytes);
        loaded.put(hourMillis, block);
      }
    }
    return block;
  }

  void forget(long hourMillis) {
    loaded.remove(hourMillis);
    store.remove(hourMillis);
  }

  /** Writes what changed; hours before a time need not stay in memory. */
  void store(long quietBeforeMillis) throws IOException {
    for (Iterator<HourBlock> blocks = loaded.values().iterator(); blocks.hasNext(); ) {
      HourBlock block = blocks.next();
      if (block.isDirty) {
        DataOutputSerializer out = new DataOutputSerializer(4096);
        block.write(out);
        store.put(block.startMillis, out.getCopyOfBuffer());
        block.isDirty = false;
      }
      if (block.startMillis < quietBeforeMillis) {
        blocks.remove();
      }
    }
  }

  private static HourBlock read(long hourMillis, byte[] bytes) {
    try {
      return HourBlock.read(hourMillis, new DataInputDeserializer(bytes));
    } catch (IOException broken) {
      throw new UncheckedIOException("the state of an hour cannot be read", broken);
    }
  }
}
