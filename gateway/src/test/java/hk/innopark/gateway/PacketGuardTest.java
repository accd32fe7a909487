package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.eclipse.paho.mqttv5.common.packet.MqttWireMessage;
import org.junit.jupiter.api.Test;

class PacketGuardTest {
  private static final byte[] PAYLOAD = "payload".getBytes(StandardCharsets.UTF_8);
  private static final byte[] PUBLISHED = publish(1, utf8("innopark/a"), 7, new byte[0], PAYLOAD);

  @Test
  void passesOtherPacketsAsTheyAre() throws IOException {
    byte[] connAckThenPing = {0x20, 3, 0, 0, 0, (byte) 0xD0, 0};

    assertThat(guard(new ByteArrayInputStream(connAckThenPing)).readAllBytes())
        .isEqualTo(connAckThenPing);
  }

  @Test
  void dropsThePropertiesOfAPublish() throws Exception {
    byte[] userProperty = {0x26, 0, 1, 'k', 0, 1, 'v'};

    Arrival seen = arrival(publish(1, utf8("innopark/a"), 77, userProperty, PAYLOAD));

    assertThat(seen.topic()).isEqualTo("innopark/a");
    assertThat(seen.packetId()).isEqualTo(77);
    assertThat(seen.payload()).isEqualTo(PAYLOAD);
    assertThat(seen.retained()).isFalse();
  }

  @Test
  void tellsRetainedMessagesAndThoseThatWantNoAcknowledgement() throws Exception {
    byte[] retained = publish(1, utf8("innopark/a"), 77, new byte[0], PAYLOAD);
    retained[0] |= 1;

    assertThat(arrival(retained).retained()).isTrue();
    assertThat(arrival(retained).acknowledgeable()).isTrue();
    assertThat(arrival(publish(0, utf8("innopark/a"), 0, new byte[0], PAYLOAD)).acknowledgeable())
        .isFalse();
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
    assertThat(arrival(hostile).payload()).isEqualTo(PAYLOAD);
  }

  @Test
  void takesATopicThatStopsPaho() throws Exception {
    byte[] hostile = publish(1, utf8("innopark/\u0001/\uFFFF/\u009F/é"), 77, new byte[0], PAYLOAD);

    assertThatThrownBy(() -> MqttWireMessage.createWireMessage(hostile))
        .as("without the guard the client's thread dies of it")
        .isInstanceOf(IllegalArgumentException.class);
    Arrival seen = arrival(hostile);
    assertThat(seen.topic()).isEqualTo("innopark/?/?/?/é");
    assertThat(TopicRoute.key(seen.topic())).isEmpty();
  }

  @Test
  void takesATopicThatIsNotUtf8() throws Exception {
    byte[] topic = utf8("innopark/x");
    topic[9] = (byte) 0xC3;

    assertThat(arrival(publish(1, topic, 77, new byte[0], PAYLOAD)).topic())
        .isEqualTo("innopark/?");
  }

