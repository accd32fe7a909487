package hk.innopark.simulators.fault;

import hk.innopark.events.MachineId;
import hk.innopark.events.RawMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** What was injected: the last entries, and how many of each fault. Thread-safe. */
public final class FaultLog {
  private static final int ENTRIES_KEPT = 200_000;

  /**
   * @param machine null where the topic names none
   * @param sentAtMillis when the device sent the message that was touched
   */
  public record Entry(String fault, MachineId machine, long sentAtMillis, String detail) {}

  private final Deque<Entry> entries = new ArrayDeque<>();
  private final Map<String, Long> counts = new TreeMap<>();
  private Consumer<Entry> listener;

  /** Hands over every entry from now on, instead of keeping it; the counts are kept. */
  public synchronized void handOverTo(Consumer<Entry> taker) {
    listener = taker;
  }

  synchronized void add(String fault, RawMessage message, String detail) {
    MachineId machine = MachineId.ofTopic(message.topic()).orElse(null);
    Entry entry = new Entry(fault, machine, message.receivedAtMillis(), detail);
    if (listener == null) {
      keep(entry);
    } else {
      listener.accept(entry);
    }
    counts.merge(fault, 1L, Long::sum);
  }

  private void keep(Entry entry) {
    if (entries.size() == ENTRIES_KEPT) {
      entries.removeFirst();
    }
    entries.addLast(entry);
  }

  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }

  /** How many messages each fault touched, since the start. */
  public synchronized Map<String, Long> counts() {
    return new TreeMap<>(counts);
  }

  public synchronized long count(String fault) {
    return counts.getOrDefault(fault, 0L);
  }

  /** Whether a message that the machine sent in the period, end exclusive, was touched. */
  public synchronized boolean touches(MachineId machine, long startMillis, long endMillis) {
    return entries.stream()
        .anyMatch(
            entry ->
                machine.equals(entry.machine)
                    && entry.sentAtMillis >= startMillis
                    && entry.sentAtMillis < endMillis);
  }
}
