package hk.innopark.gateway;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
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
  private final PacketGuard.Receiver receiver;
  private Socket channel = tcp;
  private InputStream guard;
  private volatile WholePackets packets;

  /** Open as soon as a packet was sent, or the socket is cut. */
  private final CountDownLatch spoken = new CountDownLatch(1);

  GatewaySocket(Optional<SSLSocketFactory> tls, PacketGuard.Receiver receiver) {
    this.tls = tls;
    this.receiver = receiver;
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
      guard = new PacketGuard(new AfterFirstPacket(channel.getInputStream()), receiver);
    }
    return guard;
  }

  /** Takes a packet, or several, in one call, since two threads write to it. */
  @Override
  public synchronized OutputStream getOutputStream() throws IOException {
    if (packets == null) {
      packets = new WholePackets(channel.getOutputStream());
    }
    return packets;
  }

  /** The longest time in which nothing was sent, up to now; zero before the first packet. */
  Duration longestSilence() {
    WholePackets sent = packets;
    return sent == null ? Duration.ZERO : sent.longestSilence();
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
    spoken.countDown();
  }

  /**
   * Nothing is read before CONNECT was sent. The client's start-up looks every 100 ms whether its
   * receiver runs, and waits for ever for one that found the connection closed in between.
   */
  private final class AfterFirstPacket extends FilterInputStream {
    AfterFirstPacket(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      awaitFirstPacket();
      return super.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      awaitFirstPacket();
      return super.read(target, offset, length);
    }

    private void awaitFirstPacket() throws IOException {
      try {
        spoken.await();
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted before the first packet was sent");
      }
    }
  }

  /** What is given to it in one call is not torn by another thread's. */
  private final class WholePackets extends OutputStream {
    private final OutputStream out;

    // read without the lock, which a write that hangs holds
    private volatile long lastNanos = System.nanoTime();
    private volatile long silenceNanos;

    WholePackets(OutputStream out) {
      this.out = out;
    }

    @Override
    public synchronized void write(int one) throws IOException {
      out.write(one);
      noteSilence();
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      noteSilence();
    }

    private void noteSilence() {
      long now = System.nanoTime();
      silenceNanos = Math.max(silenceNanos, now - lastNanos);
      lastNanos = now;
      spoken.countDown();
    }

    Duration longestSilence() {
      return Duration.ofNanos(Math.max(silenceNanos, System.nanoTime() - lastNanos));
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
