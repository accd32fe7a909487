package hk.innopark.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import hk.innopark.console.figures.AlertRow;
import hk.innopark.console.figures.FigureQuery;
import hk.innopark.console.figures.FigureRow;
import hk.innopark.console.figures.FigureStoreException;
import hk.innopark.console.figures.Measure;
import hk.innopark.console.figures.Origin;
import hk.innopark.console.figures.Place;
import hk.innopark.console.figures.QuestDbFigureStore;
import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same questions to QuestDB and to the sample that was written into it. */
class QuestDbFigureStoreIT {
  private static final Instant NOW = Instant.parse("2026-11-20T06:30:00Z");
  private static final Instant BEGINNING = NOW.minus(Duration.ofHours(3));
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  @TempDir static Path folder;
  private static EmbeddedQuestDb questDb;
  private static SampleFigures sample;
  private static QuestDbFigureStore store;

  @BeforeAll
  static void start() {
    questDb = new EmbeddedQuestDb(folder);
    questDb.createTables();
    sample = new SampleFigures(SampleRegistry.load(), Clock.fixed(NOW, ZoneOffset.UTC), BEGINNING);
    for (Measure measure : Measure.values()) {
      StringBuilder lines = new StringBuilder();
      for (Level level : Level.values()) {
        write(measure, level, Grain.MINUTE, lines);
        write(measure, level, Grain.HOUR, lines);
      }
      questDb.write(lines.toString());
    }
    store = new QuestDbFigureStore(questDb.uri(), TIMEOUT);
    assertThat(store.alerts(SampleFigures.ORIGIN, Place.ANY, Instant.EPOCH)).isEmpty();
    StringBuilder alerts = new StringBuilder();
    SampleAlerts.upTo(NOW)
        .forEach(alert -> alerts.append(SampleLines.alert(SampleFigures.ORIGIN, alert)));
    questDb.write(alerts.toString());
  }

  @AfterAll
  static void stop() {
    questDb.close();
  }

  @Test
  void alertsAreThoseThatAreActiveAndThoseThatWereClearedSince() {
    List<AlertRow> all = SampleAlerts.upTo(NOW);
    assertThat(store.alerts(SampleFigures.ORIGIN, Place.ANY, NOW.minus(Duration.ofHours(24))))
        .containsExactlyElementsOf(all);
    assertThat(store.alerts(SampleFigures.ORIGIN, Place.ANY, NOW))
        .containsExactlyElementsOf(all.subList(0, 3));
    Place line = Place.ofLine("golden-noodle", "line-1");
    assertThat(store.alerts(SampleFigures.ORIGIN, line, NOW.minus(Duration.ofHours(8))))
        .containsExactly(all.get(0), all.get(2), all.get(3));
    assertThat(store.alerts("real", Place.ANY, Instant.EPOCH)).isEmpty();
    assertThat(store.alerts(SampleFigures.ORIGIN, Place.ofTenant("medivance"), Instant.EPOCH))
        .isEmpty();
  }

  private static void write(Measure measure, Level level, Grain grain, StringBuilder lines) {
    sample
        .rows(query(measure, level, grain, Place.ANY))
        .forEach(
            row ->
                lines.append(SampleLines.line(measure, level, grain, SampleFigures.ORIGIN, row)));
  }

  private static FigureQuery query(Measure measure, Level level, Grain grain, Place place) {
    return new FigureQuery(
        measure,
        level,
        grain,
        SampleFigures.ORIGIN,
        place,
        BEGINNING,
        NOW,
        measure.additiveFields());
  }

  private static void assertSame(List<FigureRow> actual, List<FigureRow> expected) {
    Comparator<FigureRow> order =
        Comparator.comparing(FigureRow::start).thenComparing(row -> row.place().toString());
    List<FigureRow> actualSorted = actual.stream().sorted(order).toList();
    List<FigureRow> expectedSorted = expected.stream().sorted(order).toList();
    assertThat(actualSorted).hasSameSizeAs(expectedSorted).isNotEmpty();
    for (int i = 0; i < expectedSorted.size(); i++) {
      FigureRow row = actualSorted.get(i);
      FigureRow wanted = expectedSorted.get(i);
      assertThat(row.place()).isEqualTo(wanted.place());
      assertThat(row.start()).isEqualTo(wanted.start());
      assertThat(row.periods()).isEqualTo(wanted.periods());
      assertThat(row.revision()).isEqualTo(1);
      assertThat(row.values().keySet()).isEqualTo(wanted.values().keySet());
      wanted
          .values()
          .forEach(
              (field, value) ->
                  assertThat(row.values().get(field)).as(field).isCloseTo(value, within(1e-6)));
    }
  }

  @Test
  void rows_are_those_that_were_written_at_every_level() {
    for (Level level : Level.values()) {
      FigureQuery query = query(Measure.THROUGHPUT, level, Grain.HOUR, Place.ANY);
      assertSame(store.rows(query), sample.rows(query));
    }
  }

  @Test
  void a_filter_lets_only_its_place_pass() {
    FigureQuery query =
        query(
            Measure.ENERGY,
            Level.MACHINE,
            Grain.MINUTE,
            new Place("tai-po", "golden-noodle", "line-1", "oven-1"));
    assertSame(store.rows(query), sample.rows(query));
    assertThat(store.rows(query))
        .allSatisfy(row -> assertThat(row.place().machine()).isEqualTo("oven-1"));
  }

