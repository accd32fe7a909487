package hk.innopark.console;

import hk.innopark.events.process.LoopbackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** InfluxDB 1, whose InfluxQL is that of InfluxDB 2, as a process of its own. */
final class RealInfluxDb implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/influxd");
  private static final String CONFIG =
      """
      reporting-disabled = true
      bind-address = "127.0.0.1:%d"
      [meta]
        dir = "%s/meta"
      [data]
        dir = "%s/data"
        wal-dir = "%s/wal"
        query-log-enabled = false
      [monitor]
        store-enabled = false
      [http]
        bind-address = "127.0.0.1:%d"
        log-enabled = false
      [continuous_queries]
        enabled = false
      """;

  private static final Charset UTF_8 = StandardCharsets.UTF_8;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Process process;
  private final int port;

  static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  RealInfluxDb(Path folder) throws Exception {
    port = LoopbackPorts.free();
    Path config = folder.resolve("influxdb.conf");
    Files.writeString(config, CONFIG.formatted(LoopbackPorts.free(), folder, folder, folder, port));
    process =
        new ProcessBuilder(PROGRAM.toString(), "-config", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("influxd.log").toFile())
            .start();
    long giveUpNanos = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > giveUpNanos) {
        process.destroyForcibly();
        throw new IOException("influxd: " + Files.readString(folder.resolve("influxd.log")));
      }
      Thread.sleep(50);
    }
  }

  private boolean answers() throws InterruptedException {
    try {
      HttpRequest ping = HttpRequest.newBuilder(uri().resolve("/ping")).build();
      return client.send(ping, HttpResponse.BodyHandlers.discarding()).statusCode() == 204;
    } catch (IOException notYet) {
      return false;
    }
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** As a bucket and its mapping do in InfluxDB 2. */
  void createDatabase(String name) throws Exception {
    post("/query", "q=" + URLEncoder.encode("CREATE DATABASE \"" + name + '"', UTF_8));
  }

  /** Writes line protocol, times in milliseconds. */
  void write(String database, String lines) throws Exception {
    post("/write?precision=ms&db=" + URLEncoder.encode(database, UTF_8), lines);
  }

  private void post(String path, String body) throws Exception {
    HttpResponse<String> response =
        client.send(
            HttpRequest.newBuilder(uri().resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(path + ": " + response.body());
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
