package hk.innopark.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * Makes the socket of one network connection and can cut it. Once cut it makes no other: an attempt
 * that was given up cannot come to life later and take the session from its successor.
 */
final class EpochSockets extends SocketFactory implements AutoCloseable {
  private final Optional<SSLSocketFactory> tls;
  private final PacketGuard.Receiver receiver;
  private final List<Socket> made = new ArrayList<>();
  private volatile GatewaySocket newest;
  private boolean closed;

  /**
   * @param receiver of the messages that the broker sends
   */
  EpochSockets(Optional<SSLSocketFactory> tls, PacketGuard.Receiver receiver) {
    this.tls = tls;
    this.receiver = receiver;
  }

  @Override
  public synchronized Socket createSocket() throws IOException {
    if (closed) {
      throw new IOException("the connection was given up");
    }
    GatewaySocket socket = new GatewaySocket(tls, receiver);
    made.add(socket);
    newest = socket;
    return socket;
  }

  /** Sends whole packets past the MQTT client, between its own. */
  void write(byte[] packets, int length) throws IOException {
    newest.getOutputStream().write(packets, 0, length);
  }

  /** The longest time in which the broker was sent nothing, up to now. */
  Duration longestSilence() {
    GatewaySocket socket = newest;
    return socket == null ? Duration.ZERO : socket.longestSilence();
  }

  @Override
  public synchronized void close() {
    closed = true;
    for (Socket socket : made) {
      try {
        socket.close();
      } catch (IOException ignored) {
        // it is gone either way
      }
    }
  }

  @Override
  public Socket createSocket(String host, int port) throws UnknownHostException {
    throw unconnectedOnly();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    throw unconnectedOnly();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw unconnectedOnly();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
    throw unconnectedOnly();
  }

  private static UnsupportedOperationException unconnectedOnly() {
    return new UnsupportedOperationException("the MQTT client asks for unconnected sockets");
  }
}
