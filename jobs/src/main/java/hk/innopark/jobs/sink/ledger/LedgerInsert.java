package hk.innopark.jobs.sink.ledger;

import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerRow;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.apache.flink.connector.jdbc.JdbcStatementBuilder;

/**
 * The statement that appends one row. It knows no conflict clause: the table's own trigger makes a
 * replayed row a no-op and refuses another row in its place.
 */
final class LedgerInsert implements JdbcStatementBuilder<LedgerRow> {
  private static final long serialVersionUID = 1L;

  static final String SQL =
      "INSERT INTO ledger (tenant, origin, seq, line, measurement, grain, period_start, period_end,"
          + " revision, elements, figures, coverage, code_version, registry_version, factor_ids,"
          + " raw_messages, raw_digest, reason, previous_hash, hash)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

  @Override
  public void accept(PreparedStatement statement, LedgerRow row) throws SQLException {
    LedgerEntry entry = row.entry();
    statement.setString(1, entry.tenant());
    statement.setString(2, entry.origin());
    statement.setLong(3, row.seq());
    statement.setString(4, entry.line());
    statement.setString(5, entry.measurement());
    statement.setString(6, entry.grain());
    statement.setObject(7, utc(entry.periodStartMillis()));
    statement.setObject(8, utc(entry.periodEndMillis()));
    statement.setInt(9, entry.revision());
    // untyped, so that the column says whether this is text or json
    statement.setObject(10, entry.elements(), Types.OTHER);
    statement.setObject(11, entry.figures(), Types.OTHER);
    statement.setObject(12, entry.coverage(), Types.DOUBLE);
    statement.setString(13, entry.codeVersion());
    statement.setString(14, entry.registryVersion());
    statement.setString(15, entry.factorIds());
    statement.setLong(16, entry.rawMessages());
    statement.setString(17, entry.rawDigest());
    statement.setString(18, entry.reason());
    statement.setString(19, row.previousHash());
    statement.setString(20, row.hash());
  }

  private static OffsetDateTime utc(long epochMillis) {
    return Instant.ofEpochMilli(epochMillis).atOffset(ZoneOffset.UTC);
  }
}
