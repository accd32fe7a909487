package hk.innopark.jobs.account;

import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Elements by minute that became known in one arrival minute and are not yet handed on. Most of the
 * time that is a minute or two, so they stand in a sorted array, and the last one used is tried
 * first.
 */
final class PendingMinutes {
  /** Takes the elements of a minute. */
  @FunctionalInterface
  interface Consumer {
    void accept(long minuteMillis, Elements elements);
  }

  private long[] minutes = new long[4];
  private Elements[] sums = new Elements[4];
  private int size;
  private int last;

  /** Whether an amount could not be added since {@link #takeOverflow}. */
  private boolean overflowed;

  boolean isEmpty() {
    return size == 0;
  }

  int size() {
    return size;
  }

  /** Adds to a minute; what would exceed 64 bits is left out and remembered. */
  void add(long minuteMillis, Element element, long amount) {
    if (amount != 0 && !of(minuteMillis).tryAdd(element, amount)) {
      overflowed = true;
    }
  }

  /** Whether anything exceeded 64 bits since this was asked last. */
  boolean takeOverflow() {
    boolean taken = overflowed;
    overflowed = false;
    return taken;
  }

  /** The sum of a minute, to be added to. */
  Elements of(long minuteMillis) {
    if (last < size && minutes[last] == minuteMillis) {
      return sums[last];
    }
    int index = Arrays.binarySearch(minutes, 0, size, minuteMillis);
    if (index < 0) {
      index = -index - 1;
      insert(index, minuteMillis);
    }
    last = index;
    return sums[index];
  }

  /** Hands all of them on in the order of time, leaving out what came to nothing. */
  void forEach(Consumer consumer) {
    for (int index = 0; index < size; index++) {
      if (!sums[index].isZero()) {
        consumer.accept(minutes[index], sums[index]);
      }
    }
  }

  /** Forgets all; the sums are used again. */
  void clear() {
    if (size > 16) {
      minutes = new long[4];
      sums = new Elements[4];
    } else {
      for (int index = 0; index < size; index++) {
        sums[index].clear();
      }
    }
    size = 0;
    last = 0;
  }

  PendingMinutes copy() {
    PendingMinutes copy = new PendingMinutes();
    for (int index = 0; index < size; index++) {
      copy.of(minutes[index]).add(sums[index]);
    }
    return copy;
  }

  void write(DataOutputView out) throws IOException {
    out.writeInt(size);
    for (int index = 0; index < size; index++) {
      out.writeLong(minutes[index]);
      byte[] packed = sums[index].pack();
      out.writeInt(packed.length);
      out.write(packed);
    }
  }

  void read(DataInputView in) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      Elements sum = of(in.readLong());
      byte[] packed = new byte[in.readInt()];
      in.readFully(packed);
      sum.addPacked(packed);
    }
  }

  private void insert(int index, long minuteMillis) {
    if (size == minutes.length) {
      minutes = Arrays.copyOf(minutes, 2 * size);
      sums = Arrays.copyOf(sums, 2 * size);
    }
    Elements free = sums[size];
    System.arraycopy(minutes, index, minutes, index + 1, size - index);
    System.arraycopy(sums, index, sums, index + 1, size - index);
    minutes[index] = minuteMillis;
    sums[index] = free == null ? new Elements() : free;
    size++;
  }
}
