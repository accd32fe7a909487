package hk.innopark.jobs.sink.influx;

import static hk.innopark.jobs.sink.influx.MisbehavingServer.status;
import static hk.innopark.jobs.sink.influx.SenderBench.BATCH_LINES;
import static hk.innopark.jobs.sink.influx.SenderBench.config;
import static hk.innopark.jobs.sink.influx.SenderBench.configBuilder;
import static hk.innopark.jobs.sink.influx.SenderBench.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hk.innopark.events.Level;
import hk.innopark.jobs.figures.Measurement;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is written when, and to which buckets. */
class LineSenderTest {
  private final SenderBench bench;

  LineSenderTest() throws IOException {
    bench = new SenderBench();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void flushReturnsWhenEverythingIsWritten() throws Exception {
    bench.begin(config(bench.server.url()));

    bench.write(rows(3));
    assertThat(bench.server.requests()).isEmpty();
    bench.writer.drain();

    assertThat(bench.server.accepted()).hasSize(3);
    assertThat(bench.server.requests()).hasSize(1);
    MisbehavingServer.Request request = bench.server.requests().get(0);
    assertThat(request.query().split("&", -1))
        .containsExactlyInAnyOrder("org=innopark", "bucket=tenant-golden-noodle", "precision=ms");
    assertThat(request.authorization()).isEqualTo("Token t0ken");
    assertThat(bench.metrics.pointsWritten().getCount()).isEqualTo(3);
    assertThat(bench.metrics.batchesWritten().getCount()).isEqualTo(1);
    assertThat(bench.metrics.recordsSent().getCount()).isEqualTo(3);
  }

  @Test
  void aFullBatchIsWrittenAtOnce() throws Exception {
    bench.begin(config(bench.server.url()));

    bench.write(rows(BATCH_LINES * 2 + 1));

    await().until(() -> bench.server.requests().size() >= 2);
    assertThat(bench.server.requests())
        .extracting(request -> request.lines().size())
        .containsExactly(BATCH_LINES, BATCH_LINES);
  }

  @Test
  void linesThatWaitLongEnoughAreWritten() throws Exception {
    bench.begin(configBuilder(bench.server.url()).linger(Duration.ofMillis(50)).build());

    bench.write(rows(1));

    await().until(() -> bench.server.accepted().size() == 1);
    bench.write(rows(1));
    await().until(() -> bench.server.accepted().size() == 2);
  }

  @Test
  void aTenantsRowGoesToItsBucketInFullAndToHkstpWithoutCounts() throws Exception {
    bench.begin(config(bench.server.url()));

    bench.writer.write(
        FigureRows.atLevel(
            Level.TENANT, Measurement.THROUGHPUT, Map.of("produced", 9.0, "oee", 0.5)));
    bench.writer.drain();

    assertThat(bench.server.requests())
        .extracting(request -> request.bucket() + " " + fields(request.lines().get(0)))
        .containsExactly(
            "tenant-golden-noodle {oee=0.5, produced=9.0, revision=1.0}", "hkstp {revision=1.0}");
  }

  @Test
  void theLastRevisionOfAPointIsWrittenLast() throws Exception {
    bench.begin(config(bench.server.url()));

    bench.writer.write(FigureRows.full(Measurement.ENERGY, "oven-1", 0, 1));
    bench.writer.write(FigureRows.full(Measurement.ENERGY, "oven-1", 0, 2));
    bench.writer.drain();

    assertThat(bench.server.accepted())
        .extracting(line -> ParsedPoint.parse(line).fields().get("revision"))
        .containsExactly(1.0, 2.0);
  }

  @Test
  void whatIsNotConfirmedWhenItIsClosedIsStillThere() throws Exception {
    bench.pause = duration -> Thread.sleep(duration.toMillis());
    bench.server.usually(status(503, "never"));
    bench.begin(configBuilder(bench.server.url()).linger(Duration.ofMillis(1)).build());
    bench.write(rows(1));
    await().until(() -> !bench.server.requests().isEmpty());

    bench.writer.close();

    assertThat(bench.writer.queue().unconfirmed()).containsOnlyKeys("tenant-golden-noodle");
    int requests = bench.server.requests().size();
    await().during(Duration.ofMillis(500)).until(() -> bench.server.requests().size() == requests);
  }

  private static Map<String, Double> fields(String line) {
    return ParsedPoint.parse(line).fields();
  }
}
