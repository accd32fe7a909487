package hk.innopark.jobs.sink.influx;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Lines for one bucket, end to end in one buffer that is reused from batch to batch. */
public final class LineBatch {
  private byte[] bytes = new byte[8 * 1024];
  private int length;
  private int[] ends = new int[64];
  private int lines;

  void put(byte value) {
    ensure(1);
    bytes[length++] = value;
  }

  void put(byte[] values) {
    put(values, 0, values.length);
  }

  void put(byte[] values, int from, int to) {
    ensure(to - from);
    System.arraycopy(values, from, bytes, length, to - from);
    length += to - from;
  }

  /** Text of which every character is ASCII, such as a number. */
  void putAscii(String text) {
    int count = text.length();
    ensure(count);
    for (int i = 0; i < count; i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
  }

  /** Closes the line: what was put since the line before becomes line {@link #lines()} − 1. */
  void endLine() {
    put((byte) '\n');
    if (lines == ends.length) {
      ends = Arrays.copyOf(ends, lines * 2);
    }
    ends[lines++] = length;
  }

  public int lines() {
    return lines;
  }

  boolean isEmpty() {
    return lines == 0;
  }

  /** Size of all closed lines, in bytes. */
  public int size() {
    return lines == 0 ? 0 : ends[lines - 1];
  }

  /** The lines from one, inclusive, to the other, exclusive, each with its line feed. */
  String text(int fromLine, int toLine) {
    int from = start(fromLine);
    return new String(bytes, from, ends[toLine - 1] - from, StandardCharsets.UTF_8);
  }

  /** The stamp at the end of a line. */
  long timestamp(int line) {
    int end = ends[line] - 1;
    int from = end;
    while (from > start(line) && bytes[from - 1] != ' ') {
      from--;
    }
    return Long.parseLong(new String(bytes, from, end - from, StandardCharsets.US_ASCII));
  }

  int size(int fromLine, int toLine) {
    return ends[toLine - 1] - start(fromLine);
  }

  public void clear() {
    length = 0;
    lines = 0;
  }

  private int start(int line) {
    return line == 0 ? 0 : ends[line - 1];
  }

  private void ensure(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
