package hk.innopark.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import hk.innopark.console.figures.AlertRow;
import hk.innopark.console.figures.FigureQuery;
import hk.innopark.console.figures.FigureRow;
import hk.innopark.console.figures.FigureStoreException;
import hk.innopark.console.figures.InfluxFigureStore;
import hk.innopark.console.figures.Measure;
import hk.innopark.console.figures.Origin;
import hk.innopark.console.figures.Place;
import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.registry.model.Tenant;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same questions to InfluxDB, a bucket a tenant, and to the sample that was written into it.
 */
class InfluxFigureStoreIT {
  private static final Instant NOW = Instant.parse("2026-11-20T06:30:00Z");
  private static final Instant BEGINNING = NOW.minus(Duration.ofHours(3));
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final Set<String> NOT_FOR_HKSTP = Set.of("produced", "good", "scrap", "rework");

  @TempDir static Path folder;
  private static RealInfluxDb influxDb;
  private static SampleFigures sample;
  private static List<String> tenants;
  private static InfluxFigureStore store;

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(RealInfluxDb.isInstalled(), "influxd is not installed");
    influxDb = new RealInfluxDb(folder);
    tenants = SampleRegistry.load().tenants().stream().map(Tenant::id).toList();
    sample = new SampleFigures(SampleRegistry.load(), Clock.fixed(NOW, ZoneOffset.UTC), BEGINNING);
    Map<String, StringBuilder> lines = new HashMap<>();
    for (Measure measure : Measure.values()) {
      for (Level level : Level.values()) {
        for (Grain grain : List.of(Grain.MINUTE, Grain.HOUR)) {
          for (FigureRow row : sample.rows(query(measure, level, grain, Place.ANY))) {
            route(measure, level, grain, row, lines);
          }
        }
      }
    }
    for (AlertRow alert : SampleAlerts.upTo(NOW)) {
      String points = SampleLines.alert(SampleFigures.ORIGIN, alert);
      lines.get("tenant-" + alert.place().tenant()).append(points);
      lines.get("hkstp").append(points);
    }
    for (Map.Entry<String, StringBuilder> bucket : lines.entrySet()) {
      influxDb.createDatabase(bucket.getKey());
      influxDb.write(bucket.getKey(), bucket.getValue().toString());
    }
    store = new InfluxFigureStore(influxDb.uri(), Optional.empty(), TIMEOUT, () -> tenants);
  }

  @AfterAll
  static void stop() {
    if (influxDb != null) {
      influxDb.close();
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

  /** As the job's sink does. */
  private static void route(
      Measure measure, Level level, Grain grain, FigureRow row, Map<String, StringBuilder> lines) {
    if (level != Level.ESTATE) {
      lines
          .computeIfAbsent("tenant-" + row.place().tenant(), name -> new StringBuilder())
          .append(SampleLines.line(measure, level, grain, SampleFigures.ORIGIN, row));
    }
    if (level == Level.TENANT || level == Level.ESTATE) {
      lines
          .computeIfAbsent("hkstp", name -> new StringBuilder())
          .append(
              SampleLines.line(measure, level, grain, SampleFigures.ORIGIN, withoutCounts(row)));
    }
  }

  private static FigureRow withoutCounts(FigureRow row) {
    Map<String, Double> values = new HashMap<>(row.values());
    values.keySet().removeAll(NOT_FOR_HKSTP);
    return new FigureRow(row.place(), row.start(), row.revision(), row.periods(), values);
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
  void rows_are_those_that_were_written_at_every_level_of_a_tenant() {
    for (Level level : List.of(Level.MACHINE, Level.LINE, Level.TENANT)) {
      FigureQuery query = query(Measure.THROUGHPUT, level, Grain.HOUR, Place.ANY);
      assertSame(store.rows(query), sample.rows(query));
    }
  }

  @Test
  void an_estate_s_rows_come_without_counts() {
    FigureQuery query = query(Measure.THROUGHPUT, Level.ESTATE, Grain.HOUR, Place.ANY);
    assertSame(
        store.rows(query),
        sample.rows(query).stream().map(InfluxFigureStoreIT::withoutCounts).toList());
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
  }

  @Test
  void an_origin_is_known_by_its_newest_tenant_minute() {
    assertThat(store.origins())
        .containsExactly(new Origin(SampleFigures.ORIGIN, NOW.minus(Duration.ofMinutes(1))));
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
  void a_tenant_without_a_bucket_has_no_figures() {
    assertThat(
            store.totals(query(Measure.ENERGY, Level.TENANT, Grain.MINUTE, Place.ofTenant("new"))))
        .isEmpty();
  }

  @Test
  void a_server_that_accepts_and_says_nothing_is_given_up() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      InfluxFigureStore hanging =
          new InfluxFigureStore(
              URI.create("http://127.0.0.1:" + silent.getLocalPort()),
              Optional.of("t"),
              Duration.ofSeconds(1),
              () -> tenants);
      assertThatThrownBy(hanging::origins)
          .isInstanceOf(FigureStoreException.class)
          .hasMessageContaining(Integer.toString(silent.getLocalPort()));
    }
  }
}
