package hk.innopark.jobs.rollup;

import hk.innopark.events.Grain;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The minutes and half hours of one hour, and the hour itself: one piece of state. */
final class HourBlock {
  static final long MILLIS = 3_600_000L;
  static final long MINUTE_MILLIS = 60_000L;
  static final int HALF_HOURS = 60;
  static final int HOUR = 62;
  private static final int SIZE = 63;

  final long startMillis;
  private final PeriodSum[] sums = new PeriodSum[SIZE];

  /** Whether it has changed since it was written. */
  boolean isDirty;

  HourBlock(long startMillis) {
    this.startMillis = startMillis;
  }

  static int size() {
    return SIZE;
  }

  static long hourOf(long millis) {
    return Math.floorDiv(millis, MILLIS) * MILLIS;
  }

  /** Where a period of a grain of an hour at most stands in its block. */
  static int indexOf(Grain grain, long startMillis) {
    int minute = (int) Math.floorMod(Math.floorDiv(startMillis, MINUTE_MILLIS), 60L);
    return switch (grain) {
      case MINUTE -> minute;
      case HALF_HOUR -> HALF_HOURS + minute / 30;
      case HOUR -> HOUR;
      case SHIFT, DAY, MONTH ->
          throw new IllegalArgumentException(grain + " is no part of an hour");
    };
  }

  static Grain grainOf(int index) {
    return index < HALF_HOURS ? Grain.MINUTE : index < HOUR ? Grain.HALF_HOUR : Grain.HOUR;
  }

  long startOf(int index) {
    return switch (grainOf(index)) {
      case MINUTE -> startMillis + index * MINUTE_MILLIS;
      case HALF_HOUR -> startMillis + (index - HALF_HOURS) * (30 * MINUTE_MILLIS);
      default -> startMillis;
    };
  }

  long endOf(int index) {
    return switch (grainOf(index)) {
      case MINUTE -> startOf(index) + MINUTE_MILLIS;
      case HALF_HOUR -> startOf(index) + 30 * MINUTE_MILLIS;
      default -> startMillis + MILLIS;
    };
  }

  /** What is known of a period; null where nothing is. */
  PeriodSum get(int index) {
    return sums[index];
  }

  PeriodSum open(int index) {
    if (sums[index] == null) {
      sums[index] = new PeriodSum(endOf(index), null);
    }
    return sums[index];
  }

  void write(DataOutputView out) throws IOException {
    for (int index = 0; index < SIZE; index++) {
      if (sums[index] != null) {
        out.writeByte(index);
        sums[index].write(out);
      }
    }
    out.writeByte(-1);
  }

  static HourBlock read(long startMillis, DataInputView in) throws IOException {
    HourBlock block = new HourBlock(startMillis);
    for (int index = in.readByte(); index >= 0; index = in.readByte()) {
      block.sums[index] = PeriodSum.read(block.endOf(index), in);
    }
    return block;
  }
}
