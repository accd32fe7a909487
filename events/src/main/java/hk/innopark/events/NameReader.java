package hk.innopark.events;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Reads quoted names of a {@link NameTable}. Messages repeat the order of their names, so the name
 * that followed last time is tried first, eight bytes at a time.
 */
final class NameReader {
  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final NameTable names;
  private final Quoted[] quoted;
  private final int[] successors;
  private int last;
  private int end;

  /** A name in its quotes as words; in the last one only some bits count. */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  private record Quoted(int length, long[] words, long lastMask) {}

  NameReader(NameTable names) {
    this.names = names;
    this.quoted = new Quoted[names.size()];
    for (int index = 0; index < quoted.length; index++) {
      quoted[index] = quoted('"' + names.name(index) + '"');
    }
    // one more for the first name, which follows none
    this.successors = new int[names.size() + 1];
    this.last = names.size();
  }

  /** Begins a list of names. */
  void begin() {
    last = names.size();
  }

  /** The index of the quoted name at the place; -1 where it is none of the table's. */
  int read(byte[] bytes, int at) {
    int guess = successors[last];
    Quoted name = quoted[guess];
    if (stands(name, bytes, at)) {
      end = at + name.length;
      last = guess;
      return guess;
    }
    return find(bytes, at);
  }

  /** The place after the name that was read. */
  int end() {
    return end;
  }

  private int find(byte[] bytes, int at) {
    if (at >= bytes.length || bytes[at] != '"') {
      return -1;
    }
    int to = at + 1;
    while (to < bytes.length && bytes[to] != '"') {
      to++;
    }
    int index = to < bytes.length ? names.find(bytes, at + 1, to) : -1;
    if (index >= 0) {
      successors[last] = index;
      last = index;
      end = to + 1;
    }
    return index;
  }

  private static boolean stands(Quoted name, byte[] bytes, int at) {
    long[] words = name.words;
    int lastWord = words.length - 1;
    if (at + 8 * words.length > bytes.length) {
      return false;
    }
    for (int i = 0; i < lastWord; i++) {
      if ((long) WORD.get(bytes, at + 8 * i) != words[i]) {
        return false;
      }
    }
    return ((long) WORD.get(bytes, at + 8 * lastWord) & name.lastMask) == words[lastWord];
  }

  private static Quoted quoted(String text) {
    int length = text.length();
    byte[] padded = Arrays.copyOf(NameTable.ascii(text), (length + 7) / 8 * 8);
    long[] words = new long[padded.length / 8];
    for (int i = 0; i < words.length; i++) {
      words[i] = (long) WORD.get(padded, 8 * i);
    }
    int lastBytes = length - 8 * (words.length - 1);
    return new Quoted(length, words, -1L >>> (64 - 8 * lastBytes));
  }
}
