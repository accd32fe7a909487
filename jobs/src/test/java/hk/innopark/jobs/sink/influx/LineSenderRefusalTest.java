package hk.innopark.jobs.sink.influx;

import static hk.innopark.jobs.sink.influx.MisbehavingServer.refuseLinesWith;
import static hk.innopark.jobs.sink.influx.MisbehavingServer.status;
import static hk.innopark.jobs.sink.influx.SenderBench.config;
import static hk.innopark.jobs.sink.influx.SenderBench.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.figures.Measurement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server refuses is handed on, and costs nothing else. */
class LineSenderRefusalTest {
  private final SenderBench bench;

  LineSenderRefusalTest() throws IOException {
    bench = new SenderBench();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void oneBadLineIsFoundAndHandedOnAndTheOthersAreWritten() throws Exception {
    bench.server.usually(refuseLinesWith("machine=bad", 400));
    bench.begin(config(bench.server.url()));

    List<FigureRow> rows = new ArrayList<>(rows(99));
    rows.add(57, FigureRows.full(Measurement.ENERGY, "bad", 57, 1));
    bench.write(rows);
    bench.writer.drain();

    assertThat(bench.server.accepted()).hasSize(99).noneMatch(line -> line.contains("bad"));
    assertThat(bench.rejected).hasSize(1);
    assertThat(bench.rejected.get(0))
        .startsWith("tenant-golden-noodle|HTTP status code: 400; Message: field type conflict|")
        .contains("|energy,estate=tai-po,")
        .contains("machine=bad")
        .doesNotContain("\n");
    assertThat(bench.metrics.pointsRejected().getCount()).isEqualTo(1);
    assertThat(bench.metrics.pointsWritten().getCount()).isEqualTo(99);
    assertThat(bench.server.requests()).hasSizeLessThanOrEqualTo(2 * 7 + 1);
    assertThat(bench.pauses).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 413, 422})
  void everyBadLineIsFoundHoweverManyThereAre(int status) throws Exception {
    bench.server.usually(refuseLinesWith("machine=bad", status));
    bench.begin(config(bench.server.url()));

    for (int minute = 0; minute < 64; minute++) {
      bench.writer.write(
          FigureRows.full(Measurement.ENERGY, minute % 3 == 0 ? "bad" : "fine", minute, 1));
    }
    bench.writer.drain();

    assertThat(bench.rejected).hasSize(22).allMatch(line -> line.contains("machine=bad"));
    assertThat(bench.server.accepted()).hasSize(42).allMatch(line -> line.contains("machine=fine"));
  }

  @Test
  void aHalfThatMeetsTroubleIsRetriedToo() throws Exception {
    bench
        .server
        .then(status(400, "some line"), status(503, "later"))
        .usually(refuseLinesWith("machine=bad", 400));
    bench.begin(config(bench.server.url()));

    List<FigureRow> rows = new ArrayList<>(rows(7));
    rows.add(0, FigureRows.full(Measurement.ENERGY, "bad", 0, 1));
    bench.write(rows);
    bench.writer.drain();

    assertThat(bench.server.accepted()).hasSize(7);
    assertThat(bench.rejected).hasSize(1);
    assertThat(bench.pauses).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 405, 501})
  void aRefusalThatOnlyAPersonCanCureThrowsAtOnce(int status) throws Exception {
    bench.server.usually(status(status, "no"));
    bench.begin(config(bench.server.url()));
    bench.write(rows(2));

    assertThatThrownBy(() -> bench.writer.drain())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("HTTP status code: " + status + "; Message: no")
        .hasMessageNotContaining("t0ken");
    assertThat(bench.server.requests()).hasSize(1);
    assertThat(bench.pauses).isEmpty();
  }

  @Test
  void pointsBeyondTheRetentionAreRejectedAtOnceAndTheOthersNotSentAgain() throws Exception {
    bench.server.then(tooOld(2), tooOld(3));
    bench.begin(config(bench.server.url()));
    FigureRow row = FigureRows.full(Measurement.ENERGY, "oven-1", 0, 1);
    bench.write(rows(3));

    bench.writer.drain();

    assertThat(bench.server.requests()).as("nothing is halved").hasSize(1);
    assertThat(bench.rejected).hasSize(2);
    assertThat(bench.metrics.pointsWritten().getCount()).isEqualTo(1);

    bench.writer.write(FigureRows.renamed(row, "golden-noodle", "oven-1", "real"));
    bench.writer.write(FigureRows.renamed(row, "golden-noodle", "oven-2", "real"));
    bench.writer.write(FigureRows.renamed(row, "golden-noodle", "oven-3", "real"));
    bench.writer.drain();

    assertThat(bench.server.requests()).hasSize(2);
    assertThat(bench.rejected).as("all of a batch").hasSize(5);
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
    bench.server.usually(
        (self, exchange, request) -> {
          if (request.bucket().equals("tenant-new")) {
            status(status, message).give(self, exchange, request);
          } else {
            MisbehavingServer.accept(self, exchange, request);
          }
        });
    bench.begin(config(bench.server.url()));

    FigureRow row = FigureRows.full(Measurement.ENERGY, "oven-1", 0, 1);
    bench.writer.write(FigureRows.renamed(row, "new", "oven-1", "real"));
    bench.writer.write(FigureRows.renamed(row, "new", "oven-2", "real"));
    bench.writer.write(row);
    bench.writer.drain();

    assertThat(bench.server.accepted()).hasSize(1);
    assertThat(bench.rejected).hasSize(2).allMatch(line -> line.startsWith("tenant-new|"));
  }
}
