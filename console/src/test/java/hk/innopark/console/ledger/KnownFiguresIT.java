package hk.innopark.console.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import hk.innopark.console.figures.FigureQuery;
import hk.innopark.console.figures.FigureRow;
import hk.innopark.console.figures.Measure;
import hk.innopark.console.figures.Origin;
import hk.innopark.console.figures.Place;
import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.registry.RegistryYaml;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Figures as known at a time, from a real ledger. Of hours 8 and 9 o'clock of 3 March, the first is
 * said at 9:10 with 10 kWh and again at 11:00 with 12; the second at 10:10 with 20.
 */
class KnownFiguresIT {
  private static final Instant EIGHT = Instant.parse("2026-03-03T08:00:00Z");
  private static final Instant NINE = Instant.parse("2026-03-03T09:00:00Z");
  private static final Instant TEN = Instant.parse("2026-03-03T10:00:00Z");

  private static EmbeddedPostgres postgres;

  @BeforeAll
  static void fill() throws IOException {
    postgres = EmbeddedPostgres.builder().setPort(LoopbackPorts.free()).start();
    SampleLedger ledger = new SampleLedger(postgres.getPostgresDatabase());
    ledger.create();
    say(ledger, "golden-noodle", null, 1, EIGHT, 1, 10, "2026-03-03T09:10:00Z");
    say(ledger, "golden-noodle", null, 2, NINE, 1, 20, "2026-03-03T10:10:00Z");
    say(ledger, "golden-noodle", null, 3, EIGHT, 2, 12, "2026-03-03T11:00:00Z");
    say(ledger, "golden-noodle", "line-1", 4, EIGHT, 1, 7, "2026-03-03T09:10:00Z");
    say(ledger, "tolo-precision", null, 1, EIGHT, 1, 100, "2026-03-03T09:10:00Z");
    say(ledger, "lotus-bakery", null, 1, EIGHT, 1, 1_000, "2026-03-03T09:10:00Z");
  }

  private static void say(
      SampleLedger ledger,
      String tenant,
      String line,
      int seq,
      Instant start,
      int revision,
      double kwh,
      String recordedAt) {
    ledger.execute(
        ("INSERT INTO ledger VALUES ('%s', 'real', %d, %s, 'energy', 'hour', '%s', '%s', %d, '{}',"
                + " '{\"active_kwh\":%s,\"peak_demand_kva\":null}', 1.0, '0.1.0', 'v', '', 60,"
                + " '', 'closed', '%s', '', '')")
            .formatted(
                tenant,
                seq,
                line == null ? "NULL" : "'" + line + "'",
                start,
                start.plusSeconds(3600),
                revision,
                kwh,
                recordedAt));
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  private static KnownFigures at(String moment, String tenant) {
    return new KnownFigures(
        new LedgerReader(postgres.getPostgresDatabase(), tenant, Instant.parse(moment)),
        RegistryYaml.sample());
  }

  private static FigureQuery query(Level level, Grain grain, Place place) {
    return new FigureQuery(
        Measure.ENERGY,
        level,
        grain,
        "real",
        place,
        EIGHT,
        TEN,
        List.of("active_kwh", "peak_demand_kva"));
  }

  private static final Place NOODLE = Place.ofTenant("golden-noodle");

  @Test
  void anHourIsTheNewestRevisionThatWasRecordedByThen() {
    FigureQuery hours = query(Level.TENANT, Grain.HOUR, NOODLE);
    assertThat(at("2026-03-03T09:09:59Z", null).rows(hours)).isEmpty();
    assertThat(at("2026-03-03T10:30:00Z", null).rows(hours))
        .extracting(FigureRow::start, FigureRow::revision, row -> row.values().get("active_kwh"))
        .containsExactly(tuple(EIGHT, 1, 10.0), tuple(NINE, 1, 20.0));
    assertThat(at("2026-03-03T11:00:00Z", null).rows(hours))
        .extracting(FigureRow::start, FigureRow::revision, row -> row.values().get("active_kwh"))
        .containsExactly(tuple(EIGHT, 2, 12.0), tuple(NINE, 1, 20.0));
  }

  @Test
  void anEstateIsTheSumOfItsTenantsAndALineIsItsOwn() {
    KnownFigures known = at("2026-03-03T11:00:00Z", null);
    assertThat(known.totals(query(Level.ESTATE, Grain.HOUR, Place.ANY)))
        .filteredOn(row -> row.place().estate().equals("tai-po"))
        .extracting(row -> row.values().get("active_kwh"))
        .containsExactly(12.0 + 20 + 100);
    assertThat(known.rows(query(Level.LINE, Grain.HOUR, Place.ofLine("golden-noodle", "line-1"))))
        .extracting(row -> row.place().line(), row -> row.values().get("active_kwh"))
        .containsExactly(tuple("line-1", 7.0));
    assertThat(known.rows(query(Level.MACHINE, Grain.HOUR, NOODLE))).isEmpty();
  }

  @Test
  void whatIsShorterThanAnHourIsItsEvenShare() {
    KnownFigures known = at("2026-03-03T11:00:00Z", null);
    List<FigureRow> parts =
        known.sums(query(Level.TENANT, Grain.MINUTE, NOODLE), Duration.ofMinutes(30));
    assertThat(parts)
        .extracting(FigureRow::start, row -> row.values().get("active_kwh"), FigureRow::periods)
        .containsExactly(
            tuple(EIGHT, 6.0, 30L),
            tuple(EIGHT.plusSeconds(1800), 6.0, 30L),
            tuple(NINE, 10.0, 30L),
            tuple(NINE.plusSeconds(1800), 10.0, 30L));
    assertThat(known.totals(query(Level.TENANT, Grain.MINUTE, NOODLE)))
        .extracting(row -> row.values().get("active_kwh"), FigureRow::periods)
        .containsExactly(tuple(32.0, 120L));
  }

  @Test
  void theNewestMinuteIsTheEndOfTheNewestHourThatWasClosedThen() {
    assertThat(at("2026-03-03T10:00:00Z", null).origins())
        .containsExactly(new Origin("real", Instant.parse("2026-03-03T08:59:00Z")));
    assertThat(at("2026-03-03T10:10:00Z", null).origins())
        .containsExactly(new Origin("real", Instant.parse("2026-03-03T09:59:00Z")));
    assertThat(at("2026-03-03T09:00:00Z", null).origins()).isEmpty();
  }

  @Test
  void aTenantsReaderSeesNobodyElse() {
    KnownFigures own = at("2026-03-03T11:00:00Z", "golden-noodle");
    assertThat(own.rows(query(Level.TENANT, Grain.HOUR, Place.ANY)))
        .isNotEmpty()
        .allMatch(row -> row.place().tenant().equals("golden-noodle"));
  }
}
