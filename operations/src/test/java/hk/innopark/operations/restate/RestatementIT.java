package hk.innopark.operations.restate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.FeedWriter;
import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.events.RawMessage;
import hk.innopark.events.RefusedException;
import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.jobs.compute.FeedComputation;
import hk.innopark.jobs.figures.FigureRow;
import hk.innopark.jobs.figures.Measurement;
import hk.innopark.operations.audit.Statement;
import hk.innopark.operations.restate.Restatement.Change;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.RegistrySchema;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.ledger.ChainVerdict;
import hk.innopark.registry.ledger.LedgerChain;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerJson;
import hk.innopark.registry.ledger.LedgerRow;
import hk.innopark.registry.ledger.LedgerStore;
import hk.innopark.registry.ledger.LedgerVerifier;
import hk.innopark.registry.model.Registry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Thirteen days of one machine, of which some readings of the second day came five days late: the
 * restated ledger against that of a twin whose readings all came in time.
 */
class RestatementIT {
  private static final String YAML =
      """
      tenants:
        - id: noodle
          name: Noodle
          estate: tai-po
          lines:
            - id: line-1
              name: Line 1
              calendar: always
              machines:
                - {id: oven-1, name: Oven, sample_period: PT900S, stale_after: PT1800S, meters: [{signal: active_energy_kwh, source: grid, utility: clp}]}
      calendars:
        - id: always
          zone: Asia/Hong_Kong
          shifts: [{id: all, days: [MON, TUE, WED, THU, FRI, SAT, SUN], start: "00:00", end: "24:00"}]
      factors:
        - {carrier: electricity, utility: clp, valid_from: 2024-01-01, kg_per_unit: 0.4, unit: kwh, scope: 2, basis: location, source: s}
      """;
  private static final Registry REGISTRY = RegistryYaml.parse(YAML, "test");
  private static final Registry CORRECTED =
      RegistryYaml.parse(YAML.replace("kg_per_unit: 0.4", "kg_per_unit: 0.5"), "corrected");

  private static final Days ALL = days("2026-01-29", "2026-02-10");
  private static final Days TOUCHED = days("2026-01-30", "2026-01-30");
  private static final long PERIOD_MILLIS = 900_000;
  private static final long FIVE_DAYS_MILLIS = 5 * 86_400_000L;
  private static final LedgerChain CHAIN = new LedgerChain("noodle", "real");
  private static final int NOT_YET = 12;

  @TempDir private static Path folder;
  private static EmbeddedPostgres postgres;
  private static LedgerStore auditor;
  private static LedgerStore writer;
  private static RegistryStore registry;
  private static Path archive;
  private static List<LedgerRow> ofJob;
  private static List<LedgerRow> ofTwin;

  private final List<FigureRow> written = new ArrayList<>();

  @BeforeAll
  static void fillTheLedger() throws Exception {
    postgres = EmbeddedPostgres.builder().setPort(LoopbackPorts.free()).start();
    RegistrySchema.migrate(postgres.getPostgresDatabase());
    auditor = new LedgerStore(login(DatabaseRole.AUDITOR));
    writer = new LedgerStore(login(DatabaseRole.WRITER));
    registry = new RegistryStore(postgres.getPostgresDatabase());
    registry.importRegistry(REGISTRY);
    archive = feed("archive.ndjson.gz", true);
    ofJob = compute(archive);
    ofTwin = compute(feed("twin.ndjson", false));
    // the job's last rows come later, when the restatements stand in the chain
    writer.append(ofJob.subList(0, ofJob.size() - NOT_YET));
  }

  @AfterAll
  static void stop() throws IOException {
    postgres.close();
  }

