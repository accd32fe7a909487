package hk.innopark.registry.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.TestDatabase;
import java.sql.SQLException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(TestDatabase.Extension.class)
class ActionLogIT {
  private final TestDatabase database;

  ActionLogIT(TestDatabase database) {
    this.database = database;
  }

  private static Action action(String tenant, String what) {
    return new Action(
        "mei", "tenant_engineer", tenant, "192.0.2.7", what, "month 2026-01", "asked");
  }

  @Test
  void whatPeopleDidIsReadNewestFirstAndByTenant() {
    ActionLog log = new ActionLog(database.login(DatabaseRole.CONSOLE));
    log.append(action("golden-noodle", "export"));
    log.append(action("medivance", "export"));
    log.append(action("golden-noodle", "declare"));

    assertThat(log.newest(Optional.of("golden-noodle"), Long.MAX_VALUE, 10))
        .extracting(recorded -> recorded.action().action())
        .containsExactly("declare", "export");
    assertThat(log.newest(Optional.empty(), Long.MAX_VALUE, 2))
        .extracting(recorded -> recorded.action().tenant())
        .containsExactly("golden-noodle", "medivance");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CONSOLE | UPDATE access.action SET account = 'somebody else'",
        "CONSOLE | DELETE FROM access.action",
        "CONSOLE | TRUNCATE access.action",
        "AUDITOR | UPDATE access.action SET account = 'somebody else'",
        "WRITER | DELETE FROM access.action",
        "TENANT | SELECT * FROM access.action",
        "TENANT | SELECT * FROM access.account",
        "AUDITOR | SELECT * FROM access.account",
        "AUDITOR | SELECT * FROM access.session",
        "WRITER | SELECT * FROM access.api_token",
        "CONSOLE | SELECT * FROM ledger",
        "CONSOLE | SELECT * FROM registry.tenant",
        "CONSOLE | UPDATE access.session SET role = 'platform_engineer'",
        "CONSOLE | INSERT INTO access.tenant_login VALUES ('x', 'y')"
      })
  void nobodyMayChangeOrReadMoreThanTheirWorkNeeds(DatabaseRole role, String sql) {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> TestDatabase.run(database.login(role), sql))
        .withMessageContaining("permission denied");
  }

  @Test
  void notEvenTheSuperuserChangesAnActionInPassing() {
    new ActionLog(database.login(DatabaseRole.CONSOLE)).append(action("golden-noodle", "export"));
    for (String sql :
        new String[] {
          "UPDATE access.action SET account = 'x'",
          "DELETE FROM access.action",
          "TRUNCATE access.action"
        }) {
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> TestDatabase.run(database.superuser(), sql))
          .withMessageContaining("append-only");
    }
  }
}
