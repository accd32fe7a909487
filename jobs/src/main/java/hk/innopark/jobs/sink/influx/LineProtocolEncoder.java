package hk.innopark.jobs.sink.influx;

import com.fasterxml.jackson.core.io.NumberOutput;
import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.figures.Measurement;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes a figure row as one line of line protocol: measurement, tags sorted by name, fields, and
 * the period's start in milliseconds. Not thread-safe.
 *
 * <p>Every field is a float, integers too, so that a field never meets another type under its name.
 * A field without a finite value is left out; {@code revision} always has one, so a row is never
 * empty. A rewrite carries all fields, but a server that merges fields (InfluxDB) keeps the old
 * value of a field that had one and has none any more.
 */
public final class LineProtocolEncoder {
  /** Below it a decimal has at most 15 digits, and no other decimal so short is the same double. */
  private static final double EXACT_LIMIT = 1e15;

  private static final int BILLION = 1_000_000_000;

  /** Of a number as text; the longest double has 24. */
  private static final int NUMBER_BYTES = 26;

  private static final byte[] ESTATE = ascii(",estate=");
  private static final byte[] LINE = ascii(",line=");
  private static final byte[] MACHINE = ascii(",machine=");
  private static final byte[] ORIGIN = ascii(",origin=");
  private static final byte[] TENANT = ascii(",tenant=");
  private static final byte[] REVISION = ascii(" revision=");

  /** By measurement. */
  private final byte[][] names = new byte[Measurement.values().length][];

  /** By measurement and field, with comma and equals sign. */
  private final byte[][][] fieldKeys = new byte[names.length][][];

  /** By measurement: what its fields take at most. */
  private final int[] fieldBytes = new int[names.length];

  /** By view, measurement and field. */
  private final boolean[][][] masks = new boolean[FieldView.values().length][names.length][];

  /** By grain and level, both tags. */
  private final byte[][][] places = new byte[Grain.values().length][Level.values().length][];

  /** The tags before and after those, of the place that was last written. */
  private final LineBatch head = new LineBatch();

  private final LineBatch tail = new LineBatch();
  private FigureRow last;

  private byte[] out;
  private int at;

  public LineProtocolEncoder() {
    for (Measurement measurement : Measurement.values()) {
      int index = measurement.ordinal();
      names[index] = ascii(measurement.wireName());
      fieldKeys[index] = keys(measurement.fields());
      for (byte[] key : fieldKeys[index]) {
        fieldBytes[index] += key.length + NUMBER_BYTES;
      }
      for (FieldView view : FieldView.values()) {
        masks[view.ordinal()][index] = view.mask(measurement);
      }
    }
    for (Grain grain : Grain.values()) {
      for (Level level : Level.values()) {
        places[grain.ordinal()][level.ordinal()] =
            ascii(",grain=" + grain.wireName() + ",level=" + level.wireName());
      }
    }
  }

  /** Appends the row as one line. */
  public void encode(FigureRow row, FieldView view, LineBatch batch) {
    int measurement = row.measurement().ordinal();
    byte[][] keys = fieldKeys[measurement];
    double[] values = row.values();
    if (values.length != keys.length) {
      throw new IllegalArgumentException(
          "a row of %s has %d values for %d fields"
              .formatted(row.measurement().wireName(), values.length, keys.length));
    }
    if (last == null || !isSamePlace(row, last)) {
      remember(row);
    }
    byte[] name = names[measurement];
    byte[] place = places[row.grain().ordinal()][row.level().ordinal()];
    out =
        batch.reserve(
            name.length
                + head.length()
                + place.length
                + tail.length()
                + REVISION.length
                + fieldBytes[measurement]
                + 2 * NUMBER_BYTES);
    at = batch.length();
    put(name, name.length);
    put(head.array(), head.length());
    put(place, place.length);
    put(tail.array(), tail.length());
    put(REVISION, REVISION.length);
    putLong(row.revision());
    boolean[] mask = masks[view.ordinal()][measurement];
    for (int i = 0; i < values.length; i++) {
      double value = values[i];
      if (mask[i] && Math.abs(value) <= Double.MAX_VALUE) {
        put(keys[i], keys[i].length);
        putDouble(value);
      }
    }
    out[at++] = ' ';
    putLong(row.startMillis());
    batch.endLineAt(at);
  }

  /** The rows of a place share their names and mostly come one after the other. */
  @SuppressWarnings("ReferenceEquality") // equal names that are not the same cost time alone
  private static boolean isSamePlace(FigureRow one, FigureRow other) {
    return one.tenant() == other.tenant()
        && one.line() == other.line()
        && one.machine() == other.machine()
        && one.estate() == other.estate()
        && one.origin() == other.origin();
  }

  private void remember(FigureRow row) {
    last = row;
    head.clear();
    LineTags.put(ESTATE, row.estate(), head);
    tail.clear();
    LineTags.put(LINE, row.line(), tail);
    LineTags.put(MACHINE, row.machine(), tail);
    LineTags.put(ORIGIN, row.origin(), tail);
    LineTags.put(TENANT, row.tenant(), tail);
  }

  private void put(byte[] from, int length) {
    System.arraycopy(from, 0, out, at, length);
    at += length;
  }

  /**
   * The shortest decimal that reads back as the same double.
   *
   * <p>Most figures are a whole number of billionths. Where such a number has at most 15 digits, it
   * is the only decimal of that length that reads back as the double, so it is written without
   * searching for it.
   */
  private void putDouble(double value) {
    long whole = (long) value;
    if (whole == value && Math.abs(value) < EXACT_LIMIT) {
      putLong(whole);
      return;
    }
    double scaled = value * BILLION;
    if (Math.abs(scaled) < EXACT_LIMIT) {
      long billionths = Math.round(scaled);
      if (billionths / (double) BILLION == value) {
        putBillionths(billionths);
        return;
      }
    }
    if (ShortestDecimal.isOrdinary(value)) {
      at = ShortestDecimal.put(value, out, at);
      return;
    }
    String text = NumberOutput.toString(value, true);
    for (int i = 0; i < text.length(); i++) {
      out[at++] = (byte) text.charAt(i);
    }
  }

  /** A number that is not whole, without trailing zeros. */
  private void putBillionths(long billionths) {
    if (billionths < 0) {
      out[at++] = '-';
    }
    long rest = Math.abs(billionths);
    putLong(rest / BILLION);
    out[at++] = '.';
    int decimals = (int) (rest % BILLION);
    int end = at + 9;
    while (decimals % 10 == 0) {
      decimals /= 10;
      end--;
    }
    for (int i = end; i > at; ) {
      out[--i] = (byte) ('0' + decimals % 10);
      decimals /= 10;
    }
    at = end;
  }

  private void putLong(long value) {
    at = LineBatch.putLong(value, out, at);
  }

  private static byte[][] keys(List<String> fields) {
    return fields.stream().map(field -> ascii("," + field + "=")).toArray(byte[][]::new);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
