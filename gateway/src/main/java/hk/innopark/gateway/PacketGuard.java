package hk.innopark.gateway;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Stands between the broker's bytes and Paho 1.2.5: takes every message out of the stream and gives
 * it to the gateway, in order, and passes all other packets on to Paho as they are.
 *
 * <p>Paho would carry a message through a queue of ten and two threads, which costs more than all
 * the rest of its way to Kafka. A single hostile message can stop it for good: its receiving thread
 * dies of a correlation property over 32 KiB or of a control character in a topic, the broker sends
 * the message again on the next connection, and so on. It forgets what is in its queue when a
 * connection ends, and a broker that was killed cannot send it again. And it loses its place in the
 * stream where a packet's header arrives in two parts a second apart; so this stream hands out no
 * byte of a packet before its header is complete.
 *
 * <p>Properties of a message are dropped, since the gateway uses none. Characters of a topic that
 * no text should hold become {@code ?}, which no valid id holds. Payloads are untouched.
 */
final class PacketGuard extends InputStream {
  private static final int PUBLISH = 3;
  private static final int QOS_BITS = 0b110;
  private static final int RETAINED_BIT = 0b1;
  private static final int CONTINUATION = 0x80;
  private static final int MAX_LENGTH_BYTES = 4;

  /**
   * A broker that has no limit itself must not fill the gateway's memory: a greater message it does
   * not deliver, as MQTT says. The brokers' profiles refuse it to the device much earlier.
   */
  static final int GREATEST_PACKET_BYTES = 4 * 1024 * 1024;

  /** More than the greatest header: fixed part, topic, packet identifier, property length. */
  private static final int CAPACITY = 128 * 1024;

  /** Paho hears at least so often that the broker is there, while messages come. */
  private static final long SIGN_OF_LIFE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  /** A PUBACK of a message that was never published: Paho notes the time, and ignores it. */
  private static final byte[] SIGN_OF_LIFE = {0x40, 2, (byte) 0xFF, (byte) 0xFF};

  /** Takes a message in; called on the thread that reads the stream. */
  @FunctionalInterface
  interface Receiver {
    /**
     * @throws InterruptedException where it waited for room in vain, because the connection ended
     */
    void receive(Arrival message) throws InterruptedException;
  }

  private final InputStream in;
  private final Receiver receiver;
  private long lastHandedOutNanos = System.nanoTime();

  /** What was read and not handed out: from {@code position} to {@code limit}. */
  private final byte[] buffer = new byte[CAPACITY];

  private int position;
  private int limit;

  /** The header that is being handed out. */
  private byte[] header = new byte[0];

  private int headerPosition;

  /** Bytes of the current packet that are still to be passed on as they are. */
  private int body;

  /** The message that is being read; null where none is. */
  private Arrival arriving;

  /** Bytes of that message that are still to be dropped, before its payload. */
  private int dropped;

  /** How much of its payload is there. */
  private int filled;

  PacketGuard(InputStream in, Receiver receiver) {
    this.in = in;
    this.receiver = receiver;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (headerPosition == header.length && body == 0) {
      if (!nextPacket()) {
        return -1;
      }
    }
    lastHandedOutNanos = System.nanoTime();
    if (headerPosition < header.length) {
      int count = Math.min(length, header.length - headerPosition);
      System.arraycopy(header, headerPosition, target, offset, count);
      headerPosition += count;
      return count;
    }
    require(1);
    int count = Math.min(length, Math.min(body, limit - position));
    System.arraycopy(buffer, position, target, offset, count);
    position += count;
    body -= count;
    return count;
  }

