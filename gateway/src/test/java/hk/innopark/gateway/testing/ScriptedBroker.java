package hk.innopark.gateway.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An MQTT 5 broker that does exactly what a test tells it, and shows what the client sends. */
public final class ScriptedBroker implements AutoCloseable {
  /** What a client may send. */
  public enum Kind {
    CONNECT(1),
    PUBACK(4),
    SUBSCRIBE(8),
    UNSUBSCRIBE(10),
    PINGREQ(12),
    DISCONNECT(14),
    END(-1);

    private final int type;

    Kind(int type) {
      this.type = type;
    }

    static Kind of(int type) {
      for (Kind kind : values()) {
        if (kind.type == type) {
          return kind;
        }
      }
      throw new IllegalStateException("packet type " + type);
    }
  }

  /** A packet from the client; {@code END} where it closed the connection. */
  public record Packet(Kind kind, byte[] body) {
    /** The first two bytes, where a packet has its identifier. */
    public int id() {
      return ByteBuffer.wrap(body).getShort() & 0xFFFF;
    }

    public String text() {
      return new String(body, StandardCharsets.ISO_8859_1);
    }
  }

  private final ServerSocket server;
  private final Duration patience;

  /**
   * @param patience how long it waits for what must come
   */
  public ScriptedBroker(Duration patience) {
    this.patience = patience;
    try {
      server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public String url() {
    return "tcp://127.0.0.1:" + server.getLocalPort();
  }

  /** Waits for the next connection and its CONNECT. */
  public Link accept() {
    return accept(patience).orElseThrow(() -> new AssertionError("nobody connected"));
  }

  public Optional<Link> accept(Duration within) {
    try {
      server.setSoTimeout((int) within.toMillis());
      return Optional.of(new Link(server.accept(), patience));
    } catch (SocketTimeoutException nobody) {
      return Optional.empty();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Accepts, acknowledges the connection and grants the subscriptions, as a broker does. */
  public Link acceptAndGrant(SessionState session) {
    Link link = accept();
    link.connAck(session, 0);
    link.grant();
    return link;
  }

  /** What the broker says about the session. */
  public enum SessionState {
    NEW,
    PRESENT
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException ignored) {
      // the test is over
    }
  }

  /** One connection of a client. */
  public static final class Link implements AutoCloseable {
    private final Socket socket;
    private final OutputStream out;
    private final BlockingQueue<Packet> packets = new LinkedBlockingQueue<>();
    private final Duration patience;
    private volatile boolean answersPings = true;
    private final Packet connect;

    Link(Socket socket, Duration patience) throws IOException {
      this.socket = socket;
      this.patience = patience;
      this.out = socket.getOutputStream();
      socket.setTcpNoDelay(true);
      Thread reader = new Thread(this::read, "scripted-broker");
      reader.setDaemon(true);
      reader.start();
      this.connect = expect(Kind.CONNECT);
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
            packets.add(new Packet(kind, body));
          }
        }
      } catch (IOException ended) {
        packets.add(new Packet(Kind.END, new byte[0]));
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
}
