package hk.innopark.registry.ledger;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** How a row of the ledger stands in its table. */
public final class LedgerTable {
  /** Appends one row; {@link #bind} gives its parameters. */
  static final String INSERT_SQL =
      """
      INSERT INTO ledger (tenant, origin, line, measurement, grain, period_start, period_end,
        revision, elements, figures, coverage, code_version, registry_version, factor_ids,
        raw_messages, raw_digest, reason, seq, previous_hash, hash)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
      """;

  /** Appends an entry, which the database puts at the end of its chain; {@link #bindEntry}. */
  static final String RESTATE_SQL =
      """
      INSERT INTO ledger (tenant, origin, line, measurement, grain, period_start, period_end,
        revision, elements, figures, coverage, code_version, registry_version, factor_ids,
        raw_messages, raw_digest, reason, restated)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, true)\
      """;

  private LedgerTable() {}

  /** Gives {@link #INSERT_SQL} the row. */
  static void bind(PreparedStatement statement, LedgerRow row) throws SQLException {
    bindEntry(statement, row.entry());
    statement.setLong(18, row.seq());
    statement.setString(19, row.previousHash());
    statement.setString(20, row.hash());
  }

  /** Gives {@link #RESTATE_SQL} the entry. */
  static void bindEntry(PreparedStatement statement, LedgerEntry entry) throws SQLException {
    statement.setString(1, entry.tenant());
    statement.setString(2, entry.origin());
    statement.setString(3, entry.line());
    statement.setString(4, entry.measurement());
    statement.setString(5, entry.grain());
    statement.setObject(6, utc(entry.periodStartMillis()));
    statement.setObject(7, utc(entry.periodEndMillis()));
    statement.setInt(8, entry.revision());
    statement.setString(9, entry.elements());
    statement.setString(10, entry.figures());
    statement.setObject(11, entry.coverage(), Types.DOUBLE);
    statement.setString(12, entry.codeVersion());
    statement.setString(13, entry.registryVersion());
    statement.setString(14, entry.factorIds());
    statement.setLong(15, entry.rawMessages());
    statement.setString(16, entry.rawDigest());
    statement.setString(17, entry.reason());
  }

  /** The row on which a result set of all columns stands. */
  public static LedgerRow read(ResultSet row) throws SQLException {
    double coverage = row.getDouble("coverage");
    boolean hasCoverage = !row.wasNull();
    LedgerEntry entry =
        new LedgerEntry(
            row.getString("tenant"),
            row.getString("origin"),
            row.getString("line"),
            row.getString("measurement"),
            row.getString("grain"),
            millis(row, "period_start"),
            millis(row, "period_end"),
            row.getInt("revision"),
            row.getString("elements"),
            row.getString("figures"),
            hasCoverage ? Double.valueOf(coverage) : null,
            row.getString("code_version"),
            row.getString("registry_version"),
            row.getString("factor_ids"),
            row.getLong("raw_messages"),
            row.getString("raw_digest"),
            row.getString("reason"));
    return new LedgerRow(
        entry, row.getLong("seq"), row.getString("previous_hash"), row.getString("hash"));
  }

  private static long millis(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant().toEpochMilli();
  }

  private static OffsetDateTime utc(long epochMillis) {
    return Instant.ofEpochMilli(epochMillis).atOffset(ZoneOffset.UTC);
  }
}
