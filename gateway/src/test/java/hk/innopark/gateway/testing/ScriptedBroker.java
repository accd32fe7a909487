package hk.innopark.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** An MQTT 5 broker that does exactly what a test tells it, and shows what the client sends. */
public final class ScriptedBroker implements AutoCloseable {
  /** What a client may send. */
  public enum Kind {
    CONNECT(1),
    PUBLISH(3),
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

  /**
   * A packet from the client; {@code END} where it closed the connection.
   *
   * @param flags of its fixed header, four bits
   */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  public record Packet(Kind kind, int flags, byte[] body) {
    /** The first two bytes, where a packet has its identifier. */
    public int id() {
      return ByteBuffer.wrap(body).getShort() & 0xFFFF;
    }

    /** Of a PUBLISH. */
    public String topic() {
      return new String(body, 2, id(), StandardCharsets.UTF_8);
    }

    /** Of a PUBLISH, which has no properties here. */
    public byte[] payload() {
      int identifier = (flags & 0b0110) == 0 ? 0 : 2;
      return Arrays.copyOfRange(body, 2 + id() + identifier + 1, body.length);
    }

    public String text() {
      return new String(body, StandardCharsets.ISO_8859_1);
    }
  }

  private ServerSocket server;
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
  public ScriptedLink accept() {
    return accept(patience).orElseThrow(() -> new AssertionError("nobody connected"));
  }

  /** The next connection on which a CONNECT comes; one that only looks who listens is not shown. */
  public Optional<ScriptedLink> accept(Duration within) {
    try {
      server.setSoTimeout((int) within.toMillis());
      Optional<ScriptedLink> link = Optional.empty();
      while (link.isEmpty()) {
        link = ScriptedLink.open(server.accept(), patience);
      }
      return link;
    } catch (SocketTimeoutException nobody) {
      return Optional.empty();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /**
   * Accepts the next connection and closes it, as a load balancer with no broker behind it does.
   */
  public void turnAway() {
    try {
      server.setSoTimeout((int) patience.toMillis());
      server.accept().close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Stops listening, cuts the connection, and after a while listens on the same port again. */
  public void restart(ScriptedLink link, Duration after) throws InterruptedException {
    int port = server.getLocalPort();
    close();
    link.close();
    Thread.sleep(after.toMillis());
    try {
      server = new ServerSocket(port, 8, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Accepts, acknowledges the connection and grants the subscriptions, as a broker does. */
  public ScriptedLink acceptAndGrant(SessionState session) {
    ScriptedLink link = accept();
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
}
