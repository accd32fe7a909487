package hk.innopark.embedded.server;

import hk.innopark.registry.access.MqttUser;
import hk.innopark.registry.access.MqttUsersFile;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The MQTT 5 broker in a child JVM with a class path of its own, since its libraries clash with
 * Flink's.
 */
public final class EmbeddedMqttBroker implements AutoCloseable {
  private static final String NAME = "MQTT broker";
  private static final String MAIN_CLASS = "hk.innopark.broker.EmbeddedBroker";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final ChildProcess process;
  private final int port;
  private final Path usersFile;

  private EmbeddedMqttBroker(ChildProcess process, int port, Path usersFile) {
    this.process = process;
    this.port = port;
    this.usersFile = usersFile;
  }

  /**
   * Starts it; returns when it can be connected to.
   *
   * @param classPath folder of the broker's jars
   * @param data folder of its sessions and queued messages
   * @param port on 127.0.0.1
   * @param users who may connect; everybody else is refused
   */
  public static EmbeddedMqttBroker start(Path classPath, Path data, int port, List<MqttUser> users)
      throws ServerStartException {
    if (!Files.isDirectory(classPath)) {
      throw new ServerStartException(NAME, "its class path " + classPath + " is missing");
    }
    ServerStartException.requireFree(NAME, port);
    try {
      Path usersFile = Files.createDirectories(data).resolve("users.json");
      MqttUsersFile.write(usersFile, users);
      Path errors = data.resolve("stderr.log");
      ChildProcess process =
          ChildProcess.start(command(classPath, data, port, usersFile), errors, PATIENCE);
      awaitReady(process, errors);
      return new EmbeddedMqttBroker(process, port, usersFile);
    } catch (IOException failure) {
      throw new ServerStartException(NAME, failure);
    }
  }

  private static List<String> command(Path classPath, Path data, int port, Path usersFile) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx384m",
        "-XX:+UseSerialGC",
        "-XX:+ExitOnOutOfMemoryError",
        "-cp",
        classPath.toAbsolutePath() + "/*",
        MAIN_CLASS,
        "--port",
        Integer.toString(port),
        "--data",
        data.toAbsolutePath().toString(),
        "--users",
        usersFile.toAbsolutePath().toString());
  }

  private static void awaitReady(ChildProcess process, Path errors)
      throws IOException, ServerStartException {
    BufferedReader output = process.process().inputReader(StandardCharsets.UTF_8);
    String line = output.readLine();
    while (line != null && !line.startsWith("READY ")) {
      line = output.readLine();
    }
    if (line == null) {
      process.close();
      List<String> said = Files.readAllLines(errors);
      throw new ServerStartException(
          NAME, said.isEmpty() ? "it ended without a word" : said.get(said.size() - 1));
    }
  }

  /** Replaces the users; connections that are open stay open. */
  public void setUsers(List<MqttUser> users) throws IOException {
    MqttUsersFile.write(usersFile, users);
  }

  public int port() {
    return port;
  }

  /** {@code tcp://127.0.0.1:port}. */
  public String url() {
    return "tcp://127.0.0.1:" + port;
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.close();
  }
}