  @Test
  void whatCameTooLateIsRestatedOnceAndTheJobGoesOn() throws Exception {
    assertThatThrownBy(() -> run(days("2026-02-08", "2026-02-08"), archive))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("2026-02-08 is not settled yet");
    assertThatThrownBy(() -> run(TOUCHED, withHole()))
        .isInstanceOf(RefusedException.class)
        .hasMessageContaining("the archive holds");
    assertThat(auditor.rowCount()).as("nothing half-written").isEqualTo(ofJob.size() - NOT_YET);

    Restatement.Result result = run(TOUCHED, archive);

    assertThat(result.archive().late()).isEqualTo(sentLate());
    assertThat(result.changes())
        .extracting(change -> change.after().grain())
        .contains("hour", "day", "month");
    assertThat(result.changes())
        .extracting(Change::after)
        .allMatch(entry -> entry.reason().equals("restated by ann: uplink was down"))
        .allMatch(entry -> entry.registryVersion().equals(RegistryYaml.version(REGISTRY)));
    assertThat(content(newest(rowsOf(TOUCHED), TOUCHED)))
        .isEqualTo(content(newest(ofTwin, TOUCHED)));
    Days january = days("2026-01-01", "2026-01-31");
    assertThat(content(newest(months(rowsOf(january)))))
        .isNotEmpty()
        .isEqualTo(content(newest(months(ofTwin), january)));
    assertThat(written)
        .extracting(FigureRow::level)
        .contains(Level.MACHINE, Level.LINE, Level.TENANT, Level.ESTATE);
    assertThat(written).extracting(FigureRow::grain).contains(Grain.MINUTE, Grain.DAY, Grain.MONTH);
    assertThat(written).allMatch(row -> row.revision() >= 2);
    assertThat(good(Level.TENANT, Grain.DAY)).isEqualTo(good(Level.MACHINE, Grain.HOUR));

    // on time + revised + late = sent: every message stands in one day, and the late are counted
    // (the last day is not closed)
    assertThat(sum("messages")).isEqualTo(sent() - 86_400_000 / PERIOD_MILLIS);
    assertThat(sum("late")).isEqualTo(sentLate());

    assertThat(run(TOUCHED, archive).changes()).as("a second time").isEmpty();

    writer.append(ofJob.subList(ofJob.size() - NOT_YET - 5, ofJob.size()));
    assertThat(auditor.rowCount()).isEqualTo(ofJob.size() + result.changes().size());
    assertThat(LedgerVerifier.verify(auditor)).allMatch(ChainVerdict::holds);
    try (var connection = login(DatabaseRole.AUDITOR).getConnection();
        var statement = connection.createStatement();
        var faults = statement.executeQuery("SELECT count(*) FROM ledger_faults")) {
      faults.next();
      assertThat(faults.getLong(1)).isZero();
    }

    registry.importRegistry(CORRECTED);
    Restatement truingUp = restatement();
    long before = auditor.rowCount();
    Restatement.Plan plan =
        truingUp.plan(
            new RestatementRequest(
                TOUCHED, Optional.of("noodle"), Optional.of("latest"), "factor", "ann"),
            List.of(archive),
            work());
    assertThat(auditor.rowCount()).as("what is shown first is not appended").isEqualTo(before);
    // by 0.5 instead of 0.4 kg a kWh
    assertThat(EmissionChange.of(plan.changes()))
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.scope()).isEqualTo("scope2_location_kg");
              assertThat(change.days()).isEqualTo(1);
              assertThat(change.afterKg())
                  .isCloseTo(
                      change.beforeKg() * 1.25, org.assertj.core.api.Assertions.within(1e-6));
            });
    Restatement.Result corrected = truingUp.append(plan);
    assertThat(corrected.changes())
        .extracting(change -> change.after().measurement())
        .contains(Measurement.SUSTAINABILITY.wireName());
    assertThat(corrected.changes())
        .filteredOn(change -> change.after().grain().equals("day"))
        .allMatch(
            change -> change.after().registryVersion().equals(RegistryYaml.version(CORRECTED)));
    assertThat(LedgerVerifier.verify(auditor)).allMatch(ChainVerdict::holds);

    String statement =
        Statement.of(
            YearMonth.of(2026, 1),
            LedgerVerifier.verify(auditor, CHAIN),
            auditor.touching(CHAIN, january.startMillis(), january.endMillis()),
            registry.load());
    assertThat(statement)
        .contains("The hash chain noodle/real holds", "restated by ann: uplink was down")
        .contains("throughput.good", "0.5", "None is registered.");

    Recomputation recomputation = new Recomputation(auditor, registry, 1);
    assertThat(recomputation.run(TOUCHED, Optional.empty(), List.of(archive), work()))
        .singleElement()
        .matches(verdict -> verdict.differences().isEmpty())
        .matches(verdict -> verdict.same() == rowsEver(TOUCHED));
    List<RecomputedChain> ofHole =
        recomputation.run(TOUCHED, Optional.of("noodle"), List.of(withHole()), work());
    assertThat(ofHole.get(0).differences().get(0)).contains("row ").contains("raw messages");
  }

  private Restatement.Result run(Days days, Path feed) throws Exception {
    return restatement()
        .run(
            new RestatementRequest(
                days, Optional.empty(), Optional.empty(), "uplink was down", "ann"),
            List.of(feed),
            work());
  }

  private Restatement restatement() {
    return new Restatement(auditor, writer, registry, written::addAll, 1);
  }

  private static Path work() throws IOException {
    return Files.createTempDirectory(folder, "work-");
  }

  private static List<LedgerRow> compute(Path feed) throws Exception {
    Path out = work();
    new FeedComputation(REGISTRY, feed, EnumSet.of(Grain.HOUR, Grain.DAY, Grain.MONTH), 1).run(out);
    return Files.readAllLines(out.resolve("ledger.ndjson")).stream()
        .map(LedgerJson::parse)
        .toList();
  }

  private static long sent() {
    return (ALL.endMillis() - ALL.startMillis()) / PERIOD_MILLIS;
  }

  /** From ten to four of the second day. */
  private static boolean isLate(long stamp) {
    long hour = (stamp - TOUCHED.startMillis()) / 3_600_000;
    return stamp >= TOUCHED.startMillis() && hour >= 10 && hour < 16;
  }

  private static long sentLate() {
    return 6 * 3_600_000 / PERIOD_MILLIS;
  }

  private static Path feed(String name, boolean late) throws IOException {
    List<RawMessage> messages = new ArrayList<>();
    for (int seq = 0; seq < sent(); seq++) {
      long stamp = ALL.startMillis() + seq * PERIOD_MILLIS;
      long arrival = late && isLate(stamp) ? stamp + FIVE_DAYS_MILLIS : stamp + 700;
      String state = seq % 7 == 3 ? "IDLE" : "RUNNING";
      String payload =
          "{\"ts\":%d,\"boot\":\"b\",\"seq\":%d,\"signals\":{\"state\":\"%s\",\"active_energy_kwh\":%d,\"good_count\":%d}}"
              .formatted(stamp, seq, state, 2 * seq + seq % 2, 10 * seq);
      messages.add(
          new RawMessage(
              arrival,
              "innopark/tai-po/noodle/line-1/oven-1",
              payload.getBytes(StandardCharsets.UTF_8)));
    }
    messages.sort(Comparator.comparingLong(RawMessage::receivedAtMillis));
    return write(name, messages);
  }

  /** Without an hour of the day. */
  private static Path withHole() throws IOException {
    List<RawMessage> messages = new ArrayList<>();
    try (var reader = hk.innopark.events.FeedReader.open(archive)) {
      for (var next = reader.next(); next.isPresent(); next = reader.next()) {
        long into = next.get().receivedAtMillis() - TOUCHED.startMillis();
        if (into < 0 || into > 3_600_000) {
          messages.add(next.get());
        }
      }
    }
    return write("hole.ndjson", messages);
  }

  private static Path write(String name, List<RawMessage> messages) throws IOException {
    Path file = folder.resolve(name);
    try (FeedWriter feed = FeedWriter.create(file)) {
      for (RawMessage message : messages) {
        feed.write(message);
      }
    }
    return file;
  }

  private static List<LedgerRow> rowsOf(Days days) {
    return auditor.newest(CHAIN, days.startMillis(), days.endMillis());
  }

  private static long rowsEver(Days days) {
    return auditor.touching(CHAIN, days.startMillis(), days.endMillis()).stream()
        .filter(row -> days.holds(row.entry().periodStartMillis(), row.entry().periodEndMillis()))
        .count();
  }

  private static List<LedgerRow> months(List<LedgerRow> rows) {
    return rows.stream().filter(row -> row.entry().grain().equals("month")).toList();
  }

  private static Map<PeriodKey, LedgerEntry> newest(List<LedgerRow> rows) {
    return newest(rows, days("2026-01-01", "2026-01-31"));
  }

  /** The newest entry of each period that lies in the days. */
  private static Map<PeriodKey, LedgerEntry> newest(List<LedgerRow> rows, Days days) {
    Map<PeriodKey, LedgerEntry> newest = new HashMap<>();
    for (LedgerRow row : rows) {
      LedgerEntry entry = row.entry();
      if (days.holds(entry.periodStartMillis(), entry.periodEndMillis())) {
        newest.merge(
            PeriodKey.of(entry),
            entry,
            (one, other) -> one.revision() > other.revision() ? one : other);
      }
    }
    return newest;
  }

  private static Map<PeriodKey, List<Object>> content(Map<PeriodKey, LedgerEntry> entries) {
    Map<PeriodKey, List<Object>> content = new HashMap<>();
    entries.forEach(
        (key, entry) ->
            content.put(
                key,
                List.of(
                    entry.elements(),
                    entry.figures(),
                    entry.coverage(),
                    entry.rawMessages(),
                    entry.rawDigest())));
    return content;
  }

  /** Over the days of the tenant, from what the ledger says of them now. */
  private static long sum(String element) throws IOException {
    long sum = 0;
    for (LedgerRow row : rowsOf(ALL)) {
      LedgerEntry entry = row.entry();
      if (entry.line() == null
          && entry.grain().equals("day")
          && entry.measurement().equals("quality_of_data")) {
        sum +=
            new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(entry.elements())
                .path(element)
                .asLong();
      }
    }
    return sum;
  }

  private double good(Level level, Grain grain) {
    return written.stream()
        .filter(row -> row.level() == level && row.grain() == grain)
        .filter(row -> row.measurement() == Measurement.THROUGHPUT)
        .mapToDouble(row -> row.values()[Measurement.THROUGHPUT.fields().indexOf("good")])
        .sum();
  }

  private static javax.sql.DataSource login(DatabaseRole role) {
    String user = "r-" + role.groupName();
    RegistrySchema.createLogin(postgres.getPostgresDatabase(), user, "s", role);
    org.postgresql.ds.PGSimpleDataSource source = new org.postgresql.ds.PGSimpleDataSource();
    source.setUrl(postgres.getJdbcUrl(user, "postgres"));
    source.setUser(user);
    source.setPassword("s");
    return source;
  }

  private static Days days(String first, String last) {
    return new Days(LocalDate.parse(first), LocalDate.parse(last));
  }
}
