package hk.innopark.jobs.rollup;

import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Subject;
import hk.innopark.jobs.state.Varints;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What is known of one period of one entity. */
final class PeriodSum {
  private static final byte[] NOTHING = new byte[0];
  private static final int SHIFT = 1;
  private static final int LATER = 2;
  private static final int SETTLED = 4;
  private static final int SAID = 8;
  private static final int CLOSED_BITS = 4;

  final long endMillis;

  /** The shift's id at grain shift, else null. */
  final String shift;

  /** 0 before the period has closed, then the number of its newest revision. */
  int revision;

  /** Whether it was closed with full coverage, or reported as expired: nothing more is to say. */
  boolean isSettled;

  /** Whether it is known to wait for a report; not kept in state, where the queue knows it. */
  boolean waits;

  /** Which subjects a report of any kind had, and a close or a revision. */
  private int saidSubjects;

  private int closedSubjects;

  /** Everything up to the last close or revision: dense while it changes, else packed. */
  private Elements dense;

  private byte[] packed = NOTHING;

  /** Arrival minutes whose changes are not yet in the total, ascending; and the changes of each. */
  private long[] laterSlots = {};

  private Elements[] laterSums = {};

  PeriodSum(long endMillis, String shift) {
    this.endMillis = endMillis;
    this.shift = shift;
  }

  /** What was reported until now. */
  PeriodTotal.Said said() {
    return new PeriodTotal.Said(saidSubjects, closedSubjects);
  }

  /** Notes what a report had. */
  void say(Elements elements, PeriodTotal.Stage stage) {
    int subjects = Subject.in(elements);
    saidSubjects |= subjects;
    if (stage == PeriodTotal.Stage.CLOSED) {
      closedSubjects |= subjects;
    }
  }

  boolean isClosed() {
    return revision > 0;
  }

  /**
   * Adds to the total.
   *
   * @return false where an amount is beyond 64 bits; then nothing was added
   */
  boolean add(Elements delta) {
    return dense().tryAdd(delta);
  }

  /** The same of all but the digest of messages. */
  boolean addWithoutDigest(Elements delta) {
    return dense().tryAddWithoutDigest(delta);
  }

  /** Whether its amounts need no more than so many bits. */
  boolean fits(int bits) {
    return dense().fits(bits);
  }

  private Elements dense() {
    if (dense == null) {
      dense = Elements.unpack(packed);
      packed = NOTHING;
    }
    return dense;
  }

  /** Adds to what became known in an arrival minute after the close. */
  boolean addLater(long slotMillis, Elements delta) {
    return later(slotMillis).tryAdd(delta);
  }

  /** The same of all but the digest of messages. */
  boolean addLaterWithoutDigest(long slotMillis, Elements delta) {
    return later(slotMillis).tryAddWithoutDigest(delta);
  }

  private Elements later(long slotMillis) {
    int index = Arrays.binarySearch(laterSlots, slotMillis);
    if (index < 0) {
      index = -index - 1;
      laterSlots = inserted(laterSlots, index, slotMillis);
      Elements[] sums = Arrays.copyOf(laterSums, laterSums.length + 1);
      System.arraycopy(laterSums, index, sums, index + 1, laterSums.length - index);
      sums[index] = new Elements();
      laterSums = sums;
    }
    return laterSums[index];
  }

  /** The oldest arrival minute that is not yet in the total; {@link Long#MAX_VALUE} for none. */
  long oldestLaterSlot() {
    return laterSlots.length == 0 ? Long.MAX_VALUE : laterSlots[0];
  }

  /** Moves the oldest later minute into the total; whether that changed it. */
  boolean mergeOldest() {
    Elements change = laterSums[0];
    laterSlots = Arrays.copyOfRange(laterSlots, 1, laterSlots.length);
    laterSums = Arrays.copyOfRange(laterSums, 1, laterSums.length);
    return !change.isZero() && add(change);
  }

  /** Whether the oldest later minute only says that machines stood for other reasons. */
  boolean isOldestReclassification() {
    return laterSums[0].isReclassification();
  }

  boolean isEmpty() {
    return dense == null ? packed.length == 0 : dense.isZero();
  }

  /** What is said of it: once closed, the total; before that, everything. */
  Elements known() {
    Elements sum = new Elements();
    if (dense == null) {
      sum.addPacked(packed);
    } else {
      sum.add(dense);
    }
    if (!isClosed()) {
      for (Elements later : laterSums) {
        sum.tryAdd(later);
      }
    }
    return sum;
  }

  /** All that is known, also what makes the next revision. */
  Elements everything() {
    Elements sum = new Elements();
    if (dense == null) {
      sum.addPacked(packed);
    } else {
      sum.add(dense);
    }
    for (Elements later : laterSums) {
      sum.tryAdd(later);
    }
    return sum;
  }

  /** The total alone. */
  Elements total() {
    return dense == null ? Elements.unpack(packed) : dense;
  }

  /** The total of a period that is closed, packed: it changes seldom, so it stays so. */
  byte[] packedTotal() {
    pack();
    return packed;
  }

  void write(DataOutputView out) throws IOException {
    int flags =
        (shift == null ? 0 : SHIFT)
            | (laterSlots.length == 0 ? 0 : LATER)
            | (isSettled ? SETTLED : 0)
            | (saidSubjects == 0 ? 0 : SAID);
    out.writeByte(flags);
    if (shift != null) {
      out.writeUTF(shift);
    }
    if (saidSubjects != 0) {
      out.writeByte(saidSubjects | closedSubjects << CLOSED_BITS);
    }
    Varints.write(revision, out);
    pack();
    writePacked(packed, out);
    if (laterSlots.length > 0) {
      Varints.write(laterSlots.length, out);
      for (int index = 0; index < laterSlots.length; index++) {
        Varints.write(laterSlots[index], out);
        writePacked(laterSums[index].pack(), out);
      }
    }
  }

  static PeriodSum read(long endMillis, DataInputView in) throws IOException {
    int flags = in.readByte();
    PeriodSum sum = new PeriodSum(endMillis, (flags & SHIFT) == 0 ? null : in.readUTF());
    sum.isSettled = (flags & SETTLED) != 0;
    if ((flags & SAID) != 0) {
      int said = in.readUnsignedByte();
      sum.saidSubjects = said & (1 << CLOSED_BITS) - 1;
      sum.closedSubjects = said >> CLOSED_BITS;
    }
    sum.revision = (int) Varints.read(in);
    sum.packed = readPacked(in);
    if ((flags & LATER) != 0) {
      int slots = (int) Varints.read(in);
      sum.laterSlots = new long[slots];
      sum.laterSums = new Elements[slots];
      for (int index = 0; index < slots; index++) {
        sum.laterSlots[index] = Varints.read(in);
        sum.laterSums[index] = Elements.unpack(readPacked(in));
      }
    }
    return sum;
  }

  /** An open period goes on changing, so its dense form stays. */
  private void pack() {
    if (dense != null) {
      packed = dense.pack();
      if (isClosed()) {
        dense = null;
      }
    }
  }

  private static void writePacked(byte[] bytes, DataOutputView out) throws IOException {
    Varints.write(bytes.length, out);
    out.write(bytes);
  }

  private static byte[] readPacked(DataInputView in) throws IOException {
    byte[] bytes = new byte[(int) Varints.read(in)];
    in.readFully(bytes);
    return bytes;
  }

  private static long[] inserted(long[] values, int index, long value) {
    long[] more = Arrays.copyOf(values, values.length + 1);
    System.arraycopy(values, index, more, index + 1, values.length - index);
    more[index] = value;
    return more;
  }
}
