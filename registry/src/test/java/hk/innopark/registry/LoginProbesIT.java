package hk.innopark.registry;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.registry.ledger.LedgerRows;
import hk.innopark.registry.ledger.LedgerStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every login tries everything on every table that the catalogue names, in every disguise. Who may
 * do what is written here once more, by hand; whatever else is not refused is a leak.
 */
@ExtendWith(TestDatabase.Extension.class)
class LoginProbesIT {
  private static final String REFUSED = "42501";
  private static final String OWN = "golden-noodle";
  private static final String OTHER = "medivance";

  /** A statement that shows whether it is allowed and changes nothing. */
  private static final Map<String, String> ATTEMPTS = attempts();

  private static Map<String, String> attempts() {
    Map<String, String> attempts = new LinkedHashMap<>();
    attempts.put("read", "SELECT * FROM %s LIMIT 1");
    attempts.put("add", "INSERT INTO %s DEFAULT VALUES");
    attempts.put("change", "UPDATE %1$s SET %2$s = %2$s WHERE false");
    attempts.put("close", "UPDATE %s SET superseded_at = now() WHERE false");
    attempts.put("remove", "DELETE FROM %s WHERE false");
    attempts.put("empty", "TRUNCATE %s CASCADE");
    attempts.put("lock", "LOCK TABLE %s IN EXCLUSIVE MODE");
    attempts.put("drop", "DROP TABLE %s CASCADE");
    return attempts;
  }

  /** What comes before, in the same transaction. */
  private static final List<String> DISGUISES =
      List.of(
          "SELECT 1",
          "SELECT set_config('innopark.tenant', '" + OTHER + "', true)",
          "SET LOCAL row_security = off",
          "SET LOCAL search_path = registry, access, evidence, public");

  /** By role: what it may, by the beginning of a table's name. The longest beginning counts. */
  private static final Map<String, Map<String, String>> ALLOWED =
      Map.of(
          "registrar",
              Map.of(
                  "registry.", "read add close",
                  "registry.import", "read add",
                  "access.action", "add"),
          "onboarder",
              Map.of(
                  "registry.", "read",
                  "registry.import", "read add",
                  "registry.line", "read add close",
                  "registry.machine", "read add close",
                  "registry.meter", "read add close"),
          "writer",
              Map.of(
                  "registry.", "read",
                  "public.ledger", "add",
                  "public.ledger_verification", "",
                  "access.action", "add"),
          "auditor",
              Map.of(
                  "registry.", "read",
                  "public.ledger", "read",
                  "public.ledger_verification", "read add",
                  "evidence.", "read",
                  "access.action", "read"),
          "console",
              Map.of(
                  "access.account", "read add",
                  "access.membership", "read add remove lock",
                  "access.session", "read add remove lock",
                  "access.api_token", "read add",
                  "access.sign_in_link", "read add",
                  "access.action", "read add",
                  "evidence.", "add"),
          "tenant", Map.of("registry.", "read", "public.ledger", "read", "evidence.", "read"));

  /** Written by the auditor's view alone, which reads with its owner's eyes. */
  private static final String FAULTS = "public.ledger_faults";

  private final Map<String, Integer> probes = new TreeMap<>();
  private final List<String> leaks = new ArrayList<>();

  @Test
  void nobodyReadsOrWritesWhatIsNotTheirs(TestDatabase database) throws SQLException {
    new RegistryStore(database.login(DatabaseRole.REGISTRAR)).importRegistry(RegistryYaml.sample());
    LedgerStore ledger = new LedgerStore(database.login(DatabaseRole.WRITER));
    ledger.append(LedgerRows.chain(OWN, "real", 3));
    ledger.append(LedgerRows.chain(OTHER, "real", 3));
    DataSource console = database.login(DatabaseRole.CONSOLE);
    for (String tenant : List.of(OWN, OTHER)) {
      TestDatabase.run(
          console,
          "INSERT INTO evidence.declaration (tenant, principle, metric, period, statement, account,"
              + " role, address) VALUES ('"
              + tenant
              + "', 2, 'capex_hkd', '2026', 'x', 'a', 'b', 'c')");
    }
    Map<String, DataSource> logins = new LinkedHashMap<>();
    logins.put("registrar", database.login(DatabaseRole.REGISTRAR));
    logins.put("onboarder", database.login(DatabaseRole.ONBOARDER));
    logins.put("writer", database.login(DatabaseRole.WRITER));
    logins.put("auditor", database.login(DatabaseRole.AUDITOR));
    logins.put("console", console);
    for (String tenant : List.of(OWN, OTHER)) {
      String login = RegistrySchema.tenantLogin(tenant);
      RegistrySchema.createTenantLogin(database.superuser(), tenant, "secret of " + login);
      logins.put("tenant " + tenant, database.as(login));
    }
    Map<String, List<String>> tables = tables(database.superuser());
    assertThat(tables).hasSizeGreaterThan(25).containsKey("evidence.declaration");
    for (Map.Entry<String, DataSource> login : logins.entrySet()) {
      probe(login.getKey(), login.getValue(), tables);
      becomeAnother(login.getKey(), login.getValue());
    }
    int all = probes.values().stream().mapToInt(Integer::intValue).sum();
    System.out.println("probes by login: " + probes + ", " + all + " in all, leaks: " + leaks);
    assertThat(leaks).isEmpty();
    assertThat(all).isGreaterThan(4_000);
  }

