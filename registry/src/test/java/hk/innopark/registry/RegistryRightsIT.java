package hk.innopark.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hk.innopark.registry.RegistryImport.Change;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may read and write reference data. */
@ExtendWith(TestDatabase.Extension.class)
class RegistryRightsIT {
  private final TestDatabase database;
  private final RegistryStore store;

  RegistryRightsIT(TestDatabase database) {
    this.database = database;
    this.store = new RegistryStore(database.login(DatabaseRole.REGISTRAR));
  }

  @BeforeEach
  void startEmpty() {
    database.emptyRegistry();
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
          .isThrownBy(() -> other.importRegistry(Yaml.registry()))
          .withMessageContaining("permission denied");
    }
  }

  @Test
  void historyCannotBeRewritten() throws Exception {
    store.importRegistry(Yaml.registry());
    store.importRegistry(Yaml.registry("rated_kw: 120", "rated_kw: 125"));
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
