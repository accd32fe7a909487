package hk.innopark.benchmarks.bridge;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * Publishes at QoS 1 as fast as a broker takes messages: MQTT 3.1.1 written by hand, a batch in one
 * write, then its PUBACKs.
 */
final class RawPublisher implements AutoCloseable {
  static final int PAYLOAD_BYTES = 200;

  private static final String FILLER = "filler";

  private static final int MACHINES = 50;
  private static final int BATCH = 500;
  private static final int PUBACK_BYTES = 4;

  private final Socket socket;
  private final InputStream in;

  RawPublisher(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(60_000);
    in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(body);
    data.writeUTF("MQTT");
    data.writeByte(4); // MQTT 3.1.1
    data.writeByte(2); // clean session
    data.writeShort(0); // no keep-alive
    data.writeUTF("load");
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(0x10);
    packet.write(body.size());
    body.writeTo(packet);
    packet.writeTo(socket.getOutputStream());
    byte[] connAck = in.readNBytes(4);
    if (connAck.length < 4 || connAck[3] != 0) {
      throw new IOException("Mosquitto refuses the publisher");
    }
  }

  /**
   * Publishes {@code count} messages, numbered from {@code first}, over fifty machines.
   *
   * @return the sum of the payloads' CRC-32, modulo 2⁶⁴
   */
  long publish(String topicRoot, long first, int count) throws IOException {
    return publish(topicRoot, first, count, 0);
  }

  /** Publishes messages that are no part of a round. */
  void fill(String topicRoot, int count) throws IOException {
    var unused = publish(topicRoot, 0, count, FILLER.length());
  }

  static boolean isFiller(byte[] payload) {
    return payload.length == PAYLOAD_BYTES
        && new String(payload, 0, FILLER.length(), StandardCharsets.US_ASCII).equals(FILLER);
  }

  private long publish(String topicRoot, long first, int count, int marked) throws IOException {
    long sum = 0;
    int done = 0;
    ByteArrayOutputStream packets = new ByteArrayOutputStream(BATCH * 300);
    DataOutputStream data = new DataOutputStream(packets);
    DataInputStream acknowledgements = new DataInputStream(in);
    while (done < count) {
      packets.reset();
      int batch = Math.min(BATCH, count - done);
      for (int i = 0; i < batch; i++) {
        long number = first + done + i;
        byte[] payload = payload(number);
        System.arraycopy(FILLER.getBytes(StandardCharsets.US_ASCII), 0, payload, 0, marked);
        sum += crc(payload);
        publish(data, topicRoot, number, 1 + i, payload);
      }
      packets.writeTo(socket.getOutputStream());
      acknowledgements.readFully(new byte[batch * PUBACK_BYTES]);
      done += batch;
    }
    return sum;
  }

  private static void publish(
      DataOutputStream data, String topicRoot, long number, int packetId, byte[] payload)
      throws IOException {
    String topic =
        "%s/tai-po/golden-noodle/line-1/oven-%02d".formatted(topicRoot, number % MACHINES);
    int length = 2 + topic.length() + 2 + payload.length;
    data.writeByte(0x32);
    data.writeByte((length & 0x7F) | 0x80);
    data.writeByte(length >> 7);
    data.writeUTF(topic);
    data.writeShort(packetId);
    data.write(payload);
  }

  private static byte[] payload(long number) {
    StringBuilder text = new StringBuilder(PAYLOAD_BYTES);
    text.append("{\"ts\":").append(1_763_791_200_000L + number);
    text.append(",\"boot\":\"b7\",\"seq\":").append(number);
    text.append(",\"signals\":{\"state\":\"RUNNING\",\"good_count\":").append(number);
    text.append(",\"active_energy_kwh\":").append(10_000 + number / 7);
    text.append(".5},\"order\":\"");
    while (text.length() < PAYLOAD_BYTES - 2) {
      text.append((char) ('a' + (number + text.length()) % 26));
    }
    return text.append("\"}").toString().getBytes(StandardCharsets.US_ASCII);
  }

  static long crc(byte[] payload) {
    CRC32 crc = new CRC32();
    crc.update(payload);
    return crc.getValue();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
