package hk.innopark.gateway;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;

/**
 * Makes the socket of one network connection and can cut it. Once cut it makes no other: an attempt
 * that was given up cannot come to life later and take the session from its successor.
 */
final class EpochSockets extends SocketFactory implements AutoCloseable {
  private final Optional<SSLSocketFactory> tls;
  private final LongSupplier arrived;
  private final List<Socket> made = new ArrayList<>();
  private boolean closed;

  /**
   * @param arrived how many messages the client has delivered so far
   */
  EpochSockets(Optional<SSLSocketFactory> tls, LongSupplier arrived) {
    this.tls = tls;
    this.arrived = arrived;
  }

  @Override
  public synchronized Socket createSocket() throws IOException {
    if (closed) {
      throw new IOException("the connection was given up");
    }
    Socket socket = new GatewaySocket(tls, arrived);
    made.add(socket);
    return socket;
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
