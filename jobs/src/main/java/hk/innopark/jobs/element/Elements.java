package hk.innopark.jobs.element;

import java.util.Arrays;

/**
 * A sum of elements: mutable, and as large as what it holds: an element takes room from its first
 * amount on. Sums are exact, and do not depend on their order.
 */
public final class Elements {
  private static final int WORD = Long.SIZE;
  private static final int FIRST_ROOM = 12;

  /** Which elements have a place, those below 64 and those above. */
  private long low;

  private long high;

  /** Their amounts, in the order of elements. */
  private long[] amounts = new long[FIRST_ROOM];

  private int size;

  static {
    if (Element.COUNT > 2 * WORD) {
      throw new IllegalStateException(Element.COUNT + " elements do not fit into two words");
    }
  }

  public long get(Element element) {
    int index = element.ordinal();
    return has(index) ? amounts[place(index)] : 0;
  }

  private boolean has(int index) {
    return ((index < WORD ? low >>> index : high >>> (index - WORD)) & 1) != 0;
  }

  /** Where an element's amount is, or would be. */
  private int place(int index) {
    return index < WORD
        ? Long.bitCount(low & ((1L << index) - 1))
        : Long.bitCount(low) + Long.bitCount(high & ((1L << (index - WORD)) - 1));
  }

  /** The place of an element; makes one where it has none. */
  private int open(int index) {
    int place = place(index);
    if (has(index)) {
      return place;
    }
    if (size == amounts.length) {
      amounts = Arrays.copyOf(amounts, Math.min(Element.COUNT, 2 * size));
    }
    System.arraycopy(amounts, place, amounts, place + 1, size - place);
    amounts[place] = 0;
    size++;
    if (index < WORD) {
      low |= 1L << index;
    } else {
      high |= 1L << (index - WORD);
    }
    return place;
  }

  /**
   * Adds to one element.
   *
   * @throws ArithmeticException where it exceeds 64 bits
   */
  public void add(Element element, long amount) {
    if (!tryAdd(element, amount)) {
      throw new ArithmeticException("long overflow");
    }
  }

  /** Adds to one element; false where that exceeds 64 bits, and then nothing is added. */
  public boolean tryAdd(Element element, long amount) {
    if (amount == 0) {
      return true;
    }
    int place = open(element.ordinal());
    long sum = amounts[place] + amount;
    if (exceeds(amounts[place], amount, sum) && !element.isDigest()) {
      return false;
    }
    amounts[place] = sum;
    return true;
  }

  private static boolean exceeds(long before, long amount, long sum) {
    return ((before ^ sum) & (amount ^ sum)) < 0;
  }

  /** Adds all of another sum; false where that exceeds 64 bits, and then nothing is added. */
  public boolean tryAdd(Elements other) {
    return tryAdd(other, other.low, other.high);
  }

  /** Adds all of another sum but its digest of messages; else as {@link #tryAdd(Elements)}. */
  public boolean tryAddWithoutDigest(Elements other) {
    return tryAdd(other, other.low & ~Digest.LOW, other.high & ~Digest.HIGH);
  }

  private boolean tryAdd(Elements other, long otherLow, long otherHigh) {
    openAll(otherLow, otherHigh);
    if (!addAll(other, otherLow, otherHigh)) {
      // modulo 2⁶⁴ an addition can always be undone
      subtractAll(other, otherLow, otherHigh);
      return false;
    }
    return true;
  }

  /** Makes places for all of a set of elements. */
  private void openAll(long otherLow, long otherHigh) {
    long newLow = low | otherLow;
    long newHigh = high | otherHigh;
    if (newLow == low && newHigh == high) {
      return;
    }
    int newSize = Long.bitCount(newLow) + Long.bitCount(newHigh);
    long[] from = amounts;
    long[] to = newSize <= amounts.length ? amounts : new long[Math.max(newSize, FIRST_ROOM)];
    int source = size - 1;
    int target = newSize - 1;
    // from the end on, so that nothing is overwritten that is still to be moved
    for (long left = newHigh; left != 0; target--) {
      long bit = Long.highestOneBit(left);
      to[target] = (high & bit) != 0 ? from[source--] : 0;
      left ^= bit;
    }
    for (long left = newLow; left != 0; target--) {
      long bit = Long.highestOneBit(left);
      to[target] = (low & bit) != 0 ? from[source--] : 0;
      left ^= bit;
    }
    amounts = to;
    size = newSize;
    low = newLow;
    high = newHigh;
  }

