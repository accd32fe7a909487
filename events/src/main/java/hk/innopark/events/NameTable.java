package hk.innopark.events;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Finds which of a few fixed ASCII names stands between two places of an array of bytes. */
final class NameTable {
  private static final int ABSENT = -1;

  private final byte[][] names;
  private final int[] slots;

  NameTable(List<String> names) {
    this.names =
        names.stream().map(name -> name.getBytes(StandardCharsets.US_ASCII)).toArray(byte[][]::new);
    this.slots = new int[Integer.highestOneBit(names.size()) << 3];
    Arrays.fill(slots, ABSENT);
    for (int index = 0; index < this.names.length; index++) {
      byte[] name = this.names[index];
      int slot = slot(name, 0, name.length);
      while (slots[slot] != ABSENT) {
        slot = (slot + 1) & (slots.length - 1);
      }
      slots[slot] = index;
    }
  }

  int size() {
    return names.length;
  }

  String name(int index) {
    return new String(names[index], StandardCharsets.US_ASCII);
  }

  static byte[] ascii(String name) {
    return name.getBytes(StandardCharsets.US_ASCII);
  }

  /** The name's place in the list that the table was made of; -1 where it is none of them. */
  int find(byte[] bytes, int from, int to) {
    if (from == to) {
      return ABSENT;
    }
    int slot = slot(bytes, from, to);
    int index;
    while ((index = slots[slot]) != ABSENT) {
      byte[] name = names[index];
      if (Arrays.equals(name, 0, name.length, bytes, from, to)) {
        return index;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return ABSENT;
  }

  /** Of the length and three bytes, which tell the names of signals apart well enough. */
  private int slot(byte[] bytes, int from, int to) {
    int length = to - from;
    int mixed =
        length * 31 + bytes[from] * 7 + bytes[from + (length >> 1)] * 131 + bytes[to - 1] * 1_031;
    return (mixed ^ (mixed >>> 7)) & (slots.length - 1);
  }
}
