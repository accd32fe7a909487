package hk.innopark.jobs.sink.influx;

import com.fasterxml.jackson.core.io.NumberOutput;
import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.figures.Measurement;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a figure row as one line of line protocol: measurement, tags sorted by name, fields, and
 * the period's start in milliseconds.
 *
 * <p>Every field is a float, integers too, so that a field never meets another type under its name.
 * A field without a finite value is left out; {@code revision} always has one, so a row is never
 * empty. A rewrite carries all fields, but a server that merges fields (InfluxDB) keeps the old
 * value of a field that had one and has none any more.
 *
 * <p>In tag values comma, space and equals sign are escaped with a backslash, which every server
 * undoes. Nothing else can be escaped alike everywhere: servers differ in what they make of {@code
 * \\}, a trailing backslash swallows the next tag, and a line feed ends the point. So a backslash,
 * a control character and the percent sign itself are written as {@code %5C}: other characters in
 * the store, but two values stay two, and no value reaches into another.
 */
public final class LineProtocolEncoder {
  /** Below it a decimal has at most 15 digits, and no other decimal so short is the same double. */
  private static final double EXACT_LIMIT = 1e15;

  private static final long BILLION = 1_000_000_000;

  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] ESTATE = ascii(",estate=");
  private static final byte[] LINE = ascii(",line=");
  private static final byte[] MACHINE = ascii(",machine=");
  private static final byte[] ORIGIN = ascii(",origin=");
  private static final byte[] TENANT = ascii(",tenant=");
  private static final byte[] REVISION = ascii("revision=");

  private final Map<Measurement, byte[]> measurements = new EnumMap<>(Measurement.class);
  private final Map<Measurement, byte[][]> fieldKeys = new EnumMap<>(Measurement.class);
  private final Map<FieldView, Map<Measurement, boolean[]>> masks = new EnumMap<>(FieldView.class);
  private final Map<Grain, byte[]> grains = new EnumMap<>(Grain.class);
  private final Map<Level, byte[]> levels = new EnumMap<>(Level.class);
  private final byte[] digits = new byte[24];

  public LineProtocolEncoder() {
    for (Measurement measurement : Measurement.values()) {
      measurements.put(measurement, ascii(measurement.wireName()));
      fieldKeys.put(measurement, fieldKeys(measurement.fields()));
    }
    for (FieldView view : FieldView.values()) {
      Map<Measurement, boolean[]> byMeasurement = new EnumMap<>(Measurement.class);
      for (Measurement measurement : Measurement.values()) {
        byMeasurement.put(measurement, view.mask(measurement));
      }
      masks.put(view, byMeasurement);
    }
    for (Grain grain : Grain.values()) {
      grains.put(grain, ascii(",grain=" + grain.wireName()));
    }
    for (Level level : Level.values()) {
      levels.put(level, ascii(",level=" + level.wireName()));
    }
  }

  /** Appends the row as one line. */
  public void encode(FigureRow row, FieldView view, LineBatch batch) {
    byte[][] keys = fieldKeys.get(row.measurement());
    double[] values = row.values();
    if (values.length != keys.length) {
      throw new IllegalArgumentException(
          "a row of %s has %d values for %d fields"
              .formatted(row.measurement().wireName(), values.length, keys.length));
    }
    batch.put(measurements.get(row.measurement()));
    putTag(ESTATE, row.estate(), batch);
    batch.put(grains.get(row.grain()));
    batch.put(levels.get(row.level()));
    putTag(LINE, row.line(), batch);
    putTag(MACHINE, row.machine(), batch);
    putTag(ORIGIN, row.origin(), batch);
    putTag(TENANT, row.tenant(), batch);
    batch.put((byte) ' ');
    batch.put(REVISION);
    putLong(row.revision(), batch);
    boolean[] mask = masks.get(view).get(row.measurement());
    for (int i = 0; i < values.length; i++) {
      if (mask[i] && Double.isFinite(values[i])) {
        batch.put(keys[i]);
        putDouble(values[i], batch);
      }
    }
    batch.put((byte) ' ');
    putLong(row.startMillis(), batch);
    batch.endLine();
  }

  private static byte[][] fieldKeys(List<String> fields) {
    byte[][] keys = new byte[fields.size()][];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = ascii("," + fields.get(i) + "=");
    }
    return keys;
  }

  static void putTag(byte[] key, String value, LineBatch batch) {
    if (value == null || value.isEmpty()) {
      return; // the protocol has no empty tag
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

  /**
   * The shortest decimal that reads back as the same double.
   *
   * <p>Most figures are a whole number of billionths. Where such a number has at most 15 digits, it
   * is the only decimal of that length that reads back as the double, so it is written without
   * searching for it.
   */
  private void putDouble(double value, LineBatch batch) {
    if (value == Math.rint(value) && Math.abs(value) < EXACT_LIMIT) {
      putLong((long) value, batch);
      return;
    }
    double scaled = value * BILLION;
    if (Math.abs(scaled) < EXACT_LIMIT) {
      long billionths = Math.round(scaled);
      if (billionths / (double) BILLION == value) {
        putBillionths(billionths, batch);
        return;
      }
    }
    batch.putAscii(NumberOutput.toString(value, true));
  }

  /** A number that is not whole, without trailing zeros. */
  private void putBillionths(long billionths, LineBatch batch) {
    if (billionths < 0) {
      batch.put((byte) '-');
    }
    long rest = Math.abs(billionths);
    int decimals = 9;
    while (rest % 10 == 0) {
      rest /= 10;
      decimals--;
    }
    int first = digits.length;
    for (int i = 0; i < decimals; i++) {
      digits[--first] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    digits[--first] = (byte) '.';
    do {
      digits[--first] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    batch.put(digits, first, digits.length);
  }

  private void putLong(long value, LineBatch batch) {
    if (value == Long.MIN_VALUE) {
      batch.putAscii(Long.toString(value));
      return;
    }
    if (value < 0) {
      batch.put((byte) '-');
    }
    long rest = Math.abs(value);
    int first = digits.length;
    do {
      digits[--first] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    batch.put(digits, first, digits.length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
