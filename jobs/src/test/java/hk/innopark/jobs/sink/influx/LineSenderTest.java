package hk.innopark.jobs.sink.influx;

import static hk.innopark.jobs.sink.influx.MisbehavingServer.hang;
import static hk.innopark.jobs.sink.influx.MisbehavingServer.refuseLinesWith;
import static hk.innopark.jobs.sink.influx.MisbehavingServer.status;
import static hk.innopark.jobs.sink.influx.MisbehavingServer.takeAndBreak;
import static hk.innopark.jobs.sink.influx.MisbehavingServer.tooMany;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hk.innopark.events.Level;
import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.events.settings.SecretValue;
import hk.innopark.events.settings.TokenFile;
import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.figures.Measurement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.flink.metrics.SimpleCounter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sender with the real client, against a real server that misbehaves. */
class LineSenderTest {
  private static final int BATCH_LINES = 128;

  private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
  private final List<String> rejected = Collections.synchronizedList(new ArrayList<>());
  private final InfluxSinkMetrics metrics =
      new InfluxSinkMetrics(
          new SimpleCounter(),
          new SimpleCounter(),
          new SimpleCounter(),
          new SimpleCounter(),
          new SimpleCounter(),
          new SimpleCounter(),
          new SimpleCounter());

  @TempDir Path folder;
  private MisbehavingServer server;
  private volatile BatchSender.Pause pause = pauses::add;
  private Sending writer;

  @BeforeEach
  void start() throws IOException {
    server = MisbehavingServer.start();
  }

  @AfterEach
  void stop() {
    if (writer != null) {
      writer.close();
    }
    server.close();
  }

  @Test
  void flushReturnsWhenEverythingIsWritten() throws Exception {
    writer = writer(config(server.url()));

    write(rows(3));
    assertThat(server.requests()).isEmpty();
    writer.drain();

    assertThat(server.accepted()).hasSize(3);
    assertThat(server.requests()).hasSize(1);
    MisbehavingServer.Request request = server.requests().get(0);
    assertThat(request.query().split("&", -1))
        .containsExactlyInAnyOrder("org=innopark", "bucket=tenant-golden-noodle", "precision=ms");
    assertThat(request.authorization()).isEqualTo("Token t0ken");
    assertThat(metrics.pointsWritten().getCount()).isEqualTo(3);
    assertThat(metrics.batchesWritten().getCount()).isEqualTo(1);
    assertThat(metrics.recordsSent().getCount()).isEqualTo(3);
  }

  @Test
  void aFullBatchIsWrittenAtOnce() throws Exception {
    writer = writer(config(server.url()));

    write(rows(BATCH_LINES * 2 + 1));

    await().until(() -> server.requests().size() >= 2);
    assertThat(server.requests())
        .extracting(request -> request.lines().size())
        .containsExactly(BATCH_LINES, BATCH_LINES);
  }

  @Test
  void linesThatWaitLongEnoughAreWritten() throws Exception {
    writer = writer(configBuilder(server.url()).linger(Duration.ofMillis(50)).build());

    write(rows(1));

    await().until(() -> server.accepted().size() == 1);
    write(rows(1));
    await().until(() -> server.accepted().size() == 2);
  }

  @Test
  void aTenantsRowGoesToItsBucketInFullAndToHkstpWithoutCounts() throws Exception {
    writer = writer(config(server.url()));

    writer.write(
        FigureRows.atLevel(
            Level.TENANT, Measurement.THROUGHPUT, Map.of("produced", 9.0, "oee", 0.5)));
    writer.drain();

    assertThat(server.requests())
        .extracting(request -> request.bucket() + " " + fields(request.lines().get(0)))
        .containsExactly(
            "tenant-golden-noodle {oee=0.5, produced=9.0, revision=1.0}", "hkstp {revision=1.0}");
  }

