package hk.innopark.jobs.element;

import java.util.Arrays;

/** How a sum is written as bytes and read again; see {@link Elements#pack()}. */
final class PackedElements {
  /** A distance is one byte, an amount ten at most. */
  private static final int MOST_BYTES = 11;

  private PackedElements() {}

  /**
   * The bytes of a sum.
   *
   * @param low which elements below 64 have an amount, and {@code high} which of those above
   * @param amounts theirs, in the order of elements; there are {@code size}
   */
  static byte[] of(long low, long high, long[] amounts, int size) {
    byte[] buffer = new byte[size * MOST_BYTES];
    int length = 0;
    int previous = -1;
    int place = 0;
    for (long left = low; left != 0; left &= left - 1) {
      int index = Long.numberOfTrailingZeros(left);
      long amount = amounts[place++];
      if (amount != 0) {
        buffer[length++] = (byte) (index - previous);
        previous = index;
        length = write(amount, buffer, length);
      }
    }
    for (long left = high; left != 0; left &= left - 1) {
      int index = Long.SIZE + Long.numberOfTrailingZeros(left);
      long amount = amounts[place++];
      if (amount != 0) {
        buffer[length++] = (byte) (index - previous);
        previous = index;
        length = write(amount, buffer, length);
      }
    }
    return Arrays.copyOf(buffer, length);
  }

  private static int write(long amount, byte[] buffer, int from) {
    int length = from;
    long zigzag = (amount << 1) ^ (amount >> 63);
    while ((zigzag & ~0x7FL) != 0) {
      buffer[length++] = (byte) (zigzag | 0x80);
      zigzag >>>= 7;
    }
    buffer[length++] = (byte) zigzag;
    return length;
  }

  static void addTo(Elements sum, byte[] packed) {
    int index = -1;
    for (int position = 0; position < packed.length; ) {
      index += packed[position++];
      long zigzag = 0;
      for (int shift = 0; ; shift += 7) {
        byte part = packed[position++];
        zigzag |= (long) (part & 0x7F) << shift;
        if (part >= 0) {
          break;
        }
      }
      sum.add(Element.of(index), (zigzag >>> 1) ^ -(zigzag & 1));
    }
  }
}
