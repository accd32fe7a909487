package hk.innopark.events;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Keeps what was made of topics that occurred. It holds at most {@link #SLOTS}; a newcomer takes
 * the place of another.
 */
final class TopicCache {
  private static final int SLOTS = 1 << 13;

  private final Entry[] entries = new Entry[SLOTS];

  /** A topic's machine, and the bytes with which a message's digest begins. */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  record Entry(String topic, MachineId machine, byte[] digestPrefix) {}

  /** What the topic names; null where it names no machine. */
  Entry find(String topic) {
    if (topic == null) {
      return null;
    }
    int hash = topic.hashCode();
    int slot = (hash ^ (hash >>> 13)) & (SLOTS - 1);
    Entry entry = entries[slot];
    if (entry == null || !entry.topic.equals(topic)) {
      entry = MachineId.ofTopic(topic).map(machine -> entry(topic, machine)).orElse(null);
      if (entry == null) {
        return null;
      }
      entries[slot] = entry;
    }
    return entry;
  }

  private static Entry entry(String topic, MachineId machine) {
    byte[] text = topic.getBytes(StandardCharsets.UTF_8);
    return new Entry(topic, machine, Arrays.copyOf(text, text.length + 1));
  }
}
