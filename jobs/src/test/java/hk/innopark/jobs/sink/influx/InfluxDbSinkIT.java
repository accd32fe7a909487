package hk.innopark.jobs.sink.influx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hk.innopark.events.Level;
import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.figures.Measurement;
import hk.innopark.jobs.sink.FlinkJob;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sink in a Flink job, against a real InfluxDB. */
class InfluxDbSinkIT {
  private static final String TENANT = "tenant-golden-noodle";
  private static final String HKSTP = "hkstp";
  private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(3);

  @RegisterExtension static final MiniClusterExtension FLINK = FlinkJob.cluster();

  @TempDir static Path folder;
  private static InfluxDbServer influxDb;

  @BeforeAll
  static void start() throws Exception {
    influxDb = InfluxDbServer.orSkipped(folder);
  }

  @AfterAll
  static void stop() {
    if (influxDb != null) {
      influxDb.close();
    }
  }

  @BeforeEach
  void createBuckets() throws Exception {
    Refused.LINES.clear();
    influxDb.recreateDatabase(TENANT);
    influxDb.recreateDatabase(HKSTP);
  }

  @Test
  void everyBucketHoldsWhatItsReadersMaySee() throws Exception {
    List<FigureRow> rows = new ArrayList<>();
    for (Measurement measurement : Measurement.values()) {
      for (int minute = 0; minute < 200; minute++) {
        rows.add(FigureRows.full(measurement, "oven-" + minute % 3, minute, 1));
      }
      Map<String, Double> values = Map.of(measurement.fields().get(0), 0.1);
      for (Level level : Level.values()) {
        rows.add(FigureRows.atLevel(level, measurement, values));
      }
    }

    write(rows);

    for (Measurement measurement : Measurement.values()) {
      List<FigureRow> ofMeasurement =
          rows.stream().filter(row -> row.measurement() == measurement).toList();
      assertThat(influxDb.points(TENANT, measurement.wireName()))
          .containsExactlyInAnyOrderElementsOf(
              ofMeasurement.stream()
                  .filter(row -> row.level() != Level.ESTATE)
                  .map(row -> StoredPoint.of(row, FieldView.ALL))
                  .toList());
      assertThat(influxDb.points(HKSTP, measurement.wireName()))
          .containsExactlyInAnyOrderElementsOf(
              ofMeasurement.stream()
                  .filter(row -> row.level() == Level.TENANT || row.level() == Level.ESTATE)
                  .map(row -> StoredPoint.of(row, FieldView.WITHOUT_COUNTS))
                  .toList());
    }
    assertThat(Refused.LINES).isEmpty();
  }

