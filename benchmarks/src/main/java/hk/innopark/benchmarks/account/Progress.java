package hk.innopark.benchmarks.account;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** How far the job in this process has come; its operators say it, the main thread reads it. */
final class Progress {
  static final LongAdder MESSAGES = new LongAdder();
  static final LongAdder ROWS = new LongAdder();
  static final LongAdder LINE_BYTES = new LongAdder();

  /** Estates' hours, by measurement and period, as they were last written. */
  static final Map<String, double[]> ESTATE_HOURS = new ConcurrentHashMap<>();

  private static final Map<String, Long> WATERMARKS = new ConcurrentHashMap<>();

  private Progress() {}

  static void watermark(String writer, long timestamp) {
    WATERMARKS.put(writer, timestamp);
  }

  /** Whether everything up to a time has reached every writer. */
  static boolean hasReached(long timestamp) {
    return !WATERMARKS.isEmpty()
        && WATERMARKS.values().stream().allMatch(watermark -> watermark >= timestamp);
  }
}
