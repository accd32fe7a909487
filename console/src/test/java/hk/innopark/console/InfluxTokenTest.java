package hk.innopark.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import hk.innopark.console.figures.FigureQuery;
import hk.innopark.console.figures.InfluxBuckets;
import hk.innopark.console.figures.InfluxFigureStore;
import hk.innopark.console.figures.Measure;
import hk.innopark.console.figures.Place;
import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.events.settings.TokenFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InfluxTokenTest {
  private static final FigureQuery QUERY =
      new FigureQuery(
          Measure.ENERGY,
          Level.TENANT,
          Grain.HOUR,
          "real",
          Place.ofTenant("a"),
          Instant.EPOCH,
          Instant.EPOCH.plusSeconds(3600),
          List.of("grid_kwh"));

  @TempDir Path folder;

  private final List<String> authorizations = new CopyOnWriteArrayList<>();
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          authorizations.add(exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] nothing = "{\"results\":[{}]}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, nothing.length);
          exchange.getResponseBody().write(nothing);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aTokenThatIsExchangedIsUsedWithoutARestart() throws Exception {
    Path file = Files.writeString(folder.resolve("console"), "old\n");
    InfluxFigureStore store =
        new InfluxFigureStore(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
            Optional.of(TokenFile.of(file, "old")),
            Duration.ofSeconds(30),
            InfluxBuckets.ofTenant("a"));
    store.rows(QUERY);
    assertThat(authorizations).containsOnly("Token old");

    Files.writeString(file, "new\n");
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              store.rows(QUERY);
              return authorizations.get(authorizations.size() - 1).equals("Token new");
            });
  }
}