  @Test
  void totals_are_the_sums_of_the_rows_of_each_place() {
    for (Measure measure : Measure.values()) {
      FigureQuery query = query(measure, Level.TENANT, Grain.MINUTE, Place.ANY);
      assertSame(store.totals(query), sample.totals(query));
    }
  }

  @Test
  void sums_fall_into_buckets_that_start_on_the_full_hour() {
    FigureQuery query =
        query(Measure.ENERGY, Level.TENANT, Grain.MINUTE, Place.ofTenant("medivance"));
    for (Duration bucket : List.of(Duration.ofMinutes(10), Duration.ofMinutes(60))) {
      assertSame(store.sums(query, bucket), sample.sums(query, bucket));
    }
    assertThat(store.sums(query, Duration.ofMinutes(60)).get(1).start())
        .isEqualTo(Instant.parse("2026-11-20T04:00:00Z"));
  }

  @Test
  void a_row_written_again_counts_once_and_its_revision_is_the_newest() {
    Place place = new Place("tai-po", "rewritten", null, null);
    for (int revision = 1; revision <= 2; revision++) {
      questDb.write(
          SampleLines.line(
              Measure.THROUGHPUT,
              Level.TENANT,
              Grain.HOUR,
              "sim:rewritten",
              new FigureRow(place, BEGINNING, revision, 1, Map.of("good", revision * 100.0))));
    }
    FigureQuery query =
        new FigureQuery(
            Measure.THROUGHPUT,
            Level.TENANT,
            Grain.HOUR,
            "sim:rewritten",
            Place.ANY,
            BEGINNING,
            NOW,
            List.of("good", "scrap"));
    assertThat(store.totals(query))
        .containsExactly(new FigureRow(place, BEGINNING, 2, 1, Map.of("good", 200.0)));
  }

  @Test
  void an_origin_is_known_by_its_newest_tenant_minute() {
    assertThat(store.origins())
        .contains(new Origin(SampleFigures.ORIGIN, NOW.minus(Duration.ofMinutes(1))));
  }

  @Test
  void dead_letters_alone_make_no_origin_and_quality_alone_moves_time_on() {
    Place place = new Place("tai-po", "golden-noodle", null, null);
    questDb.write(
        SampleLines.line(
            Measure.QUALITY_OF_DATA,
            Level.TENANT,
            Grain.MINUTE,
            "sim:nobody",
            new FigureRow(place, NOW, 1, 1, Map.of("dead_letters", 1.0))));
    questDb.write(
        SampleLines.line(
            Measure.ENERGY,
            Level.TENANT,
            Grain.MINUTE,
            "sim:night",
            new FigureRow(place, NOW.minusSeconds(600), 1, 1, Map.of("active_kwh", 1.0))));
    questDb.write(
        SampleLines.line(
            Measure.QUALITY_OF_DATA,
            Level.TENANT,
            Grain.MINUTE,
            "sim:night",
            new FigureRow(place, NOW.minusSeconds(120), 1, 1, Map.of("expected", 2.0))));
    assertThat(store.origins())
        .contains(new Origin("sim:night", NOW.minusSeconds(120)))
        .extracting(Origin::name)
        .doesNotContain("sim:nobody");
  }

  @Test
  void a_field_that_no_row_has_had_is_absent_and_no_error() {
    FigureQuery query =
        new FigureQuery(
            Measure.ENERGY,
            Level.TENANT,
            Grain.HOUR,
            SampleFigures.ORIGIN,
            Place.ofTenant("medivance"),
            BEGINNING,
            NOW,
            List.of("active_kwh", "cusum_kwh"));
    assertThat(store.rows(query))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.values()).containsOnlyKeys("active_kwh"));
  }

  @Test
  void an_empty_server_has_no_figures_and_no_origins(@TempDir Path empty) {
    try (EmbeddedQuestDb server = new EmbeddedQuestDb(empty)) {
      QuestDbFigureStore nothing = new QuestDbFigureStore(server.uri(), TIMEOUT);
      assertThat(nothing.origins()).isEmpty();
      assertThat(nothing.totals(query(Measure.ENERGY, Level.TENANT, Grain.MINUTE, Place.ANY)))
          .isEmpty();
      assertThat(nothing.rows(query(Measure.ENERGY, Level.TENANT, Grain.MINUTE, Place.ANY)))
          .isEmpty();
    }
  }

  @Test
  void a_server_that_accepts_and_says_nothing_is_given_up() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      QuestDbFigureStore hanging =
          new QuestDbFigureStore(
              URI.create("http://127.0.0.1:" + silent.getLocalPort()), Duration.ofSeconds(1));
      assertThatThrownBy(hanging::origins)
          .isInstanceOf(FigureStoreException.class)
          .hasMessageContaining(Integer.toString(silent.getLocalPort()));
    }
  }

  @Test
  void a_server_that_is_not_there_is_named() {
    QuestDbFigureStore absent =
        new QuestDbFigureStore(URI.create("http://127.0.0.1:1"), Duration.ofSeconds(5));
    assertThatThrownBy(absent::origins)
        .isInstanceOf(FigureStoreException.class)
        .hasMessageContaining("http://127.0.0.1:1 cannot be reached");
  }
}
