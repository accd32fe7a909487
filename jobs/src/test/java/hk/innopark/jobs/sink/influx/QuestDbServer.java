package hk.innopark.jobs.sink.influx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.jobs.figures.Measurement;
import io.questdb.ServerMain;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** QuestDB in this process, on loopback, with a table a measurement whose points are unique. */
final class QuestDbServer implements AutoCloseable {
  private static final List<String> TAGS =
      List.of("estate", "tenant", "line", "machine", "level", "grain", "origin");

  private final HttpClient http = HttpClient.newHttpClient();
  private final ObjectMapper json = new ObjectMapper();
  private final ServerMain server;
  private final int port;

  private QuestDbServer(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("conf"));
    Files.writeString(
        folder.resolve("conf/log.conf"),
        """
        writers=stdout
        w.stdout.class=io.questdb.log.LogConsoleWriter
        w.stdout.level=CRITICAL
        """);
    port = LoopbackPorts.free();
    Map<String, String> environment = new HashMap<>();
    environment.put("QDB_HTTP_BIND_TO", "127.0.0.1:" + port);
    environment.put("QDB_PG_ENABLED", "false");
    environment.put("QDB_LINE_TCP_ENABLED", "false");
    environment.put("QDB_HTTP_MIN_ENABLED", "false");
    environment.put("QDB_TELEMETRY_ENABLED", "false");
    environment.put("QDB_SHARED_WORKER_COUNT", "2");
    server = ServerMain.create(folder.toString(), environment);
    server.start();
  }

  static QuestDbServer start(Path folder) throws IOException {
    return new QuestDbServer(folder);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + port);
  }

  void createTables() throws Exception {
    for (Measurement measurement : Measurement.values()) {
      createTable(measurement, Set.of());
    }
  }

  /** Creates a measurement's table; some fields can be made so that they refuse numbers. */
  void createTable(Measurement measurement, Set<String> booleanFields) throws Exception {
    StringBuilder sql = new StringBuilder("CREATE TABLE ").append(measurement.wireName());
    sql.append(" (timestamp TIMESTAMP, revision DOUBLE");
    TAGS.forEach(tag -> sql.append(", ").append(tag).append(" SYMBOL"));
    for (String field : measurement.fields()) {
      sql.append(", ").append(field).append(booleanFields.contains(field) ? " BOOLEAN" : " DOUBLE");
    }
    sql.append(") TIMESTAMP(timestamp) PARTITION BY DAY WAL DEDUP UPSERT KEYS(timestamp, ");
    sql.append(String.join(", ", TAGS)).append(')');
    query(sql.toString());
  }

  void dropTables() throws Exception {
    for (Measurement measurement : Measurement.values()) {
      query("DROP TABLE IF EXISTS " + measurement.wireName());
    }
  }

  /** All points of a measurement that are stored, each row one. */
  List<StoredPoint> points(Measurement measurement) throws Exception {
    server.awaitTable(measurement.wireName());
    JsonNode result = query("SELECT * FROM " + measurement.wireName());
    List<StoredPoint> points = new ArrayList<>();
    for (JsonNode row : result.get("dataset")) {
      long time = 0;
      Map<String, String> tags = new TreeMap<>();
      Map<String, Double> fields = new TreeMap<>();
      for (int i = 0; i < row.size(); i++) {
        String name = result.get("columns").get(i).get("name").asText();
        JsonNode value = row.get(i);
        if (name.equals("timestamp")) {
          time = Instant.parse(value.asText()).toEpochMilli();
        } else if (TAGS.contains(name) && !value.isNull()) {
          tags.put(name, value.asText());
        } else if (value.isNumber()) {
          fields.put(name, value.doubleValue());
        }
      }
      points.add(new StoredPoint(measurement.wireName(), time, tags, fields));
    }
    return points;
  }

  private JsonNode query(String sql) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    url()
                        + "/exec?limit=100000&query="
                        + URLEncoder.encode(sql, StandardCharsets.UTF_8)))
            .build();
    HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException(sql + ": " + response.body());
    }
    return json.readTree(response.body());
  }

  @Override
  public void close() {
    server.close();
  }
}
