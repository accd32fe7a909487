package hk.innopark.console;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.function.LongSupplier;

/** How often something may be tried by whoever tries, within a sliding time. */
final class RateLimit {
  private static final int MOST_KEYS = 10_000;

  private final int most;
  private final long withinNanos;
  private final LongSupplier nanos;
  private final Map<String, Deque<Long>> tries = new RecentlyUsed<>(MOST_KEYS);

  RateLimit(int most, Duration within) {
    this(most, within, System::nanoTime);
  }

  RateLimit(int most, Duration within, LongSupplier nanos) {
    this.most = most;
    this.withinNanos = within.toNanos();
    this.nanos = nanos;
  }

  /**
   * Counts a try.
   *
   * @throws RequestException where there were too many, saying when to try again
   */
  synchronized void count(String key) {
    long now = nanos.getAsLong();
    Deque<Long> recent = tries.computeIfAbsent(key, absent -> new ArrayDeque<>());
    while (!recent.isEmpty() && now - recent.peekFirst() >= withinNanos) {
      recent.removeFirst();
    }
    if (recent.size() >= most) {
      long seconds = 1 + (withinNanos - (now - recent.peekFirst())) / 1_000_000_000L;
      throw RequestException.tooMany(seconds);
    }
    recent.addLast(now);
  }

  /** Forgets what was counted, such as after a success. */
  synchronized void forget(String key) {
    tries.remove(key);
  }
}
