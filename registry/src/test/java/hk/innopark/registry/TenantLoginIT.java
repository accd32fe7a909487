package hk.innopark.registry;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.registry.model.Tenant;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestDatabase.Extension.class)
class TenantLoginIT {
  private static final String TENANT = "golden-noodle";

  private final TestDatabase database;
  private DataSource login;

  TenantLoginIT(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void createLogin() {
    new RegistryStore(database.login(DatabaseRole.REGISTRAR)).importRegistry(RegistryYaml.sample());
    String user = RegistrySchema.tenantLogin(TENANT);
    RegistrySchema.createTenantLogin(database.superuser(), TENANT, "secret of " + user);
    login = database.as(user);
  }

  @Test
  void aTenantsLoginReadsItsOwnReferenceDataAndSharedOnes() {
    var own = new RegistryStore(login).load();

    assertThat(own.tenants()).extracting(Tenant::id).containsExactly(TENANT);
    assertThat(own.commitments()).allSatisfy(c -> assertThat(c.tenant()).isEqualTo(TENANT));
    assertThat(own.tariffs()).isNotEmpty();
  }

  @Test
  void noSettingGivesATenantsLoginAnotherTenantsRows() throws Exception {
    assertThat(
            TestDatabase.query(
                login, "SET LOCAL innopark.tenant = 'medivance'", "SELECT id FROM registry.tenant"))
        .containsExactly(TENANT);
  }

  @Test
  void everyTableOfTenantsAsksTheSameFunction() throws Exception {
    List<String> others =
        TestDatabase.query(
            database.superuser(),
            "SELECT schemaname || '.' || tablename FROM pg_policies"
                + " WHERE policyname = 'own_rows' AND qual NOT LIKE '%own_tenant%'");
    List<String> tables =
        TestDatabase.query(
            database.superuser(),
            "SELECT tablename FROM pg_policies WHERE policyname = 'own_rows'");

    assertThat(others).isEmpty();
    assertThat(tables).contains("ledger", "tenant", "line", "machine", "meter", "commitment");
  }
}
