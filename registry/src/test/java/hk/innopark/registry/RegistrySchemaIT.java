package hk.innopark.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(TestDatabase.Extension.class)
class RegistrySchemaIT {
  private final TestDatabase database;

  RegistrySchemaIT(TestDatabase database) {
    this.database = database;
  }

  @Test
  void migratingAgainChangesNothing() throws Exception {
    String sql = "SELECT count(*) FROM flyway_schema_history";
    List<String> before = TestDatabase.query(database.superuser(), sql);

    RegistrySchema.migrate(database.superuser());

    assertThat(TestDatabase.query(database.superuser(), sql)).isEqualTo(before);
  }

  @Test
  void aRoleThatIsNoSuperuserCanMigrateItsOwnDatabase() throws Exception {
    database.run("CREATE ROLE deployer LOGIN CREATEROLE");
    database.run("CREATE DATABASE deployed OWNER deployer");
    DataSource deployer = database.as("deployer", "deployed");

    RegistrySchema.migrate(deployer);
    RegistrySchema.createLogin(deployer, "by-deployer", "secret", DatabaseRole.REGISTRAR);
    RegistryStore store = new RegistryStore(database.as("by-deployer", "deployed"));
    store.importRegistry(RegistryYaml.sample());

    RegistryContent.assertSame(store.load(), RegistryYaml.sample());
  }

  @Test
  void nothingIsOwnedByAUserThatAnybodyWorksAs() throws Exception {
    assertThat(
            TestDatabase.query(
                database.superuser(),
                "SELECT schemaname || '.' || tablename FROM pg_tables"
                    + " WHERE schemaname IN ('public', 'registry', 'access')"
                    + " AND tablename <> 'flyway_schema_history'"
                    + " AND tableowner <> 'innopark_owner'"))
        .isEmpty();
    assertThat(
            TestDatabase.query(
                database.superuser(),
                "SELECT rolname FROM pg_roles WHERE rolname LIKE 'innopark%' AND rolcanlogin"))
        .isEmpty();
  }

  @Test
  void aPasswordIsStoredAsItsHash() throws Exception {
    RegistrySchema.createLogin(database.superuser(), "hashed", "s3cret", DatabaseRole.AUDITOR);

    assertThat(
            TestDatabase.query(
                database.superuser(), "SELECT rolpassword FROM pg_authid WHERE rolname = 'hashed'"))
        .first()
        .asString()
        .startsWith("SCRAM-SHA-256$");
  }

  @Test
  void aLoginThatIsCreatedAgainHasTheNewRoleAlone() throws Exception {
    RegistrySchema.createLogin(database.superuser(), "mover", "one", DatabaseRole.AUDITOR);
    assertThatCode(() -> TestDatabase.query(database.as("mover"), "SELECT 1 FROM ledger"))
        .doesNotThrowAnyException();

    RegistrySchema.createLogin(database.superuser(), "mover", "two", DatabaseRole.WRITER);

    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> TestDatabase.query(database.as("mover"), "SELECT 1 FROM ledger"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres", "innopark_owner", "innopark_writer"})
  void anAdministratorOrAGroupIsNoLogin(String name) {
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(
            () ->
                RegistrySchema.createLogin(
                    database.superuser(), name, "secret", DatabaseRole.TENANT))
        .withMessageContaining("cannot create login \"" + name + '"');
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "x\"; DROP TABLE ledger; --", "naïve"})
  void aNameThatIsNoIdIsRefused(String name) {
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(
            () ->
                RegistrySchema.createLogin(
                    database.superuser(), name, "secret", DatabaseRole.TENANT))
        .withMessageContaining("bad login");
  }

  @Test
  void aDatabaseThatCannotBeReachedGivesOneLine() {
    assertThatExceptionOfType(RegistryException.class)
        .isThrownBy(() -> RegistrySchema.migrate(database.as("nobody")))
        .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1))
        .withMessageStartingWith("registry database: cannot migrate: ");
  }
}
