package hk.innopark.broker;

import hk.innopark.events.process.LoopbackPorts;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The broker as its parent starts it: a child JVM on the class path of {@code target/lib}. */
final class BrokerProcess {
  private final Process process;
  private final int port;

  private BrokerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  static BrokerProcess start(Path data, Path users) throws IOException {
    int port = LoopbackPorts.free();
    Process process = launch("--port", "" + port, "--data", "" + data, "--users", "" + users);
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    if (!("READY " + port).equals(line)) {
      String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      throw new IOException("broker said " + line + ", " + error);
    }
    return new BrokerProcess(process, port);
  }

  static Process launch(String... arguments) throws IOException {
    List<String> command =
        new java.util.ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-cp",
                Path.of("target", "lib").toAbsolutePath() + "/*",
                "hk.innopark.broker.EmbeddedBroker"));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).start();
  }

  String url() {
    return "tcp://127.0.0.1:" + port;
  }

  Process process() {
    return process;
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void stop() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      kill();
    }
  }
}
