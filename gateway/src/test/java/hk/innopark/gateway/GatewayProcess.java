package hk.innopark.gateway;

import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.gateway.testing.ServerProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The gateway in a process of its own, by its real main class or with a planted bug. */
final class GatewayProcess extends ServerProcess {
  private final Map<String, String> environment;
  private final List<String> command;
  private final int healthPort = LoopbackPorts.free();

  GatewayProcess(Path directory, Map<String, String> environment) {
    super(directory.resolve("gateway.log"));
    this.environment = withHealthPort(environment);
    this.command = command(GatewayMain.class);
  }

  GatewayProcess(Path directory, Map<String, String> environment, PlantedBug bug) {
    super(directory.resolve("gateway.log"));
    this.environment = withHealthPort(environment);
    this.command = command(PlantedGatewayMain.class, bug.name());
  }

  static List<String> command(Class<?> main, String... arguments) {
    return java("-Xmx192m", main, arguments);
  }

  @Override
  protected List<String> command() {
    return command;
  }

  @Override
  protected Map<String, String> environment() {
    return environment;
  }

  @Override
  public int port() {
    return healthPort;
  }

  private Map<String, String> withHealthPort(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.put("HEALTH_PORT", Integer.toString(healthPort));
    return all;
  }

  /** What it answers at a path, as {@code status text}; empty while nobody answers. */
  String get(String path) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + healthPort + path).toURL().openConnection();
      connection.setConnectTimeout(1_000);
      connection.setReadTimeout(5_000);
      int status = connection.getResponseCode();
      try (InputStream body =
          status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
        return status + " " + new String(body.readAllBytes(), StandardCharsets.UTF_8);
      }
    } catch (IOException notNow) {
      return "";
    }
  }

  /** Starts it and waits until it is subscribed. */
  void startAndAwaitReady() {
    start();
    FaultBench.patiently().until(() -> get("/health/ready").startsWith("200"));
  }
}
