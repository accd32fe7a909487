package hk.innopark.jobs.sink.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hk.innopark.events.testing.InfluxDbProcess;
import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.figures.Measurement;
import hk.innopark.jobs.sink.FlinkJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job under load while InfluxDB is stopped, hangs, answers 503 and is slow, one after the other;
 * each lasts for three seconds, or for {@code -Doutage.seconds}.
 */
class InfluxOutageIT {
  private static final String TENANT = "tenant-golden-noodle";
  private static final Duration OUTAGE = Duration.ofSeconds(Long.getLong("outage.seconds", 3));
  private static final Duration DRAINED_WITHIN = Duration.ofMinutes(3);
  private static final int BLOCK = 100;
  private static final int ROWS_PER_SECOND = 1_500;

  /** Written twice, in two revisions: so many that the load outlasts the outages. */
  private static final int ROWS = 50 * BLOCK + BLOCK * (int) OUTAGE.toSeconds();

  @RegisterExtension static final MiniClusterExtension FLINK = FlinkJob.cluster();

  @TempDir static Path folder;

  /** What goes wrong, and ends. */
  private interface Fault {
    void begin() throws Exception;

    void end() throws Exception;
  }

  @Test
  void theStoreHoldsTheLastRevisionOfEverythingAfterEveryKindOfOutage() throws Exception {
    try (InfluxDbServer influxDb = InfluxDbServer.orSkipped(folder)) {
      influxDb.recreateDatabase(TENANT);
      CompletableFuture<Void> job = CompletableFuture.runAsync(() -> write(influxDb));

      InfluxDbProcess process = influxDb.process();
      suffer(influxDb, job, fault(process::kill, process::launch));
      suffer(influxDb, job, fault(process::freeze, process::thaw));
      suffer(influxDb, job, fault(() -> influxDb.answerAll(503), influxDb::behave));
      suffer(
          influxDb, job, fault(() -> influxDb.delayAll(Duration.ofSeconds(1)), influxDb::behave));
      long recoveredNanos = System.nanoTime();
      job.get(DRAINED_WITHIN.toSeconds(), TimeUnit.SECONDS);

      Duration drained = Duration.ofNanos(System.nanoTime() - recoveredNanos);
      System.out.printf(
          "outages: 4 of %d s, %d rows written twice, drained in %d %% of one outage%n",
          OUTAGE.toSeconds(), ROWS, 100 * drained.toMillis() / OUTAGE.toMillis());
      Map<List<Object>, Map<String, Double>> stored = new HashMap<>();
      List<StoredPoint> points = influxDb.points(TENANT, "energy");
      points.forEach(point -> stored.put(key(point), point.fields()));
      Map<List<Object>, Map<String, Double>> expected = new HashMap<>();
      for (int minute = 0; minute < ROWS; minute++) {
        StoredPoint point = StoredPoint.of(row(minute, 2), FieldView.ALL);
        expected.put(key(point), point.fields());
      }
      assertThat(points.size()).isEqualTo(ROWS);
      assertThat(expected.size()).isEqualTo(ROWS);
      // without the diff of thousands of entries that the assertion on maps would print
      assertThat(stored.keySet().equals(expected.keySet())).as("same keys").isTrue();
      assertThat(
              expected.keySet().stream()
                  .filter(key -> !expected.get(key).equals(stored.get(key)))
                  .limit(3))
          .as("other values than the last revision's")
          .isEmpty();
    }
  }

  private static List<Object> key(StoredPoint point) {
    return List.of(point.measurement(), point.timeMillis(), point.tags());
  }

  /** Returns when the fault is over; it falls into a time in which points are being written. */
  private static void suffer(InfluxDbServer influxDb, CompletableFuture<Void> job, Fault fault)
      throws Exception {
    long before = influxDb.accepted();
    // the first may be what an earlier outage held up, and the job not know of it yet
    await().atMost(Duration.ofMinutes(2)).until(() -> influxDb.accepted() > before + 1);
    fault.begin();
    try {
      await().during(OUTAGE).atMost(OUTAGE.plusMinutes(1)).until(() -> !job.isDone());
    } finally {
      fault.end();
    }
  }

  private static void write(InfluxDbServer influxDb) {
    InfluxSinkConfig config =
        InfluxSinkConfig.builder(influxDb.url())
            .batchLines(BLOCK)
            .maxRetryTime(OUTAGE.plusMinutes(2))
            .requestTimeout(Duration.ofSeconds(2))
            .build();
    StreamExecutionEnvironment environment = FlinkJob.environment(0);
    DataStream<FigureRow> rows =
        environment
            .fromSource(
                new DataGeneratorSource<>(
                    InfluxOutageIT::row,
                    2L * ROWS,
                    RateLimiterStrategy.perSecond(ROWS_PER_SECOND),
                    TypeInformation.of(FigureRow.class)),
                WatermarkStrategy.noWatermarks(),
                "rows")
            .setParallelism(1);
    InfluxSink.into(config).figures(List.of(rows)).write();
    try {
      environment.execute("outages");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Revision 1 of a hundred rows, then revision 2 of the same, then the next hundred: whichever
   * write is lost or comes late, it shows.
   */
  private static FigureRow row(long index) {
    int block = (int) (index / (2 * BLOCK));
    int within = (int) (index % (2 * BLOCK));
    return row(block * BLOCK + within % BLOCK, 1 + within / BLOCK);
  }

  private static FigureRow row(int minute, int revision) {
    return FigureRows.full(Measurement.ENERGY, "oven-" + minute % 7, minute, revision);
  }

  private interface Step {
    void run() throws Exception;
  }

  private static Fault fault(Step begin, Step end) {
    return new Fault() {
      @Override
      public void begin() throws Exception {
        begin.run();
      }

      @Override
      public void end() throws Exception {
        end.run();
      }
    };
  }
}
