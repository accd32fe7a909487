package hk.innopark.jobs.sink.influx;

import java.nio.charset.StandardCharsets;

/**
 * Writes tags of line protocol.
 *
 * <p>In tag values comma, space and equals sign are escaped with a backslash, which every server
 * undoes. Nothing else can be escaped alike everywhere: servers differ in what they make of {@code
 * \\}, a trailing backslash swallows the next tag, and a line feed ends the point. So a backslash,
 * a control character and the percent sign itself are written as {@code %5C}: other characters in
 * the store, but two values stay two, and no value reaches into another.
 */
final class LineTags {
  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  private LineTags() {}

  /** The protocol has no empty tag, so one without a value is left out. */
  static void put(byte[] key, String value, LineBatch batch) {
    if (value == null || value.isEmpty()) {
      return;
    }
    batch.put(key);
    int count = value.length();
    for (int i = 0; i < count; ) {
      int character = value.codePointAt(i);
      i += Character.charCount(character);
      if (character == ',' || character == ' ' || character == '=') {
        batch.put((byte) '\\');
        batch.put((byte) character);
      } else if (character < 0x20 || character == 0x7F || character == '\\' || character == '%') {
        batch.put((byte) '%');
        batch.put(HEX[character >> 4]);
        batch.put(HEX[character & 0xF]);
      } else {
        putUtf8(character, batch);
      }
    }
  }

  static void put(String name, String value, LineBatch batch) {
    put(("," + name + "=").getBytes(StandardCharsets.US_ASCII), value, batch);
  }

  private static void putUtf8(int character, LineBatch batch) {
    if (character < 0x80) {
      batch.put((byte) character);
    } else if (character < 0x800) {
      batch.put((byte) (0xC0 | (character >> 6)));
      putContinuation(character, batch);
    } else if (character < 0x10000) {
      // half of a surrogate pair is no character
      int valid = Character.isSurrogate((char) character) ? 0xFFFD : character;
      batch.put((byte) (0xE0 | (valid >> 12)));
      putContinuation(valid >> 6, batch);
      putContinuation(valid, batch);
    } else {
      batch.put((byte) (0xF0 | (character >> 18)));
      putContinuation(character >> 12, batch);
      putContinuation(character >> 6, batch);
      putContinuation(character, batch);
    }
  }

  private static void putContinuation(int bits, LineBatch batch) {
    batch.put((byte) (0x80 | (bits & 0x3F)));
  }
}
