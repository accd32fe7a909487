package hk.innopark.simulators.fault;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;

/** As much of protobuf's wire format as an envelope needs: varints and what has a length. */
final class Protobuf {
  private static final int LENGTH_DELIMITED = 2;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  Protobuf number(int field, long value) {
    varint((long) field << 3);
    varint(value);
    return this;
  }

  Protobuf text(int field, String text) {
    return bytes(field, text.getBytes(StandardCharsets.US_ASCII));
  }

  Protobuf bytes(int field, byte[] content) {
    varint(((long) field << 3) | LENGTH_DELIMITED);
    varint(content.length);
    bytes.writeBytes(content);
    return this;
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }

  /** The varint of a field at a message's top level; empty where it is not there. */
  static OptionalLong numberIn(byte[] message, int field) {
    Cursor cursor = new Cursor(message);
    while (cursor.position < message.length) {
      long tag = cursor.varint();
      switch ((int) (tag & 7)) {
        case 0 -> {
          long value = cursor.varint();
          if (tag >>> 3 == field) {
            return OptionalLong.of(value);
          }
        }
        case 1 -> cursor.position += 8;
        case LENGTH_DELIMITED -> {
          int length = (int) cursor.varint();
          cursor.position += length;
        }
        case 5 -> cursor.position += 4;
        default -> {
          return OptionalLong.empty();
        }
      }
    }
    return OptionalLong.empty();
  }

  private static final class Cursor {
    private final byte[] message;
    private int position;

    Cursor(byte[] message) {
      this.message = message;
    }

    long varint() {
      long value = 0;
      for (int shift = 0; position < message.length && shift < 64; shift += 7) {
        byte next = message[position++];
        value |= (long) (next & 0x7F) << shift;
        if (next >= 0) {
          break;
        }
      }
      return value;
    }
  }
}
