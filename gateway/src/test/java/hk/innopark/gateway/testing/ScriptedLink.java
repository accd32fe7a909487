package hk.innopark.gateway.testing;

import hk.innopark.gateway.testing.ScriptedBroker.Kind;
import hk.innopark.gateway.testing.ScriptedBroker.Packet;
import hk.innopark.gateway.testing.ScriptedBroker.SessionState;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One connection of a client to a {@link ScriptedBroker}. */
public final class ScriptedLink implements AutoCloseable {
  private final Socket socket;
  private final OutputStream out;
  private final BlockingQueue<Packet> packets = new LinkedBlockingQueue<>();
  private final Duration patience;
  private volatile boolean answersPings = true;
  private Packet connect;

  private ScriptedLink(Socket socket, Duration patience) throws IOException {
    this.socket = socket;
    this.patience = patience;
    this.out = socket.getOutputStream();
    socket.setTcpNoDelay(true);
    Thread reader = new Thread(this::read, "scripted-broker");
    reader.setDaemon(true);
    reader.start();
  }

  /** The link, once its CONNECT has come; empty where the other end goes away without one. */
  static Optional<ScriptedLink> open(Socket socket, Duration patience) throws IOException {
    ScriptedLink link = new ScriptedLink(socket, patience);
    Packet first = link.next(patience).orElseThrow(() -> new AssertionError("no CONNECT came"));
    if (first.kind() == Kind.END) {
      return Optional.empty();
    }
    if (first.kind() != Kind.CONNECT) {
      throw new AssertionError("instead of CONNECT came " + first.kind());
    }
    link.connect = first;
    return Optional.of(link);
  }

  public Packet connect() {
    return connect;
  }

  private void read() {
    try (DataInputStream in = new DataInputStream(socket.getInputStream())) {
      while (true) {
        int first = in.readUnsignedByte();
        byte[] body = new byte[number(in)];
        in.readFully(body);
        Kind kind = Kind.of(first >> 4);
        if (kind == Kind.PINGREQ) {
          pong();
        } else {
          packets.add(new Packet(kind, first & 0xF, body));
        }
      }
    } catch (IOException ended) {
      packets.add(new Packet(Kind.END, 0, new byte[0]));
    }
  }

  private void pong() {
    if (answersPings) {
      send(0xD0, new byte[0]);
    }
  }

  /** As on a connection whose other end has vanished. */
  public void answerNoPings() {
    answersPings = false;
  }

  private static int number(DataInputStream in) throws IOException {
    int value = 0;
    int shift = 0;
    int digit;
    do {
      digit = in.readUnsignedByte();
      value |= (digit & 0x7F) << shift;
      shift += 7;
    } while (digit >= 0x80);
    return value;
  }

  /** The next packet; pings are answered and not shown. */
  public Optional<Packet> next(Duration within) {
    try {
      return Optional.ofNullable(packets.poll(within.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  public Packet expect(Kind kind) {
    Packet packet = next(patience).orElseThrow(() -> new AssertionError("no " + kind + " came"));
    if (packet.kind() != kind) {
      throw new AssertionError("instead of " + kind + " came " + packet.kind());
    }
    return packet;
  }

  public void connAck(SessionState session, int reason) {
    send(0x20, new byte[] {(byte) session.ordinal(), (byte) reason, 0});
  }

  /** Grants what is asked for. */
  public void grant() {
    subAck(1);
  }

  /** Answers SUBSCRIBE with one reason code for all filters. */
  public void subAck(int reason) {
    answer(expect(Kind.SUBSCRIBE), reason);
  }

  /** Shows the SUBSCRIBE that it grants. */
  public Packet expectSubscribeAndGrant() {
    Packet subscribe = expect(Kind.SUBSCRIBE);
    answer(subscribe, 1);
    return subscribe;
  }

  private void answer(Packet subscribe, int reason) {
    int filters = filters(subscribe.body());
    byte[] body = new byte[3 + filters];
    body[0] = subscribe.body()[0];
    body[1] = subscribe.body()[1];
    Arrays.fill(body, 3, body.length, (byte) reason);
    send(0x90, body);
  }

  /** Answers an UNSUBSCRIBE, which comes where the session was present. */
  public void unsubAck() {
    Packet unsubscribe = expect(Kind.UNSUBSCRIBE);
    send(0xB0, new byte[] {unsubscribe.body()[0], unsubscribe.body()[1], 0, 0x11});
  }

  /** Shows the next PUBLISH and acknowledges it where it has QoS 1. */
  public Packet expectPublish() {
    Packet publish = expect(Kind.PUBLISH);
    if ((publish.flags() & 0b0110) != 0) {
      int at = 2 + publish.id();
      send(0x40, new byte[] {publish.body()[at], publish.body()[at + 1]});
    }
    return publish;
  }

  private static int filters(byte[] subscribe) {
    int count = 0;
    int at = 3 + subscribe[2];
    while (at < subscribe.length) {
      int length = ((subscribe[at] & 0xFF) << 8) | (subscribe[at + 1] & 0xFF);
      at += 2 + length + 1;
      count++;
    }
    return count;
  }

  public void publish(int id, String topic, String payload) {
    sendPublish(0x32, id, topic, new byte[0], payload);
  }

  public void publishRetained(int id, String topic, String payload) {
    sendPublish(0x33, id, topic, new byte[0], payload);
  }

  public void publishAgain(int id, String topic, String payload) {
    sendPublish(0x3A, id, topic, new byte[0], payload);
  }

  public void publishQos0(String topic, String payload) {
    sendPublish(0x30, 0, topic, new byte[0], payload);
  }

  public void publishWithProperties(int id, String topic, byte[] properties, String payload) {
    sendPublish(0x32, id, topic, properties, payload);
  }

  private void sendPublish(int first, int id, String topic, byte[] properties, String payload) {
    byte[] name = topic.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(name.length >> 8);
    body.write(name.length);
    body.writeBytes(name);
    if ((first & 0x06) != 0) {
      body.write(id >> 8);
      body.write(id);
    }
    writeNumber(body, properties.length);
    body.writeBytes(properties);
    body.writeBytes(payload.getBytes(StandardCharsets.UTF_8));
    send(first, body.toByteArray());
  }

  public void disconnect(int reason) {
    send(0xE0, new byte[] {(byte) reason, 0});
  }

  private synchronized void send(int first, byte[] body) {
    ByteArrayOutputStream packet = new ByteArrayOutputStream();
    packet.write(first);
    writeNumber(packet, body.length);
    packet.writeBytes(body);
    sendRaw(packet.toByteArray());
  }

  /** Bytes as they are, for example a part of a packet. */
  public synchronized void sendRaw(byte[] bytes) {
    try {
      out.write(bytes);
      out.flush();
    } catch (IOException ended) {
      // the reader tells that the connection ended
    }
  }

  private static void writeNumber(ByteArrayOutputStream target, int number) {
    int rest = number;
    do {
      target.write((rest & 0x7F) | (rest > 0x7F ? 0x80 : 0));
      rest >>= 7;
    } while (rest > 0);
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException ignored) {
      // it is closed
    }
  }
}
