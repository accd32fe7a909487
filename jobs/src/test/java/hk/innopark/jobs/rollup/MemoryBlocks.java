package hk.innopark.jobs.rollup;

import java.util.HashMap;
import java.util.Map;

/** Blocks of hours, as bytes in memory. */
final class MemoryBlocks implements HourBlocks.Store {
  private final Map<Long, byte[]> byHour = new HashMap<>();
  private int reads;

  @Override
  public byte[] get(long hourMillis) {
    reads++;
    return byHour.get(hourMillis);
  }

  @Override
  public void put(long hourMillis, byte[] block) {
    byHour.put(hourMillis, block);
  }

  @Override
  public void remove(long hourMillis) {
    byHour.remove(hourMillis);
  }

  /** How often a block was asked for. */
  int reads() {
    return reads;
  }

  int size() {
    return byHour.size();
  }
}
