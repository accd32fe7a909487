package hk.innopark.console;

import hk.innopark.console.figures.Measure;
import io.questdb.ServerMain;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** A real QuestDB in this process, with the tables of the figure contract. */
public final class EmbeddedQuestDb implements AutoCloseable {
  private final HttpClient client = HttpClient.newHttpClient();
  private final ServerMain server;

  /** Starts on a free port of the loopback interface. */
  public EmbeddedQuestDb(Path folder) {
    server =
        ServerMain.create(
            folder.toString(),
            Map.of(
                "QDB_HTTP_BIND_TO", "127.0.0.1:0",
                "QDB_HTTP_MIN_ENABLED", "false",
                "QDB_PG_ENABLED", "false",
                "QDB_LINE_TCP_ENABLED", "false",
                "QDB_TELEMETRY_ENABLED", "false",
                "QDB_SHARED_WORKER_COUNT", "2"));
    server.start();
  }

  /** Where it listens. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getHttpServerPort());
  }

  /** Creates the measurements' tables; columns of fields come with their first values. */
  public void createTables() {
    for (Measure measure : Measure.values()) {
      exec(
          "CREATE TABLE "
              + measure.wireName()
              + " (timestamp TIMESTAMP, estate SYMBOL, tenant SYMBOL, line SYMBOL, machine SYMBOL,"
              + " level SYMBOL, grain SYMBOL, origin SYMBOL, revision DOUBLE) TIMESTAMP(timestamp)"
              + " PARTITION BY DAY WAL DEDUP UPSERT KEYS(timestamp, estate, tenant, line, machine,"
              + " level, grain, origin)");
    }
  }

  /** Runs one statement and gives the answer's body. */
  public String exec(String sql) {
    return body(
        HttpRequest.newBuilder(
                uri().resolve("/exec?query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8)))
            .build());
  }

  /** Writes line protocol, and waits until it can be read. */
  public void write(String lines) {
    body(
        HttpRequest.newBuilder(uri().resolve("/write?precision=ms"))
            .POST(HttpRequest.BodyPublishers.ofString(lines))
            .build());
    if (lines.startsWith("alerts,")) {
      server.awaitTable("alerts");
    }
    for (Measure measure : Measure.values()) {
      if (lines.contains(measure.wireName() + ',')) {
        server.awaitTable(measure.wireName());
      }
    }
  }

  private String body(HttpRequest request) {
    try {
      HttpResponse<String> response =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (response.statusCode() >= 300) {
        throw new IllegalStateException(response.body());
      }
      return response.body();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
