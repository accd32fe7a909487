package hk.innopark.embedded.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's Mosquitto with the files that the registry gives. */
final class MosquittoServer implements AutoCloseable {
  private static final Path BINARY = Path.of("/usr/sbin/mosquitto");

  private final Process process;
  private final int port;

  private MosquittoServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it; returns when it can be connected to.
   *
   * @param folder of {@code passwords} and {@code acl}
   * @param listener lines of its one listener, after the first
   */
  static MosquittoServer start(Path folder, int port, List<String> listener) throws IOException {
    assumeTrue(Files.isExecutable(BINARY), "Mosquitto is not installed: " + BINARY);
    List<String> lines =
        new ArrayList<>(
            List.of(
                "per_listener_settings false",
                "allow_anonymous false",
                "password_file " + folder.resolve("passwords"),
                "acl_file " + folder.resolve("acl"),
                "user " + System.getProperty("user.name"),
                "listener " + port + " 127.0.0.1"));
    lines.addAll(listener);
    Path configuration = Files.write(folder.resolve("mosquitto.conf"), lines);
    Path log = folder.resolve("mosquitto.log");
    Process process =
        new ProcessBuilder(BINARY.toString(), "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    await()
        .atMost(Duration.ofMinutes(1))
        .failFast("Mosquitto ended", () -> !process.isAlive())
        .until(() -> answers(port));
    return new MosquittoServer(process, port);
  }

  int port() {
    return port;
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
  }
}
