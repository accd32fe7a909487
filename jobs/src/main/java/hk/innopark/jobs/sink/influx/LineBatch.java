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
    ensure(values.length);
    System.arraycopy(values, 0, bytes, length, values.length);
    length += values.length;
  }

  /** Text of which every character is ASCII, such as a number. */
  void putAscii(String text) {
    int count = text.length();
    ensure(count);
    for (int i = 0; i < count; i++) {
      bytes[length++] = (byte) text.charAt(i);
    }
  }

  /** Whole lines, each with its line feed. */
  void append(byte[] whole) {
    int start = length;
    put(whole);
    for (int i = start; i < length; i++) {
      if (bytes[i] == '\n') {
        end(i + 1);
      }
    }
  }

  /** A line of another batch. */
  void copyLine(LineBatch other, int line) {
    int from = other.start(line);
    int count = other.ends[line] - from;
    ensure(count);
    System.arraycopy(other.bytes, from, bytes, length, count);
    length += count;
    end(length);
  }

  /** Makes room for so many bytes more, to be written from {@link #length()} on. */
  byte[] reserve(int more) {
    ensure(more + 1);
    return bytes;
  }

  /** What {@link #reserve} gave, as long as nothing else is put. */
  byte[] array() {
    return bytes;
  }

  /** With what was put since the last line ended. */
  int length() {
    return length;
  }

  /** Closes a line that was written into the reserved room and ends before a place. */
  void endLineAt(int at) {
    bytes[at] = '\n';
    length = at + 1;
    end(length);
  }

  /** Closes the line: what was put since the line before becomes line {@link #lines()} − 1. */
  void endLine() {
    put((byte) '\n');
    end(length);
  }

  private void end(int at) {
    if (lines == ends.length) {
      ends = Arrays.copyOf(ends, lines * 2);
    }
    ends[lines++] = at;
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

  /** All closed lines. */
  byte[] copy() {
    return Arrays.copyOf(bytes, size());
  }

  /** All closed lines. */
  public String text() {
    return lines == 0 ? "" : text(0, lines);
  }

  /** The lines from one, inclusive, to the other, exclusive, each with its line feed. */
  String text(int fromLine, int toLine) {
    int from = start(fromLine);
    return new String(bytes, from, ends[toLine - 1] - from, StandardCharsets.UTF_8);
  }

  /** What makes a line's point: measurement and tags, and the stamp. A later line replaces it. */
  String identity(int line) {
    int start = start(line);
    int end = ends[line] - 1;
    int stamp = stampOf(line);
    int fields = start;
    while (bytes[fields] != ' ' || bytes[fields - 1] == '\\') {
      fields++;
    }
    return new String(bytes, start, fields - start, StandardCharsets.UTF_8)
        + new String(bytes, stamp - 1, end - stamp + 1, StandardCharsets.UTF_8);
  }

  /** The stamp at the end of a line. */
  long timestamp(int line) {
    int from = stampOf(line);
    return Long.parseLong(
        new String(bytes, from, ends[line] - 1 - from, StandardCharsets.US_ASCII));
  }

  private int stampOf(int line) {
    int from = ends[line] - 1;
    while (from > start(line) && bytes[from - 1] != ' ') {
      from--;
    }
    return from;
  }

  int size(int fromLine, int toLine) {
    return ends[toLine - 1] - start(fromLine);
  }

  public void clear() {
    length = 0;
    lines = 0;
  }

  /** Writes a number in decimal; returns the place after it. */
  static int putLong(long value, byte[] out, int at) {
    if (value == Long.MIN_VALUE) {
      byte[] text = Long.toString(value).getBytes(StandardCharsets.US_ASCII);
      System.arraycopy(text, 0, out, at, text.length);
      return at + text.length;
    }
    int start = at;
    if (value < 0) {
      out[start++] = '-';
    }
    long rest = Math.abs(value);
    if (rest < 10) {
      out[start] = (byte) ('0' + rest);
      return start + 1;
    }
    int end = start + digits(rest);
    int i = end;
    while (rest > Integer.MAX_VALUE) {
      long hundredth = rest / 100;
      int pair = (int) (rest - hundredth * 100);
      out[--i] = (byte) ('0' + pair % 10);
      out[--i] = (byte) ('0' + pair / 10);
      rest = hundredth;
    }
    int small = (int) rest;
    while (i > start) {
      int tenth = small / 10;
      out[--i] = (byte) ('0' + (small - tenth * 10));
      small = tenth;
    }
    return end;
  }

  private static int digits(long value) {
    int digits = 1;
    for (long limit = 10; digits < 19 && value >= limit; limit *= 10) {
      digits++;
    }
    return digits;
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
