package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.eclipse.paho.mqttv5.common.packet.MqttPublish;
import org.eclipse.paho.mqttv5.common.packet.MqttWireMessage;
import org.junit.jupiter.api.Test;

class PacketGuardTest {
  private static final byte[] PAYLOAD = "payload".getBytes(StandardCharsets.UTF_8);

  @Test
  void passesOtherPacketsAsTheyAre() throws IOException {
    byte[] connAckThenPing = {0x20, 3, 0, 0, 0, (byte) 0xD0, 0};

    assertThat(guard(new ByteArrayInputStream(connAckThenPing)).readAllBytes())
        .isEqualTo(connAckThenPing);
  }

  @Test
  void dropsThePropertiesOfAPublish() throws Exception {
    byte[] userProperty = {0x26, 0, 1, 'k', 0, 1, 'v'};

    MqttPublish seen = throughPaho(publish(1, utf8("innopark/a"), 77, userProperty, PAYLOAD));

    assertThat(seen.getTopicName()).isEqualTo("innopark/a");
    assertThat(seen.getMessageId()).isEqualTo(77);
    assertThat(seen.getPayload()).isEqualTo(PAYLOAD);
    assertThat(seen.getProperties().getUserProperties()).isEmpty();
  }

  @Test
  void takesAPropertyThatStopsPaho() throws Exception {
    byte[] correlation = new byte[3 + 40_000];
    correlation[0] = 0x09;
    correlation[1] = (byte) (40_000 >> 8);
    correlation[2] = (byte) 40_000;
    byte[] hostile = publish(1, utf8("innopark/a"), 77, correlation, PAYLOAD);

    assertThatThrownBy(() -> MqttWireMessage.createWireMessage(hostile))
        .as("without the guard the client's thread dies of it")
        .isInstanceOf(NegativeArraySizeException.class);
    assertThat(throughPaho(hostile).getPayload()).isEqualTo(PAYLOAD);
  }

  @Test
  void takesATopicThatStopsPaho() throws Exception {
    byte[] hostile = publish(1, utf8("innopark/\u0001/\uFFFF/\u009F/é"), 77, new byte[0], PAYLOAD);

    assertThatThrownBy(() -> MqttWireMessage.createWireMessage(hostile))
        .as("without the guard the client's thread dies of it")
        .isInstanceOf(IllegalArgumentException.class);
    MqttPublish seen = throughPaho(hostile);
    assertThat(seen.getTopicName()).isEqualTo("innopark/?/?/?/é");
    assertThat(TopicRoute.key(seen.getTopicName())).isEmpty();
  }

  @Test
  void takesATopicThatIsNotUtf8() throws Exception {
    byte[] topic = utf8("innopark/x");
    topic[9] = (byte) 0xC3;

    assertThat(throughPaho(publish(1, topic, 77, new byte[0], PAYLOAD)).getTopicName())
        .isEqualTo("innopark/?");
  }

  @Test
  void takesAnEmptyPayloadBehindProperties() throws Exception {
    byte[] userProperty = {0x26, 0, 1, 'k', 0, 1, 'v'};
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.write(publish(0, utf8("innopark/a"), 0, userProperty, new byte[0]));
    two.write(publish(1, utf8("innopark/b"), 5, userProperty, PAYLOAD));

    PacketGuard guard = guard(new ByteArrayInputStream(two.toByteArray()));

    byte[] first = publish(0, utf8("innopark/a"), 0, new byte[0], new byte[0]);
    byte[] second = publish(1, utf8("innopark/b"), 5, new byte[0], PAYLOAD);
    assertThat(guard.readNBytes(first.length)).isEqualTo(first);
    assertThat(guard.readAllBytes()).isEqualTo(second);
  }

