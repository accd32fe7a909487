package hk.innopark.jobs.rollup;

import java.util.HashMap;
import java.util.Map;

/** Blocks of hours, as bytes in memory. */
final class MemoryBlocks implements HourBlocks.Store {
  private final Map<Long, byte[]> byHour = new HashMap<>();

  @Override
  public byte[] get(long hourMillis) {
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

  int size() {
    return byHour.size();
  }
}