  private void probe(String who, DataSource login, Map<String, List<String>> tables)
      throws SQLException {
    String role = who.split(" ", -1)[0];
    try (Connection connection = login.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (Map.Entry<String, List<String>> table : tables.entrySet()) {
        for (Map.Entry<String, String> attempt : ATTEMPTS.entrySet()) {
          if (attempt.getKey().equals("close") && !table.getValue().contains("superseded_at")) {
            continue;
          }
          if (table.getKey().equals(FAULTS) && !attempt.getKey().equals("read")) {
            continue; // a view that nobody can write
          }
          String sql = attempt.getValue().formatted(table.getKey(), plainColumn(table.getValue()));
          for (String disguise : DISGUISES) {
            probes.merge(who, 1, Integer::sum);
            boolean refused = isRefused(connection, statement, disguise, sql);
            boolean may = may(role, table.getKey(), attempt.getKey());
            // rights that cannot be lent: reading around row level security is refused outright
            boolean isAround = disguise.contains("row_security");
            if (!refused && !may) {
              leaks.add(who + ": " + disguise + "; " + sql);
            } else if (refused && may && !isAround) {
              leaks.add(who + " is kept out: " + sql);
            }
          }
        }
        if (role.equals("tenant")) {
          onlyOwn(who, connection, statement, table);
        }
      }
    }
  }

  /** One that the database itself would let be written. */
  private static String plainColumn(List<String> columns) {
    return columns.stream()
        .filter(column -> !List.of("seq", "id", "superseded_at").contains(column))
        .findFirst()
        .orElseThrow();
  }

  private void onlyOwn(
      String who, Connection connection, Statement statement, Map.Entry<String, List<String>> table)
      throws SQLException {
    String column = table.getKey().equals("registry.tenant") ? "id" : "tenant";
    if (!table.getValue().contains(column) || !may("tenant", table.getKey(), "read")) {
      return;
    }
    String own = who.split(" ", -1)[1];
    for (String disguise : DISGUISES) {
      probes.merge(who, 1, Integer::sum);
      try {
        statement.execute(disguise);
        try (ResultSet rows =
            statement.executeQuery(
                "SELECT count(*) FROM %s WHERE %s <> '%s'"
                    .formatted(table.getKey(), column, own))) {
          rows.next();
          if (rows.getLong(1) > 0) {
            leaks.add(who + " reads others' rows of " + table.getKey() + " after " + disguise);
          }
        }
      } catch (SQLException refused) {
        if (!REFUSED.equals(refused.getSQLState())) {
          throw refused;
        }
      } finally {
        connection.rollback();
      }
    }
  }

  /** Whether the database says that it is not allowed; what fails otherwise was allowed. */
  private static boolean isRefused(
      Connection connection, Statement statement, String disguise, String sql) throws SQLException {
    try {
      statement.execute(disguise);
      statement.execute(sql);
      return false;
    } catch (SQLException e) {
      return REFUSED.equals(e.getSQLState());
    } finally {
      connection.rollback();
    }
  }

  private void becomeAnother(String who, DataSource login) throws SQLException {
    String role = who.split(" ", -1)[0];
    try (Connection connection = login.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (String other :
          List.of(
              "innopark_owner",
              "innopark_registrar",
              "innopark_onboarder",
              "innopark_writer",
              "innopark_auditor",
              "innopark_console",
              "innopark_tenant",
              "postgres",
              "\"" + RegistrySchema.tenantLogin(who.endsWith(OWN) ? OTHER : OWN) + "\"")) {
        for (String become : List.of("SET LOCAL ROLE ", "SET LOCAL SESSION AUTHORIZATION ")) {
          probes.merge(who, 1, Integer::sum);
          boolean may = become.contains("ROLE") && other.equals("innopark_" + role);
          if (!isRefused(connection, statement, "SELECT 1", become + other) && !may) {
            leaks.add(who + ": " + become + other);
          }
        }
      }
    }
  }

  private static boolean may(String role, String table, String attempt) {
    if (table.equals(FAULTS)) {
      return role.equals("auditor") && List.of("read").contains(attempt);
    }
    return ALLOWED.get(role).entrySet().stream()
        .filter(allowed -> table.startsWith(allowed.getKey()))
        .max((a, b) -> Integer.compare(a.getKey().length(), b.getKey().length()))
        .map(allowed -> List.of(allowed.getValue().split(" ")).contains(attempt))
        .orElse(false);
  }

  /** Tables and views of the project, with their columns. */
  private static Map<String, List<String>> tables(DataSource superuser) throws SQLException {
    Map<String, List<String>> tables = new TreeMap<>();
    for (String found :
        TestDatabase.query(
            superuser,
            "SELECT table_schema || '.' || table_name || ' ' || column_name"
                + " FROM information_schema.columns"
                + " WHERE table_schema IN ('public', 'registry', 'access', 'evidence')"
                + " ORDER BY table_schema, table_name, ordinal_position")) {
      String[] parts = found.split(" ", -1);
      tables.computeIfAbsent(parts[0], name -> new ArrayList<>()).add(parts[1]);
    }
    return tables;
  }
}