  /** Adds where there are places; whether all stayed within 64 bits. */
  private boolean addAll(Elements other, long otherLow, long otherHigh) {
    boolean isWithin = true;
    for (long left = otherLow; left != 0; left &= left - 1) {
      int index = Long.numberOfTrailingZeros(left);
      isWithin &= addAt(place(index), other.amounts[other.place(index)]) || Digest.isIn(index);
    }
    for (long left = otherHigh; left != 0; left &= left - 1) {
      int index = WORD + Long.numberOfTrailingZeros(left);
      isWithin &= addAt(place(index), other.amounts[other.place(index)]) || Digest.isIn(index);
    }
    return isWithin;
  }

  private boolean addAt(int place, long amount) {
    long before = amounts[place];
    long sum = before + amount;
    amounts[place] = sum;
    return !exceeds(before, amount, sum);
  }

  private void subtractAll(Elements other, long otherLow, long otherHigh) {
    for (long left = otherLow; left != 0; left &= left - 1) {
      int index = Long.numberOfTrailingZeros(left);
      amounts[place(index)] -= other.amounts[other.place(index)];
    }
    for (long left = otherHigh; left != 0; left &= left - 1) {
      int index = WORD + Long.numberOfTrailingZeros(left);
      amounts[place(index)] -= other.amounts[other.place(index)];
    }
  }

  /** Whether no amount but those of the digest needs more than so many bits beside its sign. */
  public boolean fits(int bits) {
    long all = 0;
    int place = 0;
    for (long left = low; left != 0; left &= left - 1, place++) {
      all |= ((left & -left) & Digest.LOW) != 0 ? 0 : magnitude(amounts[place]);
    }
    for (long left = high; left != 0; left &= left - 1, place++) {
      all |= ((left & -left) & Digest.HIGH) != 0 ? 0 : magnitude(amounts[place]);
    }
    return all >>> bits == 0;
  }

  /** The bits of an amount, or of what it is below zero. */
  private static long magnitude(long amount) {
    return amount ^ (amount >> (WORD - 1));
  }

  public void clear() {
    low = 0;
    high = 0;
    size = 0;
  }

  /**
   * Adds all of another sum.
   *
   * @throws ArithmeticException where one exceeds 64 bits; then nothing was added
   */
  public void add(Elements other) {
    if (!tryAdd(other)) {
      throw new ArithmeticException("long overflow");
    }
  }

  public boolean isZero() {
    for (int place = 0; place < size; place++) {
      if (amounts[place] != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether this moves time from one reason for standing to others, and does nothing else: as much
   * is taken from one as is given to the others.
   */
  public boolean isReclassification() {
    long moved = 0;
    for (int index = 0; index < Element.COUNT; index++) {
      Element element = Element.of(index);
      long amount = get(element);
      if (amount != 0) {
        if (!element.isOfStops()) {
          return false;
        }
        moved += element.isTimeStood() ? amount : 0;
      }
    }
    return moved == 0 && !isZero();
  }

  /**
   * The sum as bytes: for each element that is not zero its distance from the one before and its
   * value, both as variable-length integers.
   */
  public byte[] pack() {
    return PackedElements.of(low, high, amounts, size);
  }

  /** Adds what {@link #pack()} wrote. */
  public void addPacked(byte[] packed) {
    PackedElements.addTo(this, packed);
  }

  public static Elements unpack(byte[] packed) {
    Elements elements = new Elements();
    elements.addPacked(packed);
    return elements;
  }

  @Override
  public boolean equals(Object other) {
    if (!(other instanceof Elements elements)) {
      return false;
    }
    for (int index = 0; index < Element.COUNT; index++) {
      if (get(Element.of(index)) != elements.get(Element.of(index))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int index = 0; index < Element.COUNT; index++) {
      hash = 31 * hash + Long.hashCode(get(Element.of(index)));
    }
    return hash;
  }

  /** Names and values of what is not zero. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int index = 0; index < Element.COUNT; index++) {
      Element element = Element.of(index);
      if (get(element) != 0) {
        text.append(text.length() > 1 ? ", " : "")
            .append(element.wireName())
            .append('=')
            .append(get(element));
      }
    }
    return text.append('}').toString();
  }

  /** The elements that are a digest of messages. */
  private static final class Digest {
    static final long LOW = word(0);
    static final long HIGH = word(WORD);

    private static long word(int from) {
      long word = 0;
      for (int index = from; index < Math.min(Element.COUNT, from + WORD); index++) {
        if (Element.of(index).isDigest()) {
          word |= 1L << (index - from);
        }
      }
      return word;
    }

    static boolean isIn(int index) {
      return Element.of(index).isDigest();
    }
  }
}
