package hk.innopark.registry.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@ExtendWith(TestDatabase.Extension.class)
class LedgerPrivilegesIT {
  private static final List<String> CHANGES =
      List.of(
          "UPDATE ledger SET reason = 'nicer'",
          "UPDATE ledger SET reason = 'nicer' WHERE false",
          "DELETE FROM ledger",
          "TRUNCATE ledger");

  private final TestDatabase database;

  LedgerPrivilegesIT(TestDatabase database) {
    this.database = database;
  }

  @BeforeEach
  void fill() {
    LedgerStore writer = new LedgerStore(database.login(DatabaseRole.WRITER));
    // known rows are ignored, so this may run before each test
    writer.append(LedgerRows.chain("alpha", "real", 3));
    writer.append(LedgerRows.chain("beta", "real", 2));
  }

  static Stream<Arguments> everyRoleAndChange() {
    return Stream.of(DatabaseRole.values())
        .flatMap(role -> CHANGES.stream().map(change -> Arguments.of(role, change)));
  }

  @ParameterizedTest
  @MethodSource("everyRoleAndChange")
  void noRoleMayChangeTheLedger(DatabaseRole role, String change) {
    DataSource login = database.login(role);

    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> TestDatabase.run(login, change))
        .withMessageContaining("permission denied");
  }

  static Stream<String> changes() {
    return CHANGES.stream();
  }

  @ParameterizedTest
  @MethodSource("changes")
  void neitherMayTheOwnerNorTheSuperuserByAnOrdinaryStatement(String change) throws Exception {
    for (String role : List.of("SET ROLE innopark_owner", "SET ROLE postgres")) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> TestDatabase.run(database.superuser(), role, change))
          .withMessageContaining("append-only");
    }
    assertThat(TestDatabase.query(database.superuser(), "SELECT count(*) FROM ledger"))
        .containsExactly("5");
  }

  @ParameterizedTest
  @EnumSource(value = DatabaseRole.class, names = "WRITER", mode = EnumSource.Mode.EXCLUDE)
  void onlyTheWriterAppends(DatabaseRole role) {
    LedgerStore store = new LedgerStore(database.login(role));

    assertThatExceptionOfType(LedgerException.class)
        .isThrownBy(() -> store.append(LedgerRows.chain("gamma", "real", 1)))
        .withMessageContaining("permission denied");
  }

  @Test
  void theWriterCannotRead() {
    DataSource writer = database.login(DatabaseRole.WRITER);

    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> TestDatabase.query(writer, "SELECT tenant FROM ledger"))
        .withMessageContaining("permission denied");
  }

  @Test
  void theAuditorReadsEveryTenant() throws Exception {
    assertThat(
            TestDatabase.query(
                database.login(DatabaseRole.AUDITOR),
                "SELECT DISTINCT tenant FROM ledger ORDER BY 1"))
        .containsExactly("alpha", "beta");
  }

  @Test
  void aTenantReadsItsOwnRowsOnly() throws Exception {
    DataSource tenant = database.login(DatabaseRole.TENANT);

    assertThat(
            TestDatabase.query(
                tenant, "SET LOCAL innopark.tenant = 'beta'", "SELECT tenant FROM ledger"))
        .containsExactly("beta", "beta");
    assertThat(
            TestDatabase.query(
                tenant,
                "SET LOCAL innopark.tenant = 'beta'",
                "SELECT tenant FROM ledger WHERE tenant = 'alpha'"))
        .isEmpty();
  }

  @Test
  void aTenantThatIsNotNamedReadsNothing() throws Exception {
    DataSource tenant = database.login(DatabaseRole.TENANT);

    assertThat(TestDatabase.query(tenant, "SELECT tenant FROM ledger")).isEmpty();
    assertThat(
            TestDatabase.query(
                tenant, "SET LOCAL innopark.tenant = ''", "SELECT tenant FROM ledger"))
        .isEmpty();
  }

  @Test
  void aTenantsNameDoesNotOutliveItsTransaction() throws Exception {
    DataSource tenant = database.login(DatabaseRole.TENANT);
    try (var connection = tenant.getConnection();
        var statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      statement.execute("SET LOCAL innopark.tenant = 'beta'");
      connection.commit();

      try (var rows = statement.executeQuery("SELECT tenant FROM ledger")) {
        assertThat(rows.next()).isFalse();
      }
    }
  }

  @Test
  void aTenantMayNotAskForFaultsWhichTellOfOthers() {
    DataSource tenant = database.login(DatabaseRole.TENANT);

    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(
            () ->
                TestDatabase.query(
                    tenant,
                    "SET LOCAL innopark.tenant = 'beta'",
                    "SELECT tenant FROM ledger_faults"))
        .withMessageContaining("permission denied");
  }

  @Test
  void noRoleMayTakeTheGuardsAway() {
    List<String> attacks =
        List.of(
            "ALTER TABLE ledger DISABLE TRIGGER ALL",
            "ALTER TABLE ledger DISABLE ROW LEVEL SECURITY",
            "DROP TABLE ledger",
            "DROP TRIGGER ledger_keep ON ledger",
            "CREATE TABLE public.ledger_copy (x text)",
            "SET ROLE innopark_owner");
    List<String> allowed = new ArrayList<>();
    for (DatabaseRole role : DatabaseRole.values()) {
      DataSource login = database.login(role);
      for (String attack : attacks) {
        try {
          TestDatabase.run(login, attack);
          allowed.add(role + ": " + attack);
        } catch (SQLException denied) {
          assertThat(denied.getSQLState()).as(attack).isEqualTo("42501");
        }
      }
    }
    assertThat(allowed).isEmpty();
  }
}
