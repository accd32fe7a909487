package hk.innopark.gateway.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between a client and a server, and misbehaves as a network does. */
public final class TcpProxy implements AutoCloseable {
  /** How the network is. */
  public enum Weather {
    CLEAR,
    /** Each piece of data waits for 150 ms. */
    SLOW,
    /** Takes everything and delivers nothing, in both directions; connections stay open. */
    BLACK_HOLE,
    /** What the server sends is lost, what the client sends arrives; connections stay open. */
    HALF_OPEN
  }

  private static final long DELAY_MILLIS = 150;

  private final ServerSocket listener;
  private final int serverPort;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile Weather weather = Weather.CLEAR;

  public TcpProxy(int serverPort) {
    this.serverPort = serverPort;
    try {
      listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    daemon(this::accept);
  }

  public String url() {
    return "tcp://127.0.0.1:" + listener.getLocalPort();
  }

  public void become(Weather next) {
    weather = next;
  }

  /** Resets every connection. */
  public void cut() {
    for (Socket socket : open) {
      close(socket);
    }
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        open.add(client);
        if (weather == Weather.BLACK_HOLE) {
          continue; // the handshake is done by the kernel, and then nothing
        }
        Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
        open.add(server);
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        daemon(() -> pump(client, server, Weather.BLACK_HOLE, Weather.BLACK_HOLE));
        daemon(() -> pump(server, client, Weather.BLACK_HOLE, Weather.HALF_OPEN));
      } catch (IOException refused) {
        // the server is down: the client sees a connection that ends
        cutUnlessListening();
      }
    }
  }

  private void cutUnlessListening() {
    if (!listener.isClosed()) {
      cut();
    }
  }

  private void pump(Socket from, Socket to, Weather swallowsIn, Weather swallowsAlsoIn) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] piece = new byte[16 * 1024];
      int count = in.read(piece);
      while (count >= 0) {
        Weather now = weather;
        if (now == Weather.SLOW) {
          Thread.sleep(DELAY_MILLIS);
        }
        if (now != swallowsIn && now != swallowsAlsoIn) {
          out.write(piece, 0, count);
        }
        count = in.read(piece);
      }
    } catch (IOException ended) {
      // the other direction ends too
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } finally {
      close(from);
      close(to);
    }
  }

  private void close(Socket socket) {
    open.remove(socket);
    try {
      socket.close();
    } catch (IOException ignored) {
      // it is closed
    }
  }

  private static void daemon(Runnable task) {
    Thread thread = new Thread(task, "tcp-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }
}
