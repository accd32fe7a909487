package hk.innopark.events;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Keeps the texts that occurred, so that one that repeats is not made again. It holds at most
 * {@link #SLOTS}; a newcomer takes the place of another. Not thread-safe.
 */
final class TextCache {
  private static final int SLOTS = 1 << 10;

  private final byte[] prefix;
  private final Predicate<String> allowed;
  private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
  private final byte[][] keys = new byte[SLOTS][];
  private final String[] texts = new String[SLOTS];

  /**
   * @param prefix what has to stand before the rest, and is part of the text
   * @param allowed whether the rest is as it should be
   */
  TextCache(String prefix, Predicate<String> allowed) {
    this.prefix = prefix.getBytes(StandardCharsets.US_ASCII);
    this.allowed = allowed;
  }

  /** The text between the places; null where it is not the prefix and an allowed rest. */
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
    int rest = from + prefix.length;
    if (rest > to || !Arrays.equals(prefix, 0, prefix.length, bytes, from, rest)) {
      return null;
    }
    String text = decode(bytes, from, to);
    if (text == null || !allowed.test(text.substring(prefix.length))) {
      return null;
    }
    keys[slot] = Arrays.copyOfRange(bytes, from, to);
    texts[slot] = text;
    return text;
  }

  /** Null where it is not UTF-8. */
  private String decode(byte[] bytes, int from, int to) {
    try {
      return utf8.decode(ByteBuffer.wrap(bytes, from, to - from)).toString();
    } catch (CharacterCodingException notUtf8) {
      return null;
    }
  }
}
