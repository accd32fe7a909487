package hk.innopark.jobs.rollup;

import hk.innopark.jobs.element.Elements;
import java.util.Arrays;

/** What is known of a period. A Flink POJO, hence public and mutable. */
public final class PeriodState {
  public long endMillis;
  public String shift;

  /** 0 before the period has closed, then the number of times that it was said anew. */
  public int revision;

  /** Everything up to the last close or revision, packed. */
  public byte[] total = new byte[0];

  /** Arrival minutes whose changes are not yet in the total, ascending. */
  public long[] laterSlots = new long[0];

  /** The changes of each of them, packed. */
  public byte[][] laterElements = new byte[0][];

  boolean isClosed() {
    return revision > 0;
  }

  void add(byte[] elements) {
    total = sum(total, elements);
  }

  void addLater(long slotMillis, byte[] elements) {
    int index = Arrays.binarySearch(laterSlots, slotMillis);
    if (index >= 0) {
      laterElements[index] = sum(laterElements[index], elements);
      return;
    }
    int at = -index - 1;
    long[] slots = Arrays.copyOf(laterSlots, laterSlots.length + 1);
    byte[][] changes = Arrays.copyOf(laterElements, laterElements.length + 1);
    System.arraycopy(laterSlots, at, slots, at + 1, laterSlots.length - at);
    System.arraycopy(laterElements, at, changes, at + 1, laterElements.length - at);
    slots[at] = slotMillis;
    changes[at] = elements;
    laterSlots = slots;
    laterElements = changes;
  }

  /** Moves the oldest later minute into the total; whether that changed it. */
  boolean mergeOldest() {
    byte[] change = laterElements[0];
    laterSlots = Arrays.copyOfRange(laterSlots, 1, laterSlots.length);
    laterElements = Arrays.copyOfRange(laterElements, 1, laterElements.length);
    if (change.length == 0) {
      return false;
    }
    add(change);
    return true;
  }

  /** What is said of it: once closed, the total. */
  byte[] known() {
    return isClosed() ? total : newest();
  }

  /** Everything, also what is not yet in the total. */
  byte[] newest() {
    Elements elements = Elements.unpack(total);
    for (byte[] later : laterElements) {
      elements.addPacked(later);
    }
    return elements.pack();
  }

  private static byte[] sum(byte[] one, byte[] other) {
    Elements elements = Elements.unpack(one);
    elements.addPacked(other);
    return elements.pack();
  }
}
