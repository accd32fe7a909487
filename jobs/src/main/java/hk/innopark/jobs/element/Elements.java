package hk.innopark.jobs.element;

import java.util.Arrays;

/**
 * A sum of elements: mutable, dense in memory, sparse when packed. Sums are exact, and do not
 * depend on their order.
 */
public final class Elements {
  private final long[] values = new long[Element.COUNT];

  public long get(Element element) {
    return values[element.ordinal()];
  }

  /**
   * Adds to one element.
   *
   * @throws ArithmeticException where it exceeds 64 bits
   */
  public void add(Element element, long amount) {
    int index = element.ordinal();
    values[index] =
        element.isDigest() ? values[index] + amount : Math.addExact(values[index], amount);
  }

  /** Adds to one element; false where that exceeds 64 bits, and then nothing is added. */
  public boolean tryAdd(Element element, long amount) {
    int index = element.ordinal();
    long before = values[index];
    long sum = before + amount;
    if (((before ^ sum) & (amount ^ sum)) < 0 && !element.isDigest()) {
      return false;
    }
    values[index] = sum;
    return true;
  }

  /** Adds all of another sum; false where that exceeds 64 bits, and then nothing is added. */
  public boolean tryAdd(Elements other) {
    for (int index = 0; index < values.length; index++) {
      long amount = other.values[index];
      long sum = values[index] + amount;
      if (((values[index] ^ sum) & (amount ^ sum)) < 0 && !isDigest(index)) {
        return false;
      }
    }
    for (int index = 0; index < values.length; index++) {
      values[index] += other.values[index];
    }
    return true;
  }

  private static boolean isDigest(int index) {
    return Element.of(index).isDigest();
  }

  /** The same without the digest of messages. */
  public Elements withoutDigest() {
    Elements copy = new Elements();
    System.arraycopy(values, 0, copy.values, 0, values.length);
    for (int index = Element.DIGEST_0.ordinal(); index <= Element.DIGEST_3.ordinal(); index++) {
      copy.values[index] = 0;
    }
    return copy;
  }

  public void clear() {
    Arrays.fill(values, 0);
  }

  public void add(Elements other) {
    for (int index = 0; index < values.length; index++) {
      if (other.values[index] != 0) {
        add(Element.of(index), other.values[index]);
      }
    }
  }

  public boolean isZero() {
    for (long value : values) {
      if (value != 0) {
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
    for (int index = 0; index < values.length; index++) {
      if (values[index] != 0) {
        Element element = Element.of(index);
        if (!element.isOfStops()) {
          return false;
        }
        moved += element.isTimeStood() ? values[index] : 0;
      }
    }
    return moved == 0 && !isZero();
  }

  /**
   * The sum as bytes: for each element that is not zero its distance from the one before and its
   * value, both as variable-length integers.
   */
  public byte[] pack() {
    byte[] buffer = new byte[Element.COUNT * 11];
    int length = 0;
    int previous = -1;
    for (int index = 0; index < values.length; index++) {
      if (values[index] != 0) {
        buffer[length++] = (byte) (index - previous);
        previous = index;
        long zigzag = (values[index] << 1) ^ (values[index] >> 63);
        while ((zigzag & ~0x7FL) != 0) {
          buffer[length++] = (byte) (zigzag | 0x80);
          zigzag >>>= 7;
        }
        buffer[length++] = (byte) zigzag;
      }
    }
    return Arrays.copyOf(buffer, length);
  }

  /** Adds what {@link #pack()} wrote. */
  public void addPacked(byte[] packed) {
    int index = -1;
    for (int position = 0; position < packed.length; ) {
      index += packed[position++];
      long zigzag = 0;
      for (int shift = 0; ; shift += 7) {
        byte part = packed[position++];
        zigzag |= (long) (part & 0x7F) << shift;
        if (part >= 0) {
          break;
        }
      }
      add(Element.of(index), (zigzag >>> 1) ^ -(zigzag & 1));
    }
  }

  public static Elements unpack(byte[] packed) {
    Elements elements = new Elements();
    elements.addPacked(packed);
    return elements;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Elements elements && Arrays.equals(values, elements.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  /** Names and values of what is not zero. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("{");
    for (int index = 0; index < values.length; index++) {
      if (values[index] != 0) {
        text.append(text.length() > 1 ? ", " : "")
            .append(Element.of(index).wireName())
            .append('=')
            .append(values[index]);
      }
    }
    return text.append('}').toString();
  }
}
