package hk.innopark.embedded.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.influxdb.client.InfluxDBClient;
import com.influxdb.client.InfluxDBClientFactory;
import com.influxdb.client.domain.WritePrecision;
import com.influxdb.client.write.Point;
import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.jobs.figures.Measurement;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedTimeSeriesIT {
  private static final long HOUR = 1_763_791_200_000L;

  @TempDir Path folder;
  private EmbeddedTimeSeries store;

  @BeforeEach
  void start() throws Exception {
    store = EmbeddedTimeSeries.start(folder, LoopbackPorts.free());
  }

  @AfterEach
  void stop() {
    store.close();
  }

  @Test
  void aPageOfAnotherSiteInABrowserMayNotAsk() throws Exception {
    URI query = URI.create(store.url() + "/exec?query=SELECT%201");
    HttpClient client = HttpClient.newHttpClient();

    assertThat(status(client, query)).isEqualTo(200);
    assertThat(status(client, query, "Sec-Fetch-Site", "same-origin")).isEqualTo(200);
    assertThat(status(client, query, "Sec-Fetch-Site", "cross-site")).isEqualTo(401);
    assertThat(status(client, query, "Origin", "https://evil.example")).isEqualTo(401);
  }

  private static int status(HttpClient client, URI uri, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client
        .send(request.build(), java.net.http.HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  @Test
  void aRewrittenPointReplacesTheOldOneAlsoWhereTagsAreAbsent() throws Exception {
    Point machine =
        tenant().addTag("level", "machine").addTag("line", "line-1").addTag("machine", "oven-1");
    write(tenant().addField("good", 10.0).addField("oee", 0.5).addField("revision", 1));
    write(
        Point.measurement("throughput")
            .time(HOUR, WritePrecision.MS)
            .addTag("estate", "tai-po")
            .addTag("level", "estate")
            .addTag("grain", "hour")
            .addTag("origin", "real")
            .addField("good", 70.0));
    write(machine.addField("good", 3.0));
    // revised, and in another order of the tags
    write(
        Point.measurement("throughput")
            .time(HOUR, WritePrecision.MS)
            .addTag("tenant", "golden-noodle")
            .addTag("origin", "real")
            .addTag("grain", "hour")
            .addTag("level", "tenant")
            .addTag("estate", "tai-po")
            .addField("good", 12.0)
            .addField("oee", 0.6)
            .addField("revision", 2));
    awaitApplied("throughput");

    assertThat(store.rows("throughput")).isEqualTo(3);
    JsonNode rows =
        query("SELECT good, oee, revision FROM throughput WHERE level = 'tenant'").get("dataset");
    assertThat(rows).hasToString("[[12.0,0.6,2.0]]");
  }

  @Test
  void keepsTheSameHourOfAnotherOriginApart() throws Exception {
    write(tenant().addField("good", 10.0));
    write(tenant().addTag("origin", "sim:demo").addField("good", 11.0));
    awaitApplied("throughput");

    assertThat(store.rows("throughput")).isEqualTo(2);
  }

  @Test
  void keepsItsPointsThroughARestart() throws Exception {
    write(tenant().addField("good", 10.0));
    awaitApplied("throughput");
    store.close();

    store = EmbeddedTimeSeries.start(folder, LoopbackPorts.free());
    write(tenant().addField("good", 11.0));
    awaitApplied("throughput");

    assertThat(query("SELECT good FROM throughput").get("dataset")).hasToString("[[11.0]]");
  }

  @Test
  void hasATableForEveryMeasurementWithAllItsFields() throws Exception {
    for (Measurement measurement : Measurement.values()) {
      JsonNode columns =
          query("SELECT \"column\", type FROM table_columns('" + measurement.wireName() + "')")
              .get("dataset");
      List<String> doubles = columnsOfType(columns, "DOUBLE");
      assertThat(doubles).containsAll(measurement.fields()).contains("revision");
      assertThat(columnsOfType(columns, "SYMBOL"))
          .containsExactlyInAnyOrder(
              "estate", "tenant", "line", "machine", "level", "grain", "origin");
    }
  }

  @Test
  void namesThePortThatIsTaken() throws Exception {
    int taken = URI.create(store.url()).getPort();

    assertThatThrownBy(
            () -> EmbeddedTimeSeries.start(Files.createDirectory(folder.resolve("other")), taken))
        .isInstanceOf(ServerStartException.class)
        .hasMessageStartingWith("time-series store did not start: ")
        .hasMessageContaining(Integer.toString(taken));
  }

  private static Point tenant() {
    return Point.measurement("throughput")
        .time(HOUR, WritePrecision.MS)
        .addTag("estate", "tai-po")
        .addTag("tenant", "golden-noodle")
        .addTag("level", "tenant")
        .addTag("grain", "hour")
        .addTag("origin", "real");
  }

  private void write(Point point) {
    try (InfluxDBClient client =
        InfluxDBClientFactory.create(store.url(), "token".toCharArray(), "innopark", "hkstp")) {
      client.getWriteApiBlocking().writePoint(point);
    }
  }

  private void awaitApplied(String table) {
    await().atMost(Duration.ofSeconds(60)).until(() -> store.isApplied(table));
  }

  private JsonNode query(String sql) throws Exception {
    URI uri =
        URI.create(store.url() + "/exec?query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8));
    String answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
            .body();
    return new JsonMapper().readTree(answer);
  }

  private static List<String> columnsOfType(JsonNode columns, String type) {
    return StreamSupport.stream(columns.spliterator(), false)
        .filter(column -> column.get(1).asText().equals(type))
        .map(column -> column.get(0).asText())
        .toList();
  }
}
