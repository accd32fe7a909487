package hk.innopark.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hk.innopark.registry.RegistryImport.Change;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.postgresql.ds.PGSimpleDataSource;

@ExtendWith(TestDatabase.Extension.class)
class RegistryStoreIT {
  private final TestDatabase database;
  private RegistryStore store;
  private String login;

  RegistryStoreIT(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void startEmpty() {
    String[] tables = {
      "import",
      "tenant",
      "line",
      "machine",
      "meter",
      "calendar",
      "tariff",
      "tariff_band",
      "factor",
      "commitment",
      "declaration",
      "alert",
      "baseline",
      "temperature",
      "certificate",
      "criterion",
      "channel",
      "notification",
      "reason"
    };
    for (String table : tables) {
      String name = "registry." + table;
      database.run(
          "ALTER TABLE " + name + " DISABLE TRIGGER USER",
          "TRUNCATE " + name,
          "ALTER TABLE " + name + " ENABLE TRIGGER USER");
    }
    DataSource registrar = database.login(DatabaseRole.REGISTRAR);
    login = ((PGSimpleDataSource) registrar).getUser();
    store = new RegistryStore(registrar);
  }

  private static Registry file(String... replacements) {
    String yaml = Yaml.file();
    for (int i = 0; i < replacements.length; i += 2) {
      assertThat(yaml).contains(replacements[i]);
      yaml = yaml.replace(replacements[i], replacements[i + 1]);
    }
    return RegistryYaml.parse(yaml, "test.yaml");
  }

  @Test
  void aCertificateIsUsedOnceByOneForOnePeriodForEver() {
    Registry sample = RegistryYaml.sample();
    String mine = certificate("golden-noodle", "2026");
    store.importRegistry(with(sample, mine, "mine"));
    store.importRegistry(sample); // taken back
    for (String again :
        List.of(certificate("lotus-bakery", "2026"), certificate("golden-noodle", "2025"))) {
      Registry other = with(sample, again, "other");
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> store.importRegistry(other))
          .withMessageContaining("certificate REC-1 is used already: by golden-noodle for 2026");
    }
    store.importRegistry(with(sample, mine, "mine"));
    assertThat(store.load().certificates()).hasSize(sample.certificates().size() + 1);
  }

  private static Registry with(Registry sample, String certificate, String name) {
    String yaml = RegistryYaml.write(sample);
    assertThat(yaml).contains("\ncertificates:\n");
    return RegistryYaml.parse(
        yaml.replace("\ncertificates:\n", "\ncertificates:\n" + certificate), name);
  }

  private static String certificate(String tenant, String period) {
    return """
      - {id: REC-1, tenant: %s, account: A-1, kwh: 5000, year: 2025, period: "%s", source: test}
    """
        .formatted(tenant, period);
  }

  @Test
  void theSampleIsReadBackUnchanged() {
    Registry sample = RegistryYaml.sample();

    RegistryImport done = store.importRegistry(sample);

    RegistryContent.assertSame(store.load(), sample);
    assertThat(store.export()).isEqualTo(RegistryYaml.write(sample));
    assertThat(done.version()).isEqualTo(RegistryYaml.version(sample));
    assertThat(done.changes()).contains(new Change("machine", 41, 0, 0));
  }

  @Test
  void everyOptionalMemberIsReadBackUnchanged() {
    store.importRegistry(file());

    RegistryContent.assertSame(store.load(), file());
  }

  @Test
  void theSameContentAgainIsANoOp() throws Exception {
    store.importRegistry(file());

    RegistryImport again = store.importRegistry(file());

    assertThat(again.isNoOp()).isTrue();
    assertThat(again.recordedAt()).isNull();
    assertThat(TestDatabase.query(database.superuser(), "SELECT version FROM registry.import"))
        .containsExactly(again.version());
  }

  @Test
  void aChangeSaysWhatItChanged() {
    store.importRegistry(file());

    RegistryImport change =
        store.importRegistry(
            file(
                "rated_kw: 120",
                "rated_kw: 125",
                "              - {signal: water_m3, source: other, valid_from: 2025-06-01}\n",
                "",
                "kg_per_unit: 0.38",
                "kg_per_unit: 0.37"));

    assertThat(change.changes())
        .containsExactly(
            new Change("machine", 0, 1, 0),
            new Change("meter", 0, 0, 1),
            new Change("factor", 0, 1, 0));
  }