  /** What can be read without waiting, as far as it has been parsed. */
  @Override
  public int available() {
    return header.length - headerPosition + Math.min(body, limit - position);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /**
   * Takes the next packet: gives it to the gateway, or makes its header for Paho. An exception,
   * such as a time-out, leaves everything so that the next call goes on from there.
   *
   * @return false at the end of the stream
   */
  private boolean nextPacket() throws IOException {
    if (arriving == null) {
      if (position == limit && !fill()) {
        return false;
      }
      int fixedLength = 1 + lengthBytes(1);
      int remaining = number(1);
      if (((buffer[position] >> 4) & 0xF) != PUBLISH) {
        handOut(Arrays.copyOfRange(buffer, position, position + fixedLength));
        position += fixedLength;
        body = remaining;
        return true;
      }
      begin(fixedLength, remaining);
    }
    complete();
    if (System.nanoTime() - lastHandedOutNanos > SIGN_OF_LIFE_NANOS) {
      handOut(SIGN_OF_LIFE);
    }
    return true;
  }

  private void handOut(byte[] first) {
    header = first;
    headerPosition = 0;
  }

  private void begin(int fixedLength, int remaining) throws IOException {
    if (remaining > GREATEST_PACKET_BYTES) {
      throw new IOException("a message of " + remaining + " bytes, more than was agreed to");
    }
    require(fixedLength + 2);
    int flags = buffer[position];
    int topicLength =
        ((buffer[position + fixedLength] & 0xFF) << 8)
            | (buffer[position + fixedLength + 1] & 0xFF);
    int idLength = (flags & QOS_BITS) == 0 ? 0 : 2;
    int idAt = fixedLength + 2 + topicLength;
    int propertiesAt = idAt + idLength;
    int propertyLengthBytes = lengthBytes(propertiesAt);
    int properties = number(propertiesAt);
    int payload = remaining - 2 - topicLength - idLength - propertyLengthBytes - properties;
    if (payload < 0) {
      throw new IOException("a PUBLISH is shorter than its parts");
    }
    int packetId =
        idLength == 0
            ? 0
            : ((buffer[position + idAt] & 0xFF) << 8) | (buffer[position + idAt + 1] & 0xFF);
    String topic = topic(position + fixedLength + 2, topicLength);
    arriving = new Arrival(topic, new byte[payload], packetId, (flags & RETAINED_BIT) != 0);
    position += propertiesAt + propertyLengthBytes;
    dropped = properties;
    filled = 0;
  }

  private void complete() throws IOException {
    while (dropped > 0) {
      require(1);
      int count = Math.min(dropped, limit - position);
      position += count;
      dropped -= count;
    }
    byte[] payload = arriving.payload();
    while (filled < payload.length) {
      require(1);
      int count = Math.min(payload.length - filled, limit - position);
      System.arraycopy(buffer, position, payload, filled, count);
      position += count;
      filled += count;
    }
    Arrival whole = arriving;
    arriving = null;
    try {
      receiver.receive(whole);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the connection ended");
    }
  }

  private String topic(int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (buffer[i] < 0x20 || buffer[i] == 0x7F) {
        return withoutForbidden(new String(buffer, from, length, StandardCharsets.UTF_8));
      }
    }
    return new String(buffer, from, length, StandardCharsets.ISO_8859_1);
  }

  private static String withoutForbidden(String topic) {
    StringBuilder text = new StringBuilder(topic.length());
    topic
        .codePoints()
        .map(character -> isForbidden(character) ? '?' : character)
        .forEach(text::appendCodePoint);
    return text.toString();
  }

  /** Controls, non-characters, and what stands for bytes that are not UTF-8. */
  private static boolean isForbidden(int character) {
    return Character.isISOControl(character)
        || (character >= 0xFDD0 && character <= 0xFDEF)
        || (character & 0xFFFE) == 0xFFFE
        || character == 0xFFFD;
  }

  /** How many bytes the variable-length number at {@code offset} has. */
  private int lengthBytes(int offset) throws IOException {
    for (int count = 1; count <= MAX_LENGTH_BYTES; count++) {
      require(offset + count);
      if ((buffer[position + offset + count - 1] & CONTINUATION) == 0) {
        return count;
      }
    }
    throw new IOException("a length of more than four bytes: this is not MQTT");
  }

  /** The variable-length number at {@code offset}, which {@link #lengthBytes} has seen whole. */
  private int number(int offset) {
    int value = 0;
    int shift = 0;
    int at = position + offset;
    while (true) {
      value |= (buffer[at] & 0x7F) << shift;
      if ((buffer[at] & CONTINUATION) == 0) {
        return value;
      }
      shift += 7;
      at++;
    }
  }

  /** Reads until {@code count} bytes wait in the buffer. */
  private void require(int count) throws IOException {
    while (limit - position < count) {
      if (!fill()) {
        throw new EOFException("the connection ended within a packet");
      }
    }
  }

  private boolean fill() throws IOException {
    if (position > 0 && (position == limit || limit == CAPACITY)) {
      System.arraycopy(buffer, position, buffer, 0, limit - position);
      limit -= position;
      position = 0;
    }
    int count = in.read(buffer, limit, CAPACITY - limit);
    if (count < 0) {
      return false;
    }
    limit += count;
    return true;
  }
}
