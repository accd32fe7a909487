package hk.innopark.jobs.sink.ledger;

import hk.innopark.events.DowntimeReason;
import hk.innopark.jobs.account.StopRow;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Locale;
import org.apache.flink.api.connector.sink2.Sink;

/**
 * Writes machines' stops to PostgreSQL, each in its place, at least once: a repetition is put right
 * by what follows it, as long as the rows of one machine stay in order.
 */
public final class StopSink {
  private static final String SQL =
      """
      INSERT INTO shopfloor.stop AS s (estate, tenant, line, machine, origin, begins_at, ends_at,
        state, machine_reason, named, reason, annotation, ongoing, gone)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (tenant, line, machine, origin, begins_at) DO UPDATE SET
        estate = excluded.estate, ends_at = excluded.ends_at, state = excluded.state,
        machine_reason = excluded.machine_reason, named = excluded.named,
        reason = excluded.reason, annotation = excluded.annotation,
        ongoing = excluded.ongoing, gone = excluded.gone\
      """;

  private StopSink() {}

  public static Sink<StopRow> create(LedgerSinkConfig config) {
    return RowSink.create(config, "innopark-stops", SQL, StopSink::set);
  }

  private static void set(PreparedStatement statement, StopRow stop) throws SQLException {
    statement.setString(1, stop.machine().estate());
    statement.setString(2, stop.machine().tenant());
    statement.setString(3, stop.machine().line());
    statement.setString(4, stop.machine().machine());
    statement.setString(5, stop.origin());
    statement.setObject(6, RowSink.utc(stop.beginMillis()));
    statement.setObject(7, RowSink.utc(stop.endMillis()));
    statement.setString(8, stop.state().name().toLowerCase(Locale.ROOT));
    statement.setString(9, name(stop.machineReason()));
    statement.setString(10, name(stop.named()));
    statement.setString(11, stop.reason());
    statement.setString(12, stop.annotation());
    statement.setBoolean(13, stop.isOngoing());
    statement.setBoolean(14, stop.isGone());
  }

  private static String name(DowntimeReason reason) {
    return reason == null ? null : reason.wireName();
  }
}
