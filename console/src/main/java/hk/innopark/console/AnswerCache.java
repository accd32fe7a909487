package hk.innopark.console;

import hk.innopark.console.figures.FigureStoreException;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Remembers answers for a short time, so that many viewers cost no more than one. Whoever asks
 * while an answer is being computed waits for that one; a store's failure is an answer too.
 */
final class AnswerCache<T> {
  private static final int MOST_ANSWERS = 256;

  private final long keptNanos;
  private final Map<String, Slot<T>> slots = new RecentlyUsed<>(MOST_ANSWERS);

  AnswerCache(Duration kept) {
    this.keptNanos = kept.toNanos();
  }

  T get(String key, Supplier<T> compute) {
    Slot<T> slot;
    synchronized (slots) {
      slot = slots.computeIfAbsent(key, absent -> new Slot<>());
    }
    synchronized (slot) {
      if (slot.isEmpty() || System.nanoTime() - slot.computedNanos > keptNanos) {
        slot.fill(compute);
      }
      if (slot.failure != null) {
        throw new FigureStoreException(slot.failure.getMessage(), slot.failure);
      }
      return slot.answer;
    }
  }

  private static final class Slot<T> {
    private T answer;
    private FigureStoreException failure;
    private long computedNanos;

    boolean isEmpty() {
      return answer == null && failure == null;
    }

    void fill(Supplier<T> compute) {
      answer = null;
      failure = null;
      try {
        answer = compute.get();
      } catch (FigureStoreException e) {
        failure = e;
      }
      computedNanos = System.nanoTime();
    }
  }
}
