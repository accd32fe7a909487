package hk.innopark.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.Optional;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * The socket given to the MQTT client: without Nagle's delay, over TLS where asked for, and {@link
 * #close} cuts it even while a write hangs.
 *
 * <p>TLS is done here and not by the client, so that both kinds are read through one guarded
 * stream.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // cutting must not wait for anyone
final class GatewaySocket extends Socket {
  private final Socket tcp = new Socket();
  private final Optional<SSLSocketFactory> tls;
  private final LongSupplier arrived;
  private Socket channel = tcp;
  private InputStream guard;

  GatewaySocket(Optional<SSLSocketFactory> tls, LongSupplier arrived) {
    this.tls = tls;
    this.arrived = arrived;
  }

  @Override
  public void connect(SocketAddress endpoint, int timeoutMillis) throws IOException {
    tcp.connect(endpoint, timeoutMillis);
    // PUBACKs are four bytes: waiting to fill a segment would cap the throughput
    tcp.setTcpNoDelay(true);
    tcp.setKeepAlive(true);
    if (tls.isPresent()) {
      InetSocketAddress address = (InetSocketAddress) endpoint;
      SSLSocket encrypted =
          (SSLSocket) tls.get().createSocket(tcp, address.getHostString(), address.getPort(), true);
      SSLParameters parameters = encrypted.getSSLParameters();
      parameters.setProtocols(new String[] {"TLSv1.3", "TLSv1.2"});
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      encrypted.setSSLParameters(parameters);
      encrypted.setSoTimeout(timeoutMillis);
      encrypted.startHandshake();
      channel = encrypted;
    }
  }

  @Override
  public synchronized InputStream getInputStream() throws IOException {
    if (guard == null) {
      guard = new PacketGuard(channel.getInputStream(), arrived);
    }
    return guard;
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return channel.getOutputStream();
  }

  @Override
  public void setSoTimeout(int timeoutMillis) throws SocketException {
    channel.setSoTimeout(timeoutMillis);
  }

  @Override
  public void shutdownInput() throws IOException {
    tcp.shutdownInput();
  }

  @Override
  public void close() throws IOException {
    // not through TLS: its farewell would wait behind a write that hangs
    tcp.close();
  }
}
