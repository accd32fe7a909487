package hk.innopark.transports.mqtt;

import hk.innopark.events.process.LoopbackPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** A real Mosquitto on a loopback port, in a process of its own. */
public final class Mosquitto implements AutoCloseable {
  private static final Path BINARY = Path.of("/usr/sbin/mosquitto");

  private final Path folder;
  private final int port;
  private Process process;

  private Mosquitto(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** Starts one that takes anyone; the test is skipped where Mosquitto is not installed. */
  public static Mosquitto start(Path folder) throws IOException {
    return start(folder, "allow_anonymous true\n");
  }

  static Mosquitto start(Path folder, String settings) throws IOException {
    Assumptions.assumeTrue(
        Files.isExecutable(BINARY), BINARY + " is not installed (Debian: apt install mosquitto)");
    Mosquitto broker = new Mosquitto(folder, LoopbackPorts.free());
    Files.writeString(
        folder.resolve("mosquitto.conf"),
        "listener " + broker.port + " 127.0.0.1\nmax_queued_messages 0\n" + settings);
    broker.startProcess();
    return broker;
  }

  void startProcess() throws IOException {
    process =
        new ProcessBuilder(BINARY.toString(), "-c", folder.resolve("mosquitto.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("mosquitto.log").toFile()))
            .start();
    Awaitility.await().atMost(Duration.ofSeconds(30)).until(this::isListening);
  }

  private boolean isListening() {
    if (!process.isAlive()) {
      throw new IllegalStateException("Mosquitto ended at once; see " + folder);
    }
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Ends the process at once, as a crash would. */
  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  int port() {
    return port;
  }

  public MqttTarget target(String clientId) {
    return MqttTarget.anonymous("127.0.0.1", port, clientId);
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
