package hk.innopark.events;

import java.util.Arrays;

/**
 * The numeric values of one reading, sparse.
 *
 * @param present bit n is set where the signal with ordinal n has a value
 * @param values the values in the order of their signals; units as {@link Signal} says
 */
@SuppressWarnings("ArrayRecordComponent")
public record SignalValues(int present, long[] values) {
  public static final SignalValues NONE = new SignalValues(0, new long[0]);

  public boolean has(Signal signal) {
    return (present & (1 << signal.ordinal())) != 0;
  }

  /**
   * The signal's value.
   *
   * @throws IllegalArgumentException where there is none
   */
  public long get(Signal signal) {
    int bit = 1 << signal.ordinal();
    if ((present & bit) == 0) {
      throw new IllegalArgumentException("no value for " + signal.wireName());
    }
    return values[Integer.bitCount(present & (bit - 1))];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SignalValues that
        && present == that.present
        && Arrays.equals(values, that.values);
  }

  @Override
  public int hashCode() {
    return 31 * present + Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "SignalValues[present=" + present + ", values=" + Arrays.toString(values) + ']';
  }

  /**
   * Values in the order of the array's indices, which are ordinals; absent where not in the mask.
   */
  public static SignalValues compact(int present, long[] byOrdinal) {
    long[] values = new long[Integer.bitCount(present)];
    int next = 0;
    for (int ordinal = 0; ordinal < byOrdinal.length; ordinal++) {
      if ((present & (1 << ordinal)) != 0) {
        values[next++] = byOrdinal[ordinal];
      }
    }
    return new SignalValues(present, values);
  }
}
