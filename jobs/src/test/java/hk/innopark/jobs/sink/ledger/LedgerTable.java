package hk.innopark.jobs.sink.ledger;

import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerRow;
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
  private static final String SCHEMA =
      """
      CREATE TABLE ledger (
        tenant text NOT NULL,
        origin text NOT NULL,
        seq bigint NOT NULL,
        line text,
        measurement text NOT NULL,
        grain text NOT NULL,
        period_start timestamptz NOT NULL,
        period_end timestamptz NOT NULL,
        revision integer NOT NULL,
        elements text NOT NULL,
        figures text NOT NULL,
        coverage double precision,
        code_version text NOT NULL,
        registry_version text NOT NULL,
        factor_ids text NOT NULL,
        raw_messages bigint NOT NULL,
        raw_digest text NOT NULL,
        reason text NOT NULL,
        recorded_at timestamptz NOT NULL DEFAULT now(),
        previous_hash text NOT NULL,
        hash text NOT NULL,
        PRIMARY KEY (tenant, origin, seq)
      );
      CREATE TABLE attempts (count bigint NOT NULL);
      INSERT INTO attempts VALUES (0);
      CREATE FUNCTION ledger_append() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE there text; before text;
      BEGIN
        UPDATE attempts SET count = count + 1;
        SELECT hash INTO there FROM ledger
          WHERE tenant = NEW.tenant AND origin = NEW.origin AND seq = NEW.seq;
        IF there = NEW.hash THEN RETURN NULL; END IF;
        IF there IS NOT NULL THEN RAISE EXCEPTION 'fork at %', NEW.seq; END IF;
        IF NEW.seq = 1 THEN RETURN NEW; END IF;
        SELECT hash INTO before FROM ledger
          WHERE tenant = NEW.tenant AND origin = NEW.origin AND seq = NEW.seq - 1;
        IF before IS DISTINCT FROM NEW.previous_hash THEN
          RAISE EXCEPTION 'row % of % has no predecessor', NEW.seq, NEW.tenant;
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER append BEFORE INSERT ON ledger FOR EACH ROW EXECUTE FUNCTION ledger_append();
      """;

  private final DataSource database;

  LedgerTable(DataSource database) {
    this.database = database;
  }

  void create() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(SCHEMA);
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
  long attempts() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT count FROM attempts")) {
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
