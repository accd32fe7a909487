package hk.innopark.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hk.innopark.registry.RegistryImport.Change;
import hk.innopark.registry.model.Registry;
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
    database.emptyRegistry();
    DataSource registrar = database.login(DatabaseRole.REGISTRAR);
    login = ((PGSimpleDataSource) registrar).getUser();
    store = new RegistryStore(registrar);
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
    store.importRegistry(Yaml.registry());

    RegistryContent.assertSame(store.load(), Yaml.registry());
  }

  @Test
  void theSameContentAgainIsANoOp() throws Exception {
    store.importRegistry(Yaml.registry());

    RegistryImport again = store.importRegistry(Yaml.registry());

    assertThat(again.isNoOp()).isTrue();
    assertThat(again.recordedAt()).isNull();
    assertThat(TestDatabase.query(database.superuser(), "SELECT version FROM registry.import"))
        .containsExactly(again.version());
  }

  @Test
  void aChangeSaysWhatItChanged() {
    store.importRegistry(Yaml.registry());

    RegistryImport change =
        store.importRegistry(
            Yaml.registry(
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
    assertThat(store.importRegistry(Yaml.registry()).warnings()).isEmpty();

    assertThat(
            store.importRegistry(Yaml.registry("multiplier: 1}", "multiplier: 1000}")).warnings())
        .singleElement()
        .asString()
        .contains("oven-1: the multiplier of active_energy_kwh goes from 1 to 1000");
  }

  @Test
  void whatWasKnownStaysReadable() {
    Registry first = Yaml.registry();
    Registry second =
        Yaml.registry("rated_kw: 120", "rated_kw: 125", "per_kwh: 0.8}", "per_kwh: 0.82}");
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
    store.importRegistry(Yaml.registry());
    store.importChange(before -> Yaml.registry("rated_kw: 120", "rated_kw: 125"), Importer.CONSOLE);
    List<RecordedImport> imports = store.imports();
    assertThat(imports).extracting(RecordedImport::version).isEqualTo(store.versions());
    assertThat(imports.get(0).importer())
        .isEqualTo(new Importer("command", System.getProperty("user.name")));
    assertThat(imports.get(1).importer()).isEqualTo(Importer.CONSOLE);
    assertThat(imports).extracting(RecordedImport::login).containsOnly(login);
  }

  @Test
  void anImportThatFailsHalfWayLeavesNothing() throws Exception {
    store.importRegistry(Yaml.registry());
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
                      Yaml.registry(
                          "rated_kw: 120", "rated_kw: 125", "kg_per_unit: 0.38", "kg_per_unit: 1")))
          .withMessageContaining("disk full");
    } finally {
      database.run("DROP TRIGGER fail ON registry.factor", "DROP FUNCTION fail()");
    }
    RegistryContent.assertSame(store.load(), Yaml.registry());
  }
}