  @Test
  void aMultiplierThatJumpsByAThousandIsAWarning() {
    assertThat(store.importRegistry(file()).warnings()).isEmpty();

    assertThat(store.importRegistry(file("multiplier: 1}", "multiplier: 1000}")).warnings())
        .singleElement()
        .asString()
        .contains("oven-1: the multiplier of active_energy_kwh goes from 1 to 1000");
  }

  @Test
  void whatWasKnownStaysReadable() {
    Registry first = file();
    Registry second = file("rated_kw: 120", "rated_kw: 125", "per_kwh: 0.8}", "per_kwh: 0.82}");
    Instant firstAt = store.importRegistry(first).recordedAt();
    Instant secondAt = store.importRegistry(second).recordedAt();
    Instant thirdAt = store.importRegistry(first).recordedAt();

    RegistryContent.assertSame(store.loadAsKnownAt(firstAt), first);
    RegistryContent.assertSame(store.loadAsKnownAt(secondAt.minusNanos(1000)), first);
    RegistryContent.assertSame(store.loadAsKnownAt(secondAt), second);
    RegistryContent.assertSame(store.loadAsKnownAt(thirdAt.minusNanos(1000)), second);
    RegistryContent.assertSame(store.loadAsKnownAt(thirdAt), first);
    RegistryContent.assertSame(store.load(), first);
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> store.loadAsKnownAt(firstAt.minusNanos(1000)))
        .withMessage(
            "registry database: holds no reference data as known at " + firstAt.minusNanos(1000));
  }

  @Test
  void anySequenceOfStatesCanBeReadBackStateByState() {
    Map<Instant, Registry> states = new LinkedHashMap<>();
    for (long seed = 1; seed <= 30; seed++) {
      Registry state = RegistryArbitraries.registry(seed);

      states.put(store.importRegistry(state).recordedAt(), state);

      RegistryContent.assertSame(store.load(), state);
    }
    states.forEach((at, state) -> RegistryContent.assertSame(store.loadAsKnownAt(at), state));
  }

  @Test
  void anEmptyDatabaseSaysSo() {
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> store.load())
        .withMessage("registry database: holds no reference data");
  }

  @Test
  void whatWasBuiltInMemoryIsHeldToTheSameRules() {
    Registry sample = RegistryYaml.sample();
    Registry homeless =
        new Registry(
            sample.tenants(),
            sample.calendars().subList(0, 1),
            sample.tariffs(),
            sample.factors(),
            sample.commitments(),
            sample.declarations());

    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> store.importRegistry(homeless))
        .withMessageContaining("no calendar");
  }

  @Test
  void whoImportedIsKeptWithTheVersionAndCannotBeChanged() {
    store.importRegistry(file());
    store.importChange(before -> file("rated_kw: 120", "rated_kw: 125"), Importer.CONSOLE);
    List<RecordedImport> imports = store.imports();
    assertThat(imports).extracting(RecordedImport::version).isEqualTo(store.versions());
    assertThat(imports.get(0).importer())
        .isEqualTo(new Importer("command", System.getProperty("user.name")));
    assertThat(imports.get(1).importer()).isEqualTo(Importer.CONSOLE);
    assertThat(imports).extracting(RecordedImport::login).containsOnly(login);
  }

  @Test
  void anImportThatFailsHalfWayLeavesNothing() throws Exception {
    store.importRegistry(file());
    database.run(
        "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS"
            + " $$ BEGIN RAISE EXCEPTION 'disk full'; END $$",
        "CREATE TRIGGER fail BEFORE INSERT ON registry.factor"
            + " FOR EACH ROW EXECUTE FUNCTION fail()");
    try {
      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(
              () ->
                  store.importRegistry(
                      file(
                          "rated_kw: 120", "rated_kw: 125", "kg_per_unit: 0.38", "kg_per_unit: 1")))
          .withMessageContaining("disk full");
    } finally {
      database.run("DROP TRIGGER fail ON registry.factor", "DROP FUNCTION fail()");
    }
    RegistryContent.assertSame(store.load(), file());
  }

  @Test
  void aTenantSeesNoOtherTenantsReferenceData() throws Exception {
    store.importRegistry(RegistryYaml.sample());
    DataSource tenant = database.login(DatabaseRole.TENANT);

    for (String table : List.of("line", "machine", "meter", "commitment", "declaration", "alert")) {
      assertThat(
              TestDatabase.query(
                  tenant,
                  "SET LOCAL innopark.tenant = 'medivance'",
                  "SELECT DISTINCT tenant FROM registry." + table))
          .as(table)
          .containsExactly("medivance");
      assertThat(TestDatabase.query(tenant, "SELECT tenant FROM registry." + table)).isEmpty();
    }
    assertThat(
            TestDatabase.query(
                tenant,
                "SET LOCAL innopark.tenant = 'medivance'",
                "SELECT jsonb_path_query(registry.tree(), '$.tenants[*].id') #>> '{}'"))
        .containsExactly("medivance");
  }

  @Test
  void theJobAndTheAuditorReadReferenceData() {
    store.importRegistry(RegistryYaml.sample());

    for (DatabaseRole role : List.of(DatabaseRole.WRITER, DatabaseRole.AUDITOR)) {
      assertThat(new RegistryStore(database.login(role)).load().tenants())
          .extracting(Tenant::id)
          .hasSize(9);
    }
  }

  @Test
  void anOnboarderAddsLinesAndMachinesAndChangesNothingElse() {
    store.importRegistry(RegistryYaml.sample());
    RegistryStore onboarder = new RegistryStore(database.login(DatabaseRole.ONBOARDER));
    MachineDraft draft =
        new MachineDraft(
            "golden-noodle",
            "line-9",
            "Line 9",
            RegistryYaml.sample().tenants().get(0).lines().get(0).calendar(),
            Map.of(
                "id",
                "plug-7",
                "name",
                "Plug 7",
                "sample_period",
                "PT10S",
                "stale_after",
                "PT60S"));

    RegistryImport done =
        onboarder.importChange(
            before -> draft.in(before.orElseThrow()).registry(), Importer.CONSOLE);

    assertThat(done.changes())
        .containsExactlyInAnyOrder(new Change("line", 1, 0, 0), new Change("machine", 1, 0, 0));
    assertThat(store.load().tenant("golden-noodle").orElseThrow().line("line-9")).isPresent();
    for (String[] other :
        new String[][] {
          {"\"Golden Noodle\"", "\"Another\""}, {"kg_per_unit: ", "kg_per_unit: 1"}
        }) {
      String known = store.export();
      assertThat(known).contains(other[0]);
      Registry changed = RegistryYaml.parse(known.replaceFirst(other[0], other[1]), "changed.yaml");
      assertThatExceptionOfType(RegistryException.class)
          .as(other[0])
          .isThrownBy(() -> onboarder.importRegistry(changed))
          .withMessageContaining("permission denied");
    }
  }

  @Test
  void onlyTheRegistrarImports() {
    for (DatabaseRole role :
        List.of(DatabaseRole.WRITER, DatabaseRole.AUDITOR, DatabaseRole.TENANT)) {
      RegistryStore other = new RegistryStore(database.login(role));

      assertThatExceptionOfType(RegistryException.class)
          .isThrownBy(() -> other.importRegistry(file()))
          .withMessageContaining("permission denied");
    }
  }

  @Test
  void historyCannotBeRewritten() throws Exception {
    store.importRegistry(file());
    store.importRegistry(file("rated_kw: 120", "rated_kw: 125"));
    List<String> attacks =
        List.of(
            "UPDATE registry.machine SET rated_kw = 1",
            "UPDATE registry.machine SET superseded_at = 'infinity'",
            "UPDATE registry.machine SET superseded_at = now() WHERE superseded_at <> 'infinity'",
            "DELETE FROM registry.machine",
            "TRUNCATE registry.machine",
            "UPDATE registry.import SET version = 'x'",
            "UPDATE registry.import SET os_user = 'x'",
            "DELETE FROM registry.import");

    for (String attack : attacks) {
      assertThatExceptionOfType(SQLException.class)
          .as(attack)
          .isThrownBy(() -> TestDatabase.run(database.superuser(), attack))
          .withMessageContaining("history is kept");
      assertThatExceptionOfType(SQLException.class)
          .as(attack)
          .isThrownBy(() -> TestDatabase.run(database.login(DatabaseRole.REGISTRAR), attack));
    }
  }
}
