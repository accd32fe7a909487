package hk.innopark.jobs.sink.influx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import hk.innopark.events.testing.InfluxDbProcess;
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
  private static final Set<String> TAGS =
      Set.of("estate", "tenant", "line", "machine", "level", "grain", "origin");

  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final ObjectMapper json = new ObjectMapper();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final InfluxDbProcess process;
  private final HttpServer shim;
  private final AtomicLong accepted = new AtomicLong();
  private final Set<Integer> confirmed = ConcurrentHashMap.newKeySet();
  private volatile int statusOfAll;
  private volatile Duration delayOfAll = Duration.ZERO;

  private InfluxDbServer(Path folder) throws Exception {
    process = InfluxDbProcess.orSkipped(folder);
    shim = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    shim.setExecutor(threads);
    shim.createContext("/api/v2/write", this::forward);
    shim.start();
  }

  /** Skips a test where InfluxDB is not installed. */
  public static InfluxDbServer orSkipped(Path folder) throws Exception {
    return new InfluxDbServer(folder);
  }

  /** Where version 2 writes are taken. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + shim.getAddress().getPort());
  }

  /** InfluxDB itself. */
  InfluxDbProcess process() {
    return process;
  }

  /** Leaves an empty database of this name. */
  public void recreateDatabase(String name) throws Exception {
    process.dropDatabase(name);
    process.createDatabase(name);
  }

  /** The server's answer to an InfluxQL query. */
  public JsonNode query(String database, String influxql) throws Exception {
    return json.readTree(process.query(database, influxql));
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
                      process
                          .uri()
                          .resolve(
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

  @Override
  public void close() {
    shim.stop(0);
    threads.shutdownNow();
    process.close();
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
