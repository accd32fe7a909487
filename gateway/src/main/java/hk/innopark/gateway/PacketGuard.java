package hk.innopark.gateway;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Stands between the broker's bytes and Paho 1.2.5, which a single hostile message can stop for
 * good: its receiving thread dies of a correlation property over 32 KiB or of a control character
 * in a property or topic, the broker sends the message again on the next connection, and so on. It
 * also loses its place in the stream where a packet's header arrives in two parts a second apart.
 *
 * <p>So this stream hands out no byte of a packet before its header is complete, drops the
 * properties of a PUBLISH, which the gateway does not use, and puts {@code ?} for each character of
 * a topic that Paho cannot take; no valid id holds one. Payloads pass untouched.
 *
 * <p>And it holds the end of the stream back until every message before it has reached the gateway.
 * Paho forgets what is in its own queue when a connection ends, and a broker that was killed cannot
 * send it again.
 */
final class PacketGuard extends InputStream {
  private static final int PUBLISH = 3;
  private static final int CONTINUATION = 0x80;
  private static final int MAX_LENGTH_BYTES = 4;

  /** More than the greatest header: fixed part, topic, packet identifier, property length. */
  private static final int CAPACITY = 128 * 1024;

  /** How long the end of the stream waits for the messages before it. */
  private static final long END_PATIENCE_MILLIS = 1_000;

  private final InputStream in;
  private final LongSupplier arrived;

  /** How many messages were handed out whole. */
  private long handedOut;

  /** What was read and not handed out: from {@code position} to {@code limit}. */
  private final byte[] buffer = new byte[CAPACITY];

  private int position;
  private int limit;

  /** The header that is being handed out. */
  private byte[] header = new byte[0];

  private int headerPosition;

  /** Bytes of the current packet that are still to be passed on as they are. */
  private int body;

  /** Whether the current packet is a message. */
  private boolean publishing;

  /** Bytes of the current packet that are still to be dropped, before its body. */
  private int dropped;

  /**
   * @param arrived how many messages have reached the gateway itself so far
   */
  PacketGuard(InputStream in, LongSupplier arrived) {
    this.in = in;
    this.arrived = arrived;
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
    if (headerPosition == header.length && body == 0 && !nextPacket()) {
      return -1;
    }
    if (headerPosition < header.length) {
      int count = Math.min(length, header.length - headerPosition);
      System.arraycopy(header, headerPosition, target, offset, count);
      headerPosition += count;
      if (headerPosition == header.length && body == 0 && publishing) {
        handedOut++;
      }
      return count;
    }
    while (dropped > 0) {
      require(1);
      int count = Math.min(dropped, limit - position);
      position += count;
      dropped -= count;
    }
    require(1);
    int count = Math.min(length, Math.min(body, limit - position));
    System.arraycopy(buffer, position, target, offset, count);
    position += count;
    body -= count;
    if (body == 0 && publishing) {
      handedOut++;
    }
    return count;
  }

  /** What can be read without waiting, as far as it has been parsed. */
  @Override
  public int available() {
    return header.length - headerPosition + (dropped > 0 ? 0 : Math.min(body, limit - position));
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /**
   * Makes the header of the next packet; an exception, such as a time-out, leaves everything as it
   * was, so that the next call goes on from there.
   *
   * @return false at the end of the stream
   */
  private boolean nextPacket() throws IOException {
    while (dropped > 0) {
      // the properties of a message without payload
      require(1);
      int count = Math.min(dropped, limit - position);
      position += count;
      dropped -= count;
    }
    if (position == limit && !fill()) {
      return false;
    }
    int fixedLength = 1 + lengthBytes(1);
    int remaining = number(1);
    boolean message = ((buffer[position] >> 4) & 0xF) == PUBLISH;
    if (message) {
      publish(fixedLength, remaining);
    } else {
      header = copy(0, fixedLength);
      position += fixedLength;
      body = remaining;
    }
    headerPosition = 0;
    publishing = message;
    return true;
  }

  private void publish(int fixedLength, int remaining) throws IOException {
    require(fixedLength + 2);
    int topicLength =
        ((buffer[position + fixedLength] & 0xFF) << 8)
            | (buffer[position + fixedLength + 1] & 0xFF);
    int idLength = (buffer[position] & 0b110) == 0 ? 0 : 2;
    int propertiesAt = fixedLength + 2 + topicLength + idLength;
    int propertyLengthBytes = lengthBytes(propertiesAt);
    int properties = number(propertiesAt);
    int payload = remaining - 2 - topicLength - idLength - propertyLengthBytes - properties;
    if (payload < 0) {
      throw new IOException("a PUBLISH is shorter than its parts");
    }
    byte[] topic = withoutForbidden(copy(fixedLength + 2, topicLength));
    int length = 2 + topic.length + idLength + 1 + payload;
    byte[] made = new byte[1 + MAX_LENGTH_BYTES + length - payload];
    int at = 0;
    made[at++] = buffer[position];
    at = writeNumber(made, at, length);
    made[at++] = (byte) (topic.length >> 8);
    made[at++] = (byte) topic.length;
    System.arraycopy(topic, 0, made, at, topic.length);
    at += topic.length;
    System.arraycopy(buffer, position + propertiesAt - idLength, made, at, idLength);
    at += idLength;
    made[at++] = 0; // no properties
    header = Arrays.copyOf(made, at);
    position += propertiesAt + propertyLengthBytes;
    dropped = properties;
    body = payload;
  }

  private static byte[] withoutForbidden(byte[] topic) {
    boolean printableAscii = true;
    for (byte b : topic) {
      printableAscii &= b >= 0x20 && b < 0x7F;
    }
    if (printableAscii) {
      return topic;
    }
    StringBuilder text = new StringBuilder(topic.length);
    new String(topic, StandardCharsets.UTF_8)
        .codePoints()
        .map(character -> isForbidden(character) ? '?' : character)
        .forEach(text::appendCodePoint);
    return text.toString().getBytes(StandardCharsets.UTF_8);
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

  private static int writeNumber(byte[] target, int offset, int number) {
    int at = offset;
    int rest = number;
    do {
      target[at++] = (byte) ((rest & 0x7F) | (rest > 0x7F ? CONTINUATION : 0));
      rest >>= 7;
    } while (rest > 0);
    return at;
  }

  private byte[] copy(int offset, int length) {
    return Arrays.copyOfRange(buffer, position + offset, position + offset + length);
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
    try {
      int count = in.read(buffer, limit, CAPACITY - limit);
      if (count >= 0) {
        limit += count;
        return true;
      }
    } catch (SocketTimeoutException nothingYet) {
      throw nothingYet;
    } catch (IOException broken) {
      awaitArrivals();
      throw broken;
    }
    awaitArrivals();
    return false;
  }

  private void awaitArrivals() throws IOException {
    long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(END_PATIENCE_MILLIS);
    try {
      while (arrived.getAsLong() < handedOut && System.nanoTime() < deadlineNanos) {
        Thread.sleep(1);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted at the end of the connection");
    }
  }
}