  @Test
  void theLastRevisionOfAPointIsWrittenLast() throws Exception {
    writer = writer(config(server.url()));

    writer.write(FigureRows.full(Measurement.ENERGY, "oven-1", 0, 1));
    writer.write(FigureRows.full(Measurement.ENERGY, "oven-1", 0, 2));
    writer.drain();

    assertThat(server.accepted())
        .extracting(line -> ParsedPoint.parse(line).fields().get("revision"))
        .containsExactly(1.0, 2.0);
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 504})
  void aServerInTroubleIsAskedAgain(int status) throws Exception {
    server.then(status(status, "later"), status(status, "later"));
    writer = writer(config(server.url()));

    write(rows(3));
    writer.drain();

    assertThat(server.accepted()).hasSize(3);
    assertThat(server.requests()).hasSize(3);
    assertThat(pauses).hasSize(2);
    assertThat(metrics.writeRetries().getCount()).isEqualTo(2);
    assertThat(metrics.pointsRejected().getCount()).isZero();
  }

  @Test
  void aServerThatAsksForTimeIsGivenIt() throws Exception {
    server.then(tooMany("7"), tooMany("Fri, 01 Jan 2021 00:00:00 GMT"), tooMany("nonsense"));
    writer = writer(config(server.url()));

    write(rows(1));
    writer.drain();

    assertThat(pauses.subList(0, 2)).containsExactly(Duration.ofSeconds(7), Duration.ZERO);
    assertThat(pauses.get(2)).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
    assertThat(server.accepted()).hasSize(1);
  }

  @Test
  void oneBadLineIsFoundAndHandedOnAndTheOthersAreWritten() throws Exception {
    server.usually(refuseLinesWith("machine=bad", 400));
    writer = writer(config(server.url()));

    List<FigureRow> rows = new ArrayList<>(rows(99));
    rows.add(57, FigureRows.full(Measurement.ENERGY, "bad", 57, 1));
    write(rows);
    writer.drain();

    assertThat(server.accepted()).hasSize(99).noneMatch(line -> line.contains("bad"));
    assertThat(rejected).hasSize(1);
    assertThat(rejected.get(0))
        .startsWith("tenant-golden-noodle|HTTP status code: 400; Message: field type conflict|")
        .contains("|energy,estate=tai-po,")
        .contains("machine=bad")
        .doesNotContain("\n");
    assertThat(metrics.pointsRejected().getCount()).isEqualTo(1);
    assertThat(metrics.pointsWritten().getCount()).isEqualTo(99);
    assertThat(server.requests()).hasSizeLessThanOrEqualTo(2 * 7 + 1);
    assertThat(pauses).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 422})
  void everyBadLineIsFoundHoweverManyThereAre(int status) throws Exception {
    server.usually(refuseLinesWith("machine=bad", status));
    writer = writer(config(server.url()));

    for (int minute = 0; minute < 64; minute++) {
      writer.write(
          FigureRows.full(Measurement.ENERGY, minute % 3 == 0 ? "bad" : "fine", minute, 1));
    }
    writer.drain();

    assertThat(rejected).hasSize(22).allMatch(line -> line.contains("machine=bad"));
    assertThat(server.accepted()).hasSize(42).allMatch(line -> line.contains("machine=fine"));
  }

  @Test
  void aHalfThatMeetsTroubleIsRetriedToo() throws Exception {
    server
        .then(status(400, "some line"), status(503, "later"))
        .usually(refuseLinesWith("machine=bad", 400));
    writer = writer(config(server.url()));

    List<FigureRow> rows = new ArrayList<>(rows(7));
    rows.add(0, FigureRows.full(Measurement.ENERGY, "bad", 0, 1));
    write(rows);
    writer.drain();

    assertThat(server.accepted()).hasSize(7);
    assertThat(rejected).hasSize(1);
    assertThat(pauses).hasSize(1);
  }

  @Test
  void aHangingServerMeetsTheTimeOut() throws Exception {
    server.then(hang());
    writer = writer(configBuilder(server.url()).requestTimeout(Duration.ofMillis(300)).build());

    write(rows(2));
    writer.drain();

    assertThat(server.accepted()).hasSize(2);
    assertThat(metrics.writeRetries().getCount()).isEqualTo(1);
  }

  @Test
  void aConnectionThatBreaksBeforeTheAnswerIsNoSuccess() throws Exception {
    server.then(takeAndBreak());
    writer = writer(config(server.url()));

    write(rows(2));
    writer.drain();

    assertThat(server.accepted()).as("written twice").hasSize(4);
    assertThat(metrics.pointsWritten().getCount()).isEqualTo(2);
  }

  @Test
  void aServerThatIsNotThereYetIsWaitedFor() throws Exception {
    int port = LoopbackPorts.free();
    pause =
        duration -> {
          pauses.add(duration);
          if (pauses.size() == 3) {
            server.close();
            server = startAt(port);
          }
        };
    writer = writer(config(URI.create("http://127.0.0.1:" + port)));

    write(rows(2));
    writer.drain();

    assertThat(pauses).hasSize(3);
    assertThat(server.accepted()).hasSize(2);
  }

  @Test
  void patienceEndsAndFlushThrows() throws Exception {
    writer = writer(config(URI.create("http://127.0.0.1:" + LoopbackPorts.free())));
    write(rows(2));

    assertThatThrownBy(() -> writer.drain())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("writing 2 points to bucket tenant-golden-noodle failed")
        .hasMessageContaining("ConnectException")
        .hasMessageContaining("attempts in PT1M");
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isBetween(Duration.ofSeconds(50), Duration.ofMinutes(1));
    assertThat(metrics.pointsWritten().getCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 405, 501})
  void aRefusalThatOnlyAPersonCanCureThrowsAtOnce(int status) throws Exception {
    server.usually(status(status, "no"));
    writer = writer(config(server.url()));
    write(rows(2));

    assertThatThrownBy(() -> writer.drain())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("HTTP status code: " + status + "; Message: no")
        .hasMessageNotContaining("t0ken");
    assertThat(server.requests()).hasSize(1);
    assertThat(pauses).isEmpty();
  }

  @Test
  void anExpiredTokenIsWaitedForAndReadAgain() throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "t0ken\n");
    server.usually(
        (self, exchange, request) -> {
          if (request.authorization().equals("Token n3w")) {
            MisbehavingServer.accept(self, exchange, request);
          } else {
            status(401, "unauthorized access").give(self, exchange, request);
          }
        });
    pause =
        duration -> {
          pauses.add(duration);
          if (pauses.size() == 200) {
            try {
              Files.writeString(file, "n3w\n");
            } catch (IOException impossible) {
              throw new UncheckedIOException(impossible);
            }
          }
        };
    writer = writer(configBuilder(server.url()).token(TokenFile.of(file, "t0ken")).build());
    write(rows(2));

    writer.drain();

    assertThat(pauses).as("longer than a server that is away is waited for").hasSize(200);
    assertThat(server.accepted()).hasSize(2);
    assertThat(rejected).isEmpty();
  }

  @Test
  void pointsBeyondTheRetentionAreRejectedAtOnceAndTheOthersNotSentAgain() throws Exception {
    server.then(tooOld(2), tooOld(3));
    writer = writer(config(server.url()));
    FigureRow row = FigureRows.full(Measurement.ENERGY, "oven-1", 0, 1);
    write(rows(3));

    writer.drain();

    assertThat(server.requests()).as("nothing is halved").hasSize(1);
    assertThat(rejected).hasSize(2);
    assertThat(metrics.pointsWritten().getCount()).isEqualTo(1);

    writer.write(FigureRows.renamed(row, "golden-noodle", "oven-1", "real"));
    writer.write(FigureRows.renamed(row, "golden-noodle", "oven-2", "real"));
    writer.write(FigureRows.renamed(row, "golden-noodle", "oven-3", "real"));
    writer.drain();

    assertThat(server.requests()).hasSize(2);
    assertThat(rejected).as("all of a batch").hasSize(5);
  }

  /** As InfluxDB 2.7 says it. */
  private static MisbehavingServer.Answer tooOld(int points) {
    return status(
        422,
        "failure writing points to database: partial write: dropped %d points outside retention policy of duration 24h0m0s - oldest point energy at 1970-01-01T00:00:00Z dropped because it violates a Retention Policy Lower Bound at 2026-01-01T00:00:00Z dropped=%d for database: x for retention policy: autogen"
            .formatted(points, points));
  }

  @ParameterizedTest
  @CsvSource({"404, 'bucket \"tenant-new\" not found'", "403, insufficient permissions"})
  void aMissingOrForbiddenBucketCostsItsOwnLinesOnly(int status, String message) throws Exception {
    server.usually(
        (self, exchange, request) -> {
          if (request.bucket().equals("tenant-new")) {
            status(status, message).give(self, exchange, request);
          } else {
            MisbehavingServer.accept(self, exchange, request);
          }
        });
    writer = writer(config(server.url()));

    FigureRow row = FigureRows.full(Measurement.ENERGY, "oven-1", 0, 1);
    writer.write(FigureRows.renamed(row, "new", "oven-1", "real"));
    writer.write(FigureRows.renamed(row, "new", "oven-2", "real"));
    writer.write(row);
    writer.drain();

    assertThat(server.accepted()).hasSize(1);
    assertThat(rejected).hasSize(2).allMatch(line -> line.startsWith("tenant-new|"));
  }

  @Test
  void whatIsNotConfirmedWhenItIsClosedIsStillThere() throws Exception {
    pause = duration -> Thread.sleep(duration.toMillis());
    server.usually(status(503, "never"));
    writer = writer(configBuilder(server.url()).linger(Duration.ofMillis(1)).build());
    write(rows(1));
    await().until(() -> !server.requests().isEmpty());

    writer.close();

    assertThat(writer.queue().unconfirmed()).containsOnlyKeys("tenant-golden-noodle");
    int requests = server.requests().size();
    await().during(Duration.ofMillis(500)).until(() -> server.requests().size() == requests);
  }

  private static MisbehavingServer startAt(int port) {
    try {
      return MisbehavingServer.startAt(port);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Map<String, Double> fields(String line) {
    return ParsedPoint.parse(line).fields();
  }

  private void write(List<FigureRow> rows) throws Exception {
    for (FigureRow row : rows) {
      writer.write(row);
    }
  }

  private static List<FigureRow> rows(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            minute ->
                FigureRows.row(
                    Measurement.ENERGY,
                    Level.MACHINE,
                    "oven-1",
                    FigureRows.START_MILLIS + minute * FigureRows.MINUTE_MILLIS,
                    1,
                    Map.of("mean_kw", minute / 10.0)))
        .toList();
  }

  private static InfluxSinkConfig config(URI url) {
    return configBuilder(url).build();
  }

  private static InfluxSinkConfig.Builder configBuilder(URI url) {
    return InfluxSinkConfig.builder(url)
        .token(SecretValue.of("t0ken"))
        .batchLines(BATCH_LINES)
        .linger(Duration.ofHours(1))
        .maxRetryTime(Duration.ofMinutes(1));
  }

  private Sending writer(InfluxSinkConfig config) {
    return new Sending(
        config,
        (bucket, line, message) -> rejected.add(bucket + "|" + message + "|" + line),
        metrics,
        duration -> pause.sleep(duration));
  }
}
