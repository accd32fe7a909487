package hk.innopark.jobs.sink.ledger;

import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.RegistrySchema;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The ledger as the tests see it: made, and read back row by row. */
final class LedgerTable {
  /** Counts every row that is offered, those of transactions that are undone included. */
  private static final String COUNT_OFFERS =
      """
      CREATE SEQUENCE offers;
      CREATE FUNCTION count_offer() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
      BEGIN
        PERFORM nextval('offers');
        RETURN NEW;
      END $$;
      CREATE TRIGGER a_first BEFORE INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION count_offer();
      """;

  static final String WRITER = "ledger-writer";
  static final String PASSWORD = "w";

  private final DataSource database;

  LedgerTable(DataSource database) {
    this.database = database;
  }

  /** The real schema, and a login that may append and nothing else. */
  void create() throws SQLException {
    RegistrySchema.migrate(database);
    RegistrySchema.createLogin(database, WRITER, PASSWORD, DatabaseRole.WRITER);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(COUNT_OFFERS);
    }
  }

  /** The writer's connections end, and new ones need another password. */
  void exchangePassword(String password) throws SQLException, IOException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      Path rules;
      try (ResultSet file = statement.executeQuery("SHOW hba_file")) {
        file.next();
        rules = Path.of(file.getString(1));
      }
      // the test's server trusts everybody otherwise
      Files.writeString(
          rules, "host all " + WRITER + " all scram-sha-256\n" + Files.readString(rules));
      statement.execute("ALTER ROLE \"" + WRITER + "\" PASSWORD '" + password + "'");
      statement.execute("SELECT pg_reload_conf()");
      statement.execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = '"
              + WRITER
              + "'");
    }
  }

  /** Appends one row, as the sink would. */
  void insert(LedgerRow row) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(LedgerInsert.SQL)) {
      new LedgerInsert().accept(statement, row);
      statement.executeUpdate();
    }
  }

  /** How many rows were offered, replayed ones included. */
  long offers() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery(
                "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM offers")) {
      result.next();
      return result.getLong(1);
    }
  }

  /** Every row there is, by chain and sequence. */
  List<LedgerRow> rows() throws SQLException {
    List<LedgerRow> rows = new ArrayList<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("SELECT * FROM ledger ORDER BY tenant, origin, seq")) {
      while (result.next()) {
        rows.add(row(result));
      }
    }
    return rows;
  }

  private static LedgerRow row(ResultSet result) throws SQLException {
    double coverage = result.getDouble("coverage");
    LedgerEntry entry =
        new LedgerEntry(
            result.getString("tenant"),
            result.getString("origin"),
            result.getString("line"),
            result.getString("measurement"),
            result.getString("grain"),
            millis(result, "period_start"),
            millis(result, "period_end"),
            result.getInt("revision"),
            result.getString("elements"),
            result.getString("figures"),
            result.getObject("coverage") == null ? null : coverage,
            result.getString("code_version"),
            result.getString("registry_version"),
            result.getString("factor_ids"),
            result.getLong("raw_messages"),
            result.getString("raw_digest"),
            result.getString("reason"));
    return new LedgerRow(
        entry, result.getLong("seq"), result.getString("previous_hash"), result.getString("hash"));
  }

  private static long millis(ResultSet result, String column) throws SQLException {
    return result.getObject(column, OffsetDateTime.class).toInstant().toEpochMilli();
  }
}
