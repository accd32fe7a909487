package hk.innopark.jobs.sink.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Writes what machines said last to PostgreSQL, each in its place; an older one changes nothing.
 */
public final class LastReadingSink {
  private static final String SQL =
      """
      INSERT INTO shopfloor.last_reading AS r (estate, tenant, line, machine, origin, received_at,
        stamped_at, topic, boot, sequence, reading, payload, payload_bytes)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (tenant, line, machine, origin) DO UPDATE SET
        estate = excluded.estate, received_at = excluded.received_at,
        stamped_at = excluded.stamped_at, topic = excluded.topic, boot = excluded.boot,
        sequence = excluded.sequence, reading = excluded.reading, payload = excluded.payload,
        payload_bytes = excluded.payload_bytes
      WHERE r.received_at <= excluded.received_at\
      """;

  private LastReadingSink() {}

  public static Sink<LastReading> create(LedgerSinkConfig config) {
    return RowSink.create(config, "innopark-last-readings", SQL, LastReadingSink::set);
  }

  private static void set(PreparedStatement statement, LastReading last) throws SQLException {
    statement.setString(1, last.machine().estate());
    statement.setString(2, last.machine().tenant());
    statement.setString(3, last.machine().line());
    statement.setString(4, last.machine().machine());
    statement.setString(5, last.origin());
    statement.setObject(6, RowSink.utc(last.receivedAtMillis()));
    statement.setObject(7, RowSink.utc(last.timestampMillis()));
    // PostgreSQL takes no NUL in a text
    statement.setString(8, last.topic().replace('\0', '\uFFFD'));
    statement.setString(9, last.boot());
    statement.setLong(10, last.sequence());
    statement.setString(11, last.reading());
    statement.setBytes(12, last.payload());
    statement.setInt(13, last.payloadBytes());
  }
}
