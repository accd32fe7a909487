package hk.innopark.events.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ports on 127.0.0.1 for servers that must be told theirs.
 *
 * <p>The system gives an outgoing connection any port of its ephemeral range, so a port of that
 * range may be gone before its server listens, or while it is down. Ports given here are below that
 * range, and a claim keeps other processes of the same user from being given the same one.
 */
public final class LoopbackPorts {
  private static final int FIRST = 10_000;
  // the lowest ephemeral port of Linux; other systems begin later (RFC 6335: 49152)
  private static final int USUAL_EPHEMERAL = 32_768;
  private static final Path EPHEMERAL_RANGE = Path.of("/proc/sys/net/ipv4/ip_local_port_range");
  private static final Pattern RANGE = Pattern.compile("(\\d+)\\s+\\d+\\s*");

  private LoopbackPorts() {}

  /**
   * A port that nobody listens on, that no outgoing connection takes by itself, and that no other
   * process of this user is given while this one lives.
   */
  public static int free() {
    int ports = firstEphemeral() - FIRST;
    int start = ThreadLocalRandom.current().nextInt(ports);
    for (int i = 0; i < ports; i++) {
      int port = FIRST + (start + i) % ports;
      if (Claims.claim(port) && isFree(port)) {
        return port;
      }
    }
    throw new IllegalStateException("127.0.0.1 has no free port");
  }

  /** Whether a server could listen on the port now. */
  public static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      // as servers do: a connection that is only lingering does not count
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  static int firstEphemeral() {
    try {
      Matcher range = RANGE.matcher(Files.readString(EPHEMERAL_RANGE));
      if (range.matches() && Integer.parseInt(range.group(1)) > FIRST + 1_000) {
        return Integer.parseInt(range.group(1));
      }
    } catch (IOException otherSystem) {
      return USUAL_EPHEMERAL;
    }
    return USUAL_EPHEMERAL;
  }

  /** A byte's lock of one file for each port: the system gives it back when the process ends. */
  private static final class Claims {
    private static final Path PATH =
        Path.of(
            System.getProperty("java.io.tmpdir"),
            "innopark-ports-" + System.getProperty("user.name"));
    // open for as long as the process lives
    private static final FileChannel FILE = open();

    private static FileChannel open() {
      try {
        return FileChannel.open(PATH, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      } catch (IOException failed) {
        throw new UncheckedIOException(PATH + " cannot be opened", failed);
      }
    }

    static boolean claim(int port) {
      try {
        return FILE.tryLock(port, 1, false) != null;
      } catch (OverlappingFileLockException ours) {
        return false;
      } catch (IOException failed) {
        throw new UncheckedIOException(PATH + " cannot be locked", failed);
      }
    }
  }
}
