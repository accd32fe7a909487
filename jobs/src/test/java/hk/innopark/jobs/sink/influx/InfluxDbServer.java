package hk.innopark.jobs.sink.influx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import hk.innopark.events.process.LoopbackPorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * InfluxDB 1 as a process of its own, and in front of it a server that turns a write of version 2,
 * {@code /api/v2/write?bucket}, into one of version 1, {@code /write?db}.
 */
public final class InfluxDbServer implements AutoCloseable {
  public static final Path PROGRAM = Path.of("/usr/bin/influxd");
  private static final Set<String> TAGS =
      Set.of("estate", "tenant", "line", "machine", "level", "grain", "origin");

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final ObjectMapper json = new ObjectMapper();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Path folder;
  private final int influxPort;
  private final int rpcPort;
  private final HttpServer shim;
  private final AtomicLong accepted = new AtomicLong();
  private final Set<Integer> confirmed = ConcurrentHashMap.newKeySet();
  private volatile int statusOfAll;
  private volatile Duration delayOfAll = Duration.ZERO;
  private Process process;

  private InfluxDbServer(Path folder) throws Exception {
    this.folder = folder;
    this.influxPort = LoopbackPorts.free();
    this.rpcPort = LoopbackPorts.free();
    launch();
    shim = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    shim.setExecutor(threads);
    shim.createContext("/api/v2/write", this::forward);
    shim.start();
  }

  public static boolean isInstalled() {
    return Files.isExecutable(PROGRAM);
  }

  public static InfluxDbServer start(Path folder) throws Exception {
    return new InfluxDbServer(folder);
  }

  /** Where version 2 writes are taken. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + shim.getAddress().getPort());
  }

  /** Leaves an empty database of this name. */
  public void recreateDatabase(String name) throws Exception {
    post("/query", "q=" + encoded("DROP DATABASE \"" + name + "\""));
    post("/query", "q=" + encoded("CREATE DATABASE \"" + name + "\""));
  }

  /** Writes lines as they are. */
  public void write(String database, String lines) throws Exception {
    post("/write?precision=ms&db=" + encoded(database), lines);
  }

  /** The server's answer to an InfluxQL query. */
  public JsonNode query(String database, String influxql) throws Exception {
    return json.readTree(post("/query?epoch=ms&db=" + encoded(database), "q=" + encoded(influxql)));
  }

  /** All points of a measurement in a database. */
  List<StoredPoint> points(String database, String measurement) throws Exception {
    JsonNode result = query(database, "SELECT * FROM \"" + measurement + "\"");
    List<StoredPoint> points = new ArrayList<>();
    for (JsonNode series : result.at("/results/0/series")) {
      for (JsonNode row : series.get("values")) {
        points.add(point(measurement, series.get("columns"), row));
      }
    }
    return points;
  }

  private static StoredPoint point(String measurement, JsonNode columns, JsonNode row) {
    long time = 0;
    Map<String, String> tags = new TreeMap<>();
    Map<String, Double> fields = new TreeMap<>();
    for (int i = 0; i < row.size(); i++) {
      String name = columns.get(i).asText();
      JsonNode value = row.get(i);
      if (name.equals("time")) {
        time = value.longValue();
      } else if (TAGS.contains(name) && !value.isNull()) {
        tags.put(name, value.asText());
      } else if (value.isNumber()) {
        fields.put(name, value.doubleValue());
      }
    }
    return new StoredPoint(measurement, time, tags, fields);
  }

  /** Ends the process at once, without a chance to tidy up. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Freezes the process: it keeps its connections and answers nothing. */
  void freeze() throws Exception {
    signal("STOP");
  }

  void thaw() throws Exception {
    signal("CONT");
  }

  private void signal(String name) throws Exception {
    String pid = Long.toString(process.pid());
    if (new ProcessBuilder("kill", "-" + name, pid).inheritIO().start().waitFor() != 0) {
      throw new IOException("kill -" + name + " " + pid + " failed");
    }
  }

  /** From now on every write is answered so, and not passed on. */
  void answerAll(int status) {
    statusOfAll = status;
  }

  /** From now on every write waits. */
  void delayAll(Duration delay) {
    delayOfAll = delay;
  }

  void behave() {
    statusOfAll = 0;
    delayOfAll = Duration.ZERO;
  }

  /** Writes that were confirmed; repetitions of one, which pile up at a server that hangs, once. */
  long accepted() {
    return accepted.get();
  }

  /** Starts the process on the same data and port. */
  void launch() throws Exception {
    Path config = folder.resolve("influxdb.conf");
    Files.writeString(
        config,
        """
        reporting-disabled = true
        bind-address = "127.0.0.1:%d"
        [meta]
          dir = "%s"
        [data]
          dir = "%s"
          wal-dir = "%s"
          query-log-enabled = false
        [monitor]
          store-enabled = false
        [http]
          bind-address = "127.0.0.1:%d"
          log-enabled = false
        [continuous_queries]
          enabled = false
        """
            .formatted(
                rpcPort,
                folder.resolve("meta"),
                folder.resolve("data"),
                folder.resolve("wal"),
                influxPort));
    process =
        new ProcessBuilder(PROGRAM.toString(), "-config", config.toString())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("influxd.log").toFile()))
            .start();
    long giveUpNanos = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!answers()) {
      if (!process.isAlive() || System.nanoTime() > giveUpNanos) {
        throw new IOException(
            "influxd did not start: " + Files.readString(folder.resolve("influxd.log")));
      }
      Thread.sleep(50);
    }
  }

  private boolean answers() throws InterruptedException {
    try {
      return http.send(
                  HttpRequest.newBuilder(influx("/ping")).build(),
                  HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 204;
    } catch (IOException notYet) {
      return false;
    }
  }

  private void forward(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> query = new HashMap<>();
      for (String part : exchange.getRequestURI().getRawQuery().split("&", -1)) {
        String[] pair = part.split("=", 2);
        query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
      }
      byte[] lines = exchange.getRequestBody().readAllBytes();
      if (statusOfAll != 0) {
        exchange.sendResponseHeaders(statusOfAll, -1);
        return;
      }
      Thread.sleep(delayOfAll.toMillis());
      HttpResponse<byte[]> response =
          http.send(
              HttpRequest.newBuilder(
                      influx(
                          "/write?db="
                              + encoded(query.get("bucket"))
                              + "&precision="
                              + query.get("precision")))
                  .POST(HttpRequest.BodyPublishers.ofByteArray(lines))
                  .build(),
              HttpResponse.BodyHandlers.ofByteArray());
      response
          .headers()
          .firstValue("X-Influxdb-Error")
          .ifPresent(error -> exchange.getResponseHeaders().add("X-Influxdb-Error", error));
      byte[] body = response.body();
      if (response.statusCode() == 204 && confirmed.add(Arrays.hashCode(lines))) {
        accepted.incrementAndGet();
      }
      exchange.sendResponseHeaders(response.statusCode(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    } catch (IOException unreachable) {
      exchange.sendResponseHeaders(502, -1);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private String post(String path, String body) throws Exception {
    HttpResponse<String> response =
        http.send(
            HttpRequest.newBuilder(influx(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() / 100 != 2) {
      throw new IOException(path + ": " + response.statusCode() + " " + response.body());
    }
    return response.body();
  }

  private URI influx(String path) {
    return URI.create("http://127.0.0.1:" + influxPort + path);
  }

  @Override
  public void close() {
    shim.stop(0);
    threads.shutdownNow();
    process.destroyForcibly().onExit().join();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
