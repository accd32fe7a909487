package hk.innopark.events;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Keeps the strings of ids that occurred, so that one that repeats is not made again. It holds at
 * most {@link #SLOTS}; a newcomer takes the place of another.
 */
final class IdCache {
  private static final int SLOTS = 1 << 10;

  private final byte[] prefix;
  private final byte[][] keys = new byte[SLOTS][];
  private final String[] texts = new String[SLOTS];

  /**
   * @param prefix what has to stand before the id, and is part of the text
   */
  IdCache(String prefix) {
    this.prefix = prefix.getBytes(StandardCharsets.US_ASCII);
  }

  /** The text between the places; null where it is not the prefix and a valid id. */
  String find(byte[] bytes, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    int slot = (hash ^ (hash >>> 10)) & (SLOTS - 1);
    byte[] key = keys[slot];
    if (key != null && Arrays.equals(key, 0, key.length, bytes, from, to)) {
      return texts[slot];
    }
    return add(slot, bytes, from, to);
  }

  private String add(int slot, byte[] bytes, int from, int to) {
    int id = from + prefix.length;
    if (id > to || !Arrays.equals(prefix, 0, prefix.length, bytes, from, id)) {
      return null;
    }
    // a byte beyond ASCII becomes a character that no id holds
    String text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    if (!Ids.isValid(text.substring(prefix.length))) {
      return null;
    }
    keys[slot] = Arrays.copyOfRange(bytes, from, to);
    texts[slot] = text;
    return text;
  }
}
