package hk.innopark.benchmarks.process;

import hk.innopark.events.process.LoopbackPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A Kafka broker in a process of its own, on loopback, that answers once it is constructed. */
public final class KafkaServer implements AutoCloseable {
  private static final int START_SECONDS = 60;

  private final int port = LoopbackPorts.free();
  private final Process process;

  /**
   * Starts it.
   *
   * @param folder where its files go
   * @throws IOException where it does not start, with the last line that it said
   */
  public KafkaServer(Path folder) throws IOException, InterruptedException {
    Path log = folder.resolve("kafka.log");
    process =
        JavaProcess.start(
            log,
            List.of("-Xmx512m"),
            KafkaServerMain.class,
            Files.createDirectories(folder.resolve("kafka")).toString(),
            Integer.toString(port),
            Integer.toString(LoopbackPorts.free()));
    try {
      awaitPort("kafka", port, process, log);
    } catch (IOException | InterruptedException failed) {
      close();
      throw failed;
    }
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  public Process process() {
    return process;
  }

  /** Waits until somebody listens on a port of loopback. */
  public static void awaitPort(String name, int port, Process process, Path log)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_SECONDS * 1_000_000_000L;
    while (!answers(port)) {
      if (!process.isAlive() || System.nanoTime() > deadline) {
        List<String> said = Files.readAllLines(log);
        throw new IOException(
            name + " did not start: " + (said.isEmpty() ? "no word" : said.get(said.size() - 1)));
      }
      Thread.sleep(50);
    }
  }

  private static boolean answers(int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    Processes.end(process);
  }
}