  @Test
  void refusesWhatIsNotMqtt() {
    byte[] endlessLength = {0x30, -1, -1, -1, -1, -1, -1};
    byte[] contradictory = {0x30, 3, 0, 9, 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 0, 0};
    byte[] cut = {0x30, 12, 0};

    assertThatThrownBy(() -> guard(new ByteArrayInputStream(endlessLength)).read())
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> guard(new ByteArrayInputStream(contradictory)).read())
        .isInstanceOf(IOException.class);
    assertThatThrownBy(() -> guard(new ByteArrayInputStream(cut)).read())
        .isInstanceOf(EOFException.class);
  }

  /**
   * Packets of all sizes, torn into pieces with time-outs between them: what is read is the packets
   * without properties, and no header is handed out in two parts.
   */
  @Property(tries = 300)
  void keepsItsPlaceHoweverTheBytesArrive(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int packets) throws IOException {
    Random random = new Random(seed);
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    ByteArrayOutputStream expected = new ByteArrayOutputStream();
    for (int i = 0; i < packets; i++) {
      if (random.nextInt(4) == 0) {
        byte[] other = {(byte) 0x90, 4, 0, 1, 0, 1};
        sent.write(other);
        expected.write(other);
      } else {
        byte[] topic = utf8("t/" + "x".repeat(size(random, 65_533)));
        byte[] properties = new byte[size(random, 200_000)];
        byte[] payload = new byte[size(random, 300_000)];
        random.nextBytes(payload);
        int qos = random.nextInt(2);
        sent.write(publish(qos, topic, 1 + i, properties, payload));
        expected.write(publish(qos, topic, 1 + i, new byte[0], payload));
      }
    }
    PacketGuard guard = guard(new TornStream(sent.toByteArray(), random));
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    byte[] piece = new byte[50_000];
    while (true) {
      try {
        int count = guard.read(piece, 0, 1 + random.nextInt(piece.length));
        if (count < 0) {
          break;
        }
        received.write(piece, 0, count);
      } catch (SocketTimeoutException again) {
        assertThat(guard.available()).isZero();
      }
    }
    assertThat(received.toByteArray()).isEqualTo(expected.toByteArray());
  }

  @Test
  void holdsTheEndBackUntilEveryMessageHasArrived() throws Exception {
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.write(publish(1, utf8("innopark/a"), 1, new byte[0], PAYLOAD));
    two.write(publish(1, utf8("innopark/b"), 2, new byte[0], new byte[0]));
    AtomicLong arrived = new AtomicLong();
    PacketGuard guard = new PacketGuard(new ByteArrayInputStream(two.toByteArray()), arrived::get);
    guard.readNBytes(two.size());
    AtomicLong arrivedAtEnd = new AtomicLong(-1);
    Thread client =
        new Thread(
            () -> {
              try {
                arrivedAtEnd.compareAndSet(-1, guard.read() < 0 ? arrived.get() : -2);
              } catch (IOException failed) {
                throw new UncheckedIOException(failed);
              }
            });
    client.start();
    arrived.incrementAndGet();
    client.join(100);
    assertThat(arrivedAtEnd).hasValue(-1);
    arrived.incrementAndGet();
    client.join();
    assertThat(arrivedAtEnd).hasValue(2);
  }

  @Test
  void handsOutNoByteOfAHeaderThatIsNotComplete() throws IOException {
    byte[] whole = publish(1, utf8("innopark/a"), 7, new byte[0], PAYLOAD);
    for (int cut = 1; cut < whole.length - PAYLOAD.length; cut++) {
      PacketGuard guard = guard(new CutStream(whole, cut));
      assertThatThrownBy(guard::read).isInstanceOf(SocketTimeoutException.class);
      assertThat(guard.readAllBytes()).isEqualTo(whole);
    }
  }

  /** A guard for which every message arrives at once. */
  private static PacketGuard guard(InputStream in) {
    return new PacketGuard(in, () -> Long.MAX_VALUE);
  }

  private static int size(Random random, int most) {
    return random.nextInt(5) == 0 ? random.nextInt(most) : random.nextInt(40);
  }

  private static MqttPublish throughPaho(byte[] packet) throws Exception {
    byte[] guarded = guard(new ByteArrayInputStream(packet)).readAllBytes();
    return (MqttPublish) MqttWireMessage.createWireMessage(guarded);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] publish(int qos, byte[] topic, int packetId, byte[] properties, byte[] payload) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(topic.length >> 8);
    body.write(topic.length);
    body.writeBytes(topic);
    if (qos > 0) {
      body.write(packetId >> 8);
      body.write(packetId);
    }
    body.writeBytes(MqttWireMessage.encodeVariableByteInteger(properties.length));
    body.writeBytes(properties);
    body.writeBytes(payload);
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(0x30 | (qos << 1));
    packet.writeBytes(MqttWireMessage.encodeVariableByteInteger(body.size()));
    packet.writeBytes(body.toByteArray());
    return packet.toByteArray();
  }

  /** Gives pieces of random size, and times out between some of them. */
  private static final class TornStream extends InputStream {
    private final byte[] bytes;
    private final Random random;
    private int position;

    TornStream(byte[] bytes, Random random) {
      this.bytes = bytes;
      this.random = random;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("one byte at a time is a system call each");
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (random.nextInt(4) == 0) {
        throw new SocketTimeoutException();
      }
      if (position == bytes.length) {
        return -1;
      }
      int most = random.nextBoolean() ? 3 : 100_000;
      int count = Math.min(1 + random.nextInt(most), Math.min(length, bytes.length - position));
      System.arraycopy(bytes, position, target, offset, count);
      position += count;
      return count;
    }
  }

  /** Times out once after a number of bytes. */
  private static final class CutStream extends InputStream {
    private final byte[] bytes;
    private final int cut;
    private int position;
    private boolean timedOut;

    CutStream(byte[] bytes, int cut) {
      this.bytes = bytes;
      this.cut = cut;
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException("one byte at a time is a system call each");
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (position == cut && !timedOut) {
        timedOut = true;
        throw new SocketTimeoutException();
      }
      int end = timedOut ? bytes.length : cut;
      if (position == end) {
        return -1;
      }
      int count = Math.min(length, end - position);
      System.arraycopy(bytes, position, target, offset, count);
      position += count;
      return count;
    }
  }
}