  @Test
  void writingAgainKeepsThePointsAndTheLastRevisionWinsEvenWithinABatch() throws Exception {
    List<FigureRow> rows = new ArrayList<>(energyRows(1));
    rows.addAll(energyRows(2));

    write(rows);
    write(rows);

    assertThat(influxDb.points(TENANT, "energy"))
        .containsExactlyInAnyOrderElementsOf(expected(energyRows(2)));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "sim:a b, sim:a b",
        "`sim:a,b=c`, `sim:a,b=c`",
        "sim:金麵 🍜, sim:金麵 🍜",
        "sim:\"q\", sim:\"q\"",
        "sim:#1, sim:#1",
        "sim:a\\, sim:a%5C",
        "`sim:a\\,b`, `sim:a%5C,b`",
        "`sim:a\nb`, sim:a%0Ab"
      })
  void anOddNameReachesIntoNoOther(String origin, String stored) throws Exception {
    FigureRow row = FigureRows.machineMinute(Measurement.ENERGY, Map.of("mean_kw", 0.1));

    write(List.of(row, FigureRows.renamed(row, "golden-noodle", "oven-1", origin)));

    assertThat(influxDb.points(TENANT, "energy"))
        .containsExactlyInAnyOrderElementsOf(
            expected(List.of(row, FigureRows.renamed(row, "golden-noodle", "oven-1", stored))));
  }

  @Test
  void aPointOfAnotherFieldTypeIsHandedOnAlone() throws Exception {
    long otherWeek = FigureRows.START_MILLIS + Duration.ofDays(30).toMillis();
    influxDb.process().write(TENANT, "energy,machine=oven-9 mean_kw=\"text\" " + otherWeek);
    List<FigureRow> rows = new ArrayList<>(energyRows(1));
    rows.add(
        33,
        FigureRows.row(
            Measurement.ENERGY, Level.MACHINE, "oven-0", otherWeek, 1, Map.of("mean_kw", 1.0)));

    write(rows);

    assertThat(Refused.LINES)
        .singleElement()
        .asString()
        .contains("field type conflict")
        .contains("mean_kw=1 " + otherWeek);
    assertThat(influxDb.points(TENANT, "energy"))
        .filteredOn(point -> point.timeMillis() < otherWeek)
        .containsExactlyInAnyOrderElementsOf(expected(energyRows(1)));
  }

  @Test
  void theStoreHoldsEverythingAfterItWasKilled() throws Exception {
    List<FigureRow> rows = manyRows();
    CompletableFuture<Void> job = writeInBackground(rows);
    influxDb.process().kill();
    assertThat(job).isNotDone();
    influxDb.process().launch();
    job.get(2, TimeUnit.MINUTES);

    assertThat(influxDb.points(TENANT, "energy"))
        .containsExactlyInAnyOrderElementsOf(expected(rows));
    assertThat(Refused.LINES).isEmpty();
  }

  @Test
  void theStoreHoldsEverythingAfterItHung() throws Exception {
    List<FigureRow> rows = manyRows();
    CompletableFuture<Void> job = writeInBackground(rows);
    influxDb.process().freeze();
    try {
      // longer than a request may take, so that it is given up and made again
      await().during(REQUEST_TIMEOUT.multipliedBy(2)).until(() -> !job.isDone());
    } finally {
      influxDb.process().thaw();
    }
    job.get(2, TimeUnit.MINUTES);

    assertThat(influxDb.points(TENANT, "energy"))
        .containsExactlyInAnyOrderElementsOf(expected(rows));
    assertThat(Refused.LINES).isEmpty();
  }

  /** Returns when the first rows are stored and the last are not. */
  private CompletableFuture<Void> writeInBackground(List<FigureRow> rows) throws Exception {
    CompletableFuture<Void> job =
        CompletableFuture.runAsync(
            () -> {
              try {
                write(rows);
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    while (influxDb.points(TENANT, "energy").isEmpty()) {
      assertThat(job).isNotDone();
    }
    return job;
  }

  private static List<FigureRow> manyRows() {
    List<FigureRow> rows = new ArrayList<>();
    for (int minute = 0; minute < 20_000; minute++) {
      rows.add(FigureRows.full(Measurement.ENERGY, "oven-" + minute % 7, minute, 1));
    }
    return rows;
  }

  private void write(List<FigureRow> rows) throws Exception {
    InfluxSinkConfig config =
        InfluxSinkConfig.builder(influxDb.url())
            .batchLines(100)
            .maxRetryTime(Duration.ofMinutes(2))
            .requestTimeout(REQUEST_TIMEOUT)
            .build();
    FlinkJob.write(
        rows,
        FigureRow.class,
        stream -> InfluxSink.into(config, new Refused()).figures(List.of(stream)).write());
  }

  private static List<FigureRow> energyRows(int revision) {
    List<FigureRow> rows = new ArrayList<>();
    for (int minute = 0; minute < 60; minute++) {
      rows.add(FigureRows.full(Measurement.ENERGY, "oven-0", minute, revision));
    }
    return rows;
  }

  private static List<StoredPoint> expected(List<FigureRow> rows) {
    return rows.stream().map(row -> StoredPoint.of(row, FieldView.ALL)).toList();
  }

  /** Keeps what the server refuses, with its message. */
  private static final class Refused implements RejectedLines {
    private static final long serialVersionUID = 1L;
    static final ConcurrentLinkedQueue<String> LINES = new ConcurrentLinkedQueue<>();

    @Override
    public Receiver open() {
      return (bucket, line, serverMessage) -> LINES.add(serverMessage + ": " + line);
    }
  }
}
