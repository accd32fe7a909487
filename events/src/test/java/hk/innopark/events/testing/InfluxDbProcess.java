package hk.innopark.events.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hk.innopark.events.process.LoopbackPorts;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * InfluxDB 1, whose InfluxQL is that of InfluxDB 2, in a process of its own; its data outlives the
 * process.
 */
public final class InfluxDbProcess implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/influxd");
  private static final Duration START_TIMEOUT = Duration.ofMinutes(1);
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
        auth-enabled = %s
        log-enabled = false
        pprof-enabled = false
      [continuous_queries]
        enabled = false
      """;

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Path log;
  private final Path config;
  private final int port;
  private Process process;

  private InfluxDbProcess(Path folder, boolean authenticates) throws Exception {
    assumeTrue(Files.isExecutable(PROGRAM), PROGRAM + " is not installed");
    log = folder.resolve("influxd.log");
    config = folder.resolve("influxdb.conf");
    port = LoopbackPorts.free();
    Files.writeString(
        config,
        CONFIG.formatted(LoopbackPorts.free(), folder, folder, folder, port, authenticates));
    launch();
  }

  /** One that takes whatever is asked; a test is skipped where InfluxDB is not installed. */
  public static InfluxDbProcess orSkipped(Path folder) throws Exception {
    return new InfluxDbProcess(folder, false);
  }

  /** One that asks for users and passwords, as soon as it has a user. */
  public static InfluxDbProcess authenticatingOrSkipped(Path folder) throws Exception {
    return new InfluxDbProcess(folder, true);
  }

  /** Starts the process, on the same data and port as before. */
  public void launch() throws Exception {
    process =
        new ProcessBuilder(PROGRAM.toString(), "-config", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    long giveUpNanos = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > giveUpNanos) {
        close();
        throw new IOException("influxd did not start: " + Files.readString(log));
      }
      Thread.sleep(50);
    }
  }

  private boolean answers() throws InterruptedException {
    try {
      HttpRequest ping = HttpRequest.newBuilder(uri().resolve("/ping")).build();
      return http.send(ping, HttpResponse.BodyHandlers.discarding()).statusCode() == 204;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Where version 1 is spoken. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Makes a database, where there is none of this name: what a bucket is in InfluxDB 2. */
  public void createDatabase(String name) throws Exception {
    post("/query", "q=" + encoded("CREATE DATABASE \"" + name + '"'));
  }

  public void dropDatabase(String name) throws Exception {
    post("/query", "q=" + encoded("DROP DATABASE \"" + name + '"'));
  }

  /** Writes line protocol, times in milliseconds. */
  public void write(String database, String lines) throws Exception {
    post("/write?precision=ms&db=" + encoded(database), lines);
  }

  /** The answer to an InfluxQL query, as JSON, times in milliseconds. */
  public String query(String database, String influxql) throws Exception {
    return post("/query?epoch=ms&db=" + encoded(database), "q=" + encoded(influxql));
  }

  private String post(String path, String body) throws Exception {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(uri().resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(path + ": " + response.statusCode() + ' ' + response.body());
    }
    return response.body();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Freezes the process: it keeps its connections and answers nothing. */
  public void freeze() throws Exception {
    signal("STOP");
  }

  public void thaw() throws Exception {
    signal("CONT");
  }

  private void signal(String name) throws Exception {
    String pid = Long.toString(process.pid());
    if (new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor() != 0) {
      throw new IOException("kill -" + name + ' ' + pid + " failed");
    }
  }

  /** Ends the process at once, without a chance to tidy up. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    kill();
  }
}
