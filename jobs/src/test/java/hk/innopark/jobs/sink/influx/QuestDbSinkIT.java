package hk.innopark.jobs.sink.influx;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Level;
import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.figures.Measurement;
import hk.innopark.jobs.sink.FlinkJob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sink in a Flink job, against the store that is embedded. */
class QuestDbSinkIT {
  @RegisterExtension static final MiniClusterExtension FLINK = FlinkJob.cluster();

  @TempDir static Path folder;
  private static QuestDbServer questDb;

  @BeforeAll
  static void start() throws Exception {
    questDb = QuestDbServer.start(folder);
  }

  @AfterAll
  static void stop() {
    questDb.close();
  }

  @AfterEach
  void dropTables() throws Exception {
    questDb.dropTables();
  }

  @Test
  void whatIsWrittenIsReadBackForEveryMeasurement() throws Exception {
    questDb.createTables();
    List<FigureRow> rows = new ArrayList<>();
    for (Measurement measurement : Measurement.values()) {
      for (int minute = 0; minute < 300; minute++) {
        rows.add(FigureRows.full(measurement, "oven-" + minute % 3, minute, 1));
      }
      for (Level level : Level.values()) {
        rows.add(FigureRows.atLevel(level, measurement, Map.of()));
      }
    }

    write(rows);

    for (Measurement measurement : Measurement.values()) {
      assertThat(questDb.points(measurement))
          .containsExactlyInAnyOrderElementsOf(expected(rows, measurement));
    }
  }

  @Test
  void writingTheSameRowsAgainChangesNothing() throws Exception {
    questDb.createTables();
    List<FigureRow> rows = energyRows(1);

    write(rows);
    write(rows);

    assertThat(questDb.points(Measurement.ENERGY))
        .containsExactlyInAnyOrderElementsOf(expected(rows, Measurement.ENERGY));
  }

  @Test
  void theLastRevisionReplacesTheOthersEvenWithinABatchAndWhereItHasFewerValues() throws Exception {
    questDb.createTables();
    List<FigureRow> first = energyRows(1);
    List<FigureRow> second = new ArrayList<>(energyRows(2));
    FigureRow fewer =
        FigureRows.row(
            Measurement.ENERGY,
            Level.MACHINE,
            "oven-0",
            FigureRows.START_MILLIS,
            3,
            Map.of("grid_kwh", 1.5));
    second.set(0, fewer);
    List<FigureRow> both = new ArrayList<>(first);
    both.addAll(second);

    write(both);

    assertThat(questDb.points(Measurement.ENERGY))
        .containsExactlyInAnyOrderElementsOf(expected(second, Measurement.ENERGY));
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
    questDb.createTables();
    FigureRow row = FigureRows.machineMinute(Measurement.ENERGY, Map.of("mean_kw", 0.1));

    write(List.of(row, FigureRows.renamed(row, "golden-noodle", "oven-1", origin)));

    assertThat(questDb.points(Measurement.ENERGY))
        .containsExactlyInAnyOrderElementsOf(
            expected(
                List.of(row, FigureRows.renamed(row, "golden-noodle", "oven-1", stored)),
                Measurement.ENERGY));
  }

  @Test
  void linesThatTheStoreRefusesDoNotHoldUpTheOthers() throws Exception {
    questDb.createTable(Measurement.ENERGY, Set.of());
    questDb.createTable(Measurement.SUSTAINABILITY, Set.of("water_m3"));
    List<FigureRow> rows = new ArrayList<>(energyRows(1));
    rows.add(17, FigureRows.machineMinute(Measurement.SUSTAINABILITY, Map.of("water_m3", 0.25)));

    write(rows);

    assertThat(questDb.points(Measurement.ENERGY))
        .containsExactlyInAnyOrderElementsOf(expected(rows, Measurement.ENERGY));
    assertThat(questDb.points(Measurement.SUSTAINABILITY)).isEmpty();
  }

  private void write(List<FigureRow> rows) throws Exception {
    InfluxSinkConfig config =
        InfluxSinkConfig.builder(questDb.url())
            .routing(InfluxRouting.SINGLE_BUCKET)
            .batchLines(500)
            .build();
    FlinkJob.write(
        rows, FigureRow.class, stream -> InfluxSink.into(config).figures(List.of(stream)).write());
  }

  private static List<FigureRow> energyRows(int revision) {
    List<FigureRow> rows = new ArrayList<>();
    for (int minute = 0; minute < 100; minute++) {
      rows.add(FigureRows.full(Measurement.ENERGY, "oven-0", minute, revision));
    }
    return rows;
  }

  private static List<StoredPoint> expected(List<FigureRow> rows, Measurement measurement) {
    return rows.stream()
        .filter(row -> row.measurement() == measurement)
        .map(row -> StoredPoint.of(row, FieldView.ALL))
        .toList();
  }
}
