package hk.innopark.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import hk.innopark.console.figures.AlertRow;
import hk.innopark.console.figures.FigureQuery;
import hk.innopark.console.figures.FigureRow;
import hk.innopark.console.figures.FigureStore;
import hk.innopark.console.figures.FigureStoreException;
import hk.innopark.console.figures.Measure;
import hk.innopark.console.figures.Origin;
import hk.innopark.console.figures.Place;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The questions to every figure store, and to the sample that was written into it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FigureStoreContract {
  private static final Instant NOW = Instant.parse("2026-11-20T06:30:00Z");
  private static final Instant BEGINNING = NOW.minus(Duration.ofHours(3));
  private static final Place NOODLES = new Place("tai-po", "golden-noodle", null, null);
  private static final String NIGHT = "sim:night";
  static final Duration TIMEOUT = Duration.ofSeconds(20);

  final SampleFigures sample =
      new SampleFigures(SampleRegistry.load(), Clock.fixed(NOW, ZoneOffset.UTC), BEGINNING);
  private FigureStore store;

  /** A row and what it is a row of. */
  record Written(Measure measure, Level level, Grain grain, String origin, FigureRow row) {
    String line() {
      return SampleLines.line(measure, level, grain, origin, row);
    }

    Written with(FigureRow other) {
      return new Written(measure, level, grain, origin, other);
    }
  }

  /** Starts a server without figures, and gives the store behind it. */
  abstract FigureStore startServer(Path folder) throws Exception;

  /** Stops it, where it was started. */
  abstract void stopServer();

  /** A store behind another address, at which nothing needs to answer. */
  abstract FigureStore storeAt(URI server, Duration timeout);

  /** Writes as the job's sink does, and waits until it can be read. */
  abstract void write(List<Written> rows) throws Exception;

  abstract void writeAlerts(List<AlertRow> alerts) throws Exception;

  final FigureStore store() {
    return store;
  }

  @BeforeAll
  final void start(@TempDir Path folder) throws Exception {
    store = startServer(folder);
    for (Measure measure : Measure.values()) {
      List<Written> rows = new ArrayList<>();
      for (Level level : Level.values()) {
        for (Grain grain : List.of(Grain.MINUTE, Grain.HOUR)) {
          sample
              .rows(query(measure, level, grain, Place.ANY))
              .forEach(
                  row -> rows.add(new Written(measure, level, grain, SampleFigures.ORIGIN, row)));
        }
      }
      write(rows);
    }
    write(
        List.of(
            noodleMinute(Measure.QUALITY_OF_DATA, "sim:nobody", NOW, "dead_letters"),
            noodleMinute(Measure.ENERGY, NIGHT, NOW.minusSeconds(600), "active_kwh"),
            noodleMinute(Measure.QUALITY_OF_DATA, NIGHT, NOW.minusSeconds(120), "expected")));
    writeAlerts(SampleAlerts.upTo(NOW));
  }

  private static Written noodleMinute(Measure measure, String origin, Instant start, String field) {
    FigureRow row = new FigureRow(NOODLES, start, 1, 1, Map.of(field, 1.0));
    return new Written(measure, Level.TENANT, Grain.MINUTE, origin, row);
  }

  @AfterAll
  final void stop() {
    stopServer();
  }

  static FigureQuery query(Measure measure, Level level, Grain grain, Place place) {
    return query(measure, level, grain, SampleFigures.ORIGIN, place, measure.additiveFields());
  }

  private static FigureQuery query(
      Measure measure, Level level, Grain grain, String origin, Place place, List<String> fields) {
    return new FigureQuery(measure, level, grain, origin, place, BEGINNING, NOW, fields);
  }

  static void assertSame(List<FigureRow> actual, List<FigureRow> expected) {
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

  @Test
  void rows_are_those_that_were_written_at_every_level_of_a_tenant() {
    for (Level level : List.of(Level.MACHINE, Level.LINE, Level.TENANT)) {
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
  void a_row_written_again_counts_once_and_its_revision_is_the_newest() throws Exception {
    String origin = "sim:rewritten";
    for (int revision = 1; revision <= 2; revision++) {
      FigureRow row =
          new FigureRow(NOODLES, BEGINNING, revision, 1, Map.of("good", revision * 100.0));
      write(List.of(new Written(Measure.THROUGHPUT, Level.TENANT, Grain.HOUR, origin, row)));
    }
    FigureQuery query =
        query(
            Measure.THROUGHPUT,
            Level.TENANT,
            Grain.HOUR,
            origin,
            Place.ANY,
            List.of("good", "scrap"));
    assertThat(store.totals(query))
        .containsExactly(new FigureRow(NOODLES, BEGINNING, 2, 1, Map.of("good", 200.0)));
  }

  @Test
  void an_origin_is_known_by_its_newest_tenant_minute() {
    assertThat(store.origins())
        .contains(new Origin(SampleFigures.ORIGIN, NOW.minus(Duration.ofMinutes(1))))
        .extracting(Origin::name)
        .containsExactly(SampleFigures.ORIGIN, NIGHT);
  }

  @Test
  void dead_letters_alone_make_no_origin_and_quality_alone_moves_time_on() {
    assertThat(store.origins())
        .contains(new Origin(NIGHT, NOW.minusSeconds(120)))
        .extracting(Origin::name)
        .doesNotContain("sim:nobody");
  }

  @Test
  void a_field_that_no_row_has_had_is_absent_and_no_error() {
    FigureQuery query =
        query(
            Measure.ENERGY,
            Level.TENANT,
            Grain.HOUR,
            SampleFigures.ORIGIN,
            Place.ofTenant("medivance"),
            List.of("active_kwh", "cusum_kwh"));
    assertThat(store.rows(query))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.values()).containsOnlyKeys("active_kwh"));
  }

  @Test
  void a_server_that_accepts_and_says_nothing_is_given_up() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      FigureStore hanging =
          storeAt(URI.create("http://127.0.0.1:" + silent.getLocalPort()), Duration.ofSeconds(1));
      assertThatThrownBy(hanging::origins)
          .isInstanceOf(FigureStoreException.class)
          .hasMessageContaining(Integer.toString(silent.getLocalPort()));
    }
  }

  @Test
  void a_server_that_is_not_there_is_named() {
    FigureStore absent = storeAt(URI.create("http://127.0.0.1:1"), Duration.ofSeconds(5));
    assertThatThrownBy(absent::origins)
        .isInstanceOf(FigureStoreException.class)
        .hasMessageContaining("http://127.0.0.1:1 cannot be reached");
  }
}
