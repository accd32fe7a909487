package hk.innopark.benchmarks.account;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
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

  private static BufferedWriter hours;

  private Progress() {}

  /** Keeps estates' hours in a file too, and begins with what it holds from before. */
  static synchronized void keepHours(Path file) throws IOException {
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] parts = line.split(" ", -1);
        if (parts[parts.length - 1].equals("end")) {
          ESTATE_HOURS.put(
              parts[0],
              Arrays.stream(parts, 1, parts.length - 1).mapToDouble(Double::parseDouble).toArray());
        }
      }
    }
    hours = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  static synchronized void estateHour(String key, double[] values) throws IOException {
    ESTATE_HOURS.put(key, values);
    if (hours != null) {
      hours.write(key);
      for (double value : values) {
        hours.write(" " + value);
      }
      hours.write(" end\n");
      hours.flush();
    }
  }

  static void watermark(String writer, long timestamp) {
    WATERMARKS.put(writer, timestamp);
  }

  /** Whether everything up to a time has reached every writer. */
  static boolean hasReached(long timestamp) {
    return !WATERMARKS.isEmpty()
        && WATERMARKS.values().stream().allMatch(watermark -> watermark >= timestamp);
  }
}