  @Test
  void refusesWhatIsNotMqttOrGreaterThanAgreed() {
    byte[] endlessLength = {0x30, -1, -1, -1, -1, -1, -1};
    byte[] contradictory = {0x30, 3, 0, 9, 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 'a', 0, 0};
    byte[] cut = {0x30, 12, 0};
    byte[] tooGreat = publish(0, utf8("t"), 0, new byte[0], new byte[5 * 1024 * 1024]);

    assertThatThrownBy(() -> taken(endlessLength)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> taken(contradictory)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> taken(cut)).isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> taken(tooGreat)).hasMessageContaining("more than was agreed to");
  }

  /**
   * Packets of all sizes, torn into pieces with time-outs between them: every message comes whole
   * and in order, and Paho reads all other packets, no header in two parts.
   */
  @Property(tries = 300)
  void keepsItsPlaceHoweverTheBytesArrive(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int packets) throws IOException {
    Random random = new Random(seed);
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    ByteArrayOutputStream expectedOthers = new ByteArrayOutputStream();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < packets; i++) {
      if (random.nextInt(4) == 0) {
        byte[] other = {(byte) 0x90, 4, 0, 1, 0, 1};
        sent.write(other);
        expectedOthers.write(other);
      } else {
        String topic = "t/" + "x".repeat(size(random, 65_533));
        byte[] properties = new byte[size(random, 200_000)];
        byte[] payload = new byte[size(random, 300_000)];
        random.nextBytes(payload);
        int qos = random.nextInt(2);
        sent.write(publish(qos, utf8(topic), 1 + i, properties, payload));
        expected.add(text(new Arrival(topic, payload, qos == 0 ? 0 : 1 + i, false)));
      }
    }
    List<String> received = new ArrayList<>();
    PacketGuard guard =
        new PacketGuard(
            new TornStream(sent.toByteArray(), random), message -> received.add(text(message)));
    ByteArrayOutputStream others = new ByteArrayOutputStream();
    byte[] piece = new byte[50_000];
    while (true) {
      try {
        int count = guard.read(piece, 0, 1 + random.nextInt(piece.length));
        if (count < 0) {
          break;
        }
        others.write(piece, 0, count);
      } catch (SocketTimeoutException again) {
        assertThat(guard.available()).isZero();
      }
    }
    assertThat(received).isEqualTo(expected);
    assertThat(others.toByteArray()).isEqualTo(expectedOthers.toByteArray());
  }

  @Test
  void tellsPahoThatTheBrokerLivesWhileOnlyMessagesCome() throws IOException {
    byte[] two = new byte[2 * PUBLISHED.length];
    System.arraycopy(PUBLISHED, 0, two, 0, PUBLISHED.length);
    System.arraycopy(PUBLISHED, 0, two, PUBLISHED.length, PUBLISHED.length);
    PacketGuard guard =
        new PacketGuard(new ByteArrayInputStream(two), message -> Thread.sleep(600));

    assertThat(guard.readNBytes(4)).isEqualTo(new byte[] {0x40, 2, -1, -1});
  }

  @Test
  void endsTheStreamWhereAMessageFoundNoRoomUntilTheConnectionEnded() {
    PacketGuard guard =
        new PacketGuard(
            new ByteArrayInputStream(PUBLISHED),
            message -> {
              throw new InterruptedException();
            });

    assertThatThrownBy(guard::read).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void handsOutNoByteOfAHeaderThatIsNotComplete() throws IOException {
    byte[] whole = {(byte) 0x90, (byte) 0x84, 0x00, 0, 1, 0, 1};
    for (int cut = 1; cut < 3; cut++) {
      PacketGuard guard = guard(new CutStream(whole, cut));
      assertThatThrownBy(guard::read).isInstanceOf(SocketTimeoutException.class);
      assertThat(guard.readAllBytes()).isEqualTo(whole);
    }
  }

  @Test
  void takesAMessageThatComesInTwoPartsWithATimeOutBetween() throws IOException {
    for (int cut = 1; cut < PUBLISHED.length; cut++) {
      List<String> received = new ArrayList<>();
      PacketGuard guard =
          new PacketGuard(new CutStream(PUBLISHED, cut), message -> received.add(text(message)));
      assertThatThrownBy(guard::read).isInstanceOf(SocketTimeoutException.class);
      assertThat(received).isEmpty();
      assertThat(guard.read()).isEqualTo(-1);
      assertThat(received).containsExactly(text(new Arrival("innopark/a", PAYLOAD, 7, false)));
    }
  }

  /** A guard whose messages nobody takes. */
  private static PacketGuard guard(InputStream in) {
    return new PacketGuard(in, message -> {});
  }

  private static int size(Random random, int most) {
    return random.nextInt(5) == 0 ? random.nextInt(most) : random.nextInt(40);
  }

  private static List<Arrival> taken(byte[] packets) throws IOException {
    List<Arrival> messages = new ArrayList<>();
    assertThat(new PacketGuard(new ByteArrayInputStream(packets), messages::add).read())
        .isEqualTo(-1);
    return messages;
  }

  private static Arrival arrival(byte[] packet) throws IOException {
    return taken(packet).get(0);
  }

  /** Records of arrays are not compared by content. */
  private static String text(Arrival message) {
    return message.topic()
        + ' '
        + message.packetId()
        + ' '
        + Arrays.hashCode(message.payload())
        + ' '
        + message.payload().length;
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
