package hk.innopark.jobs.sink.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.figures.Measurement;
import hk.innopark.jobs.sink.FlinkJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job under load while InfluxDB is stopped, hangs, answers 503 and is slow, one after the other;
 * each lasts for {@code -Doutage.seconds}. Without that property it does not run: it has not yet
 * been seen to pass in the time that a build has.
 */
@EnabledIfSystemProperty(named = "outage.seconds", matches = "\\d+")
class InfluxOutageIT {
  private static final String TENANT = "tenant-golden-noodle";
  private static final Duration OUTAGE = Duration.ofSeconds(Long.getLong("outage.seconds", 3));
  private static final int ROWS = 20_000;

  @RegisterExtension static final MiniClusterExtension FLINK = FlinkJob.cluster();

  @TempDir static Path folder;

  /** What goes wrong, and ends. */
  private interface Fault {
    void begin() throws Exception;

    void end() throws Exception;
  }

  @Test
  void theStoreHoldsTheLastRevisionOfEverythingAfterEveryKindOfOutage() throws Exception {
    assumeTrue(InfluxDbServer.isInstalled(), InfluxDbServer.PROGRAM + " is not installed");
    try (InfluxDbServer influxDb = InfluxDbServer.start(folder)) {
      influxDb.recreateDatabase(TENANT);
      List<FigureRow> rows = new ArrayList<>(rows(1));
      rows.addAll(rows(2));
      CompletableFuture<Void> job = CompletableFuture.runAsync(() -> write(influxDb, rows));

      suffer(influxDb, job, fault(influxDb::kill, influxDb::launch));
      suffer(influxDb, job, fault(influxDb::freeze, influxDb::thaw));
      suffer(influxDb, job, fault(() -> influxDb.answerAll(503), influxDb::behave));
      suffer(
          influxDb, job, fault(() -> influxDb.delayAll(Duration.ofSeconds(1)), influxDb::behave));
      long recoveredNanos = System.nanoTime();
      job.get(3, TimeUnit.MINUTES);

      Duration drained = Duration.ofNanos(System.nanoTime() - recoveredNanos);
      System.out.printf(
          "outages: 4 of %d s, %d rows written twice, drained in %d %% of one outage%n",
          OUTAGE.toSeconds(), ROWS, 100 * drained.toMillis() / OUTAGE.toMillis());
      Set<StoredPoint> expected = new HashSet<>();
      rows(2).forEach(row -> expected.add(StoredPoint.of(row, FieldView.ALL)));
      List<StoredPoint> stored = influxDb.points(TENANT, "energy");
      assertThat(stored).hasSize(ROWS);
      assertThat(new HashSet<>(stored).equals(expected)).as("same keys, same values").isTrue();
    }
  }

  /** Returns when the fault is over; it falls into a time in which points are being written. */
  private static void suffer(InfluxDbServer influxDb, CompletableFuture<Void> job, Fault fault)
      throws Exception {
    long before = influxDb.accepted();
    await().atMost(Duration.ofMinutes(2)).until(() -> influxDb.accepted() > before);
    fault.begin();
    try {
      await().during(OUTAGE).atMost(OUTAGE.plusMinutes(1)).until(() -> !job.isDone());
    } finally {
      fault.end();
    }
  }

  private static void write(InfluxDbServer influxDb, List<FigureRow> rows) {
    InfluxSinkConfig config =
        InfluxSinkConfig.builder(influxDb.url())
            .batchLines(50)
            .maxRetryTime(OUTAGE.plusMinutes(2))
            .requestTimeout(Duration.ofSeconds(2))
            .build();
    try {
      FlinkJob.write(rows, FigureRow.class, InfluxSink.create(config));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<FigureRow> rows(int revision) {
    List<FigureRow> rows = new ArrayList<>();
    for (int minute = 0; minute < ROWS; minute++) {
      rows.add(FigureRows.full(Measurement.ENERGY, "oven-" + minute % 7, minute, revision));
    }
    return rows;
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
