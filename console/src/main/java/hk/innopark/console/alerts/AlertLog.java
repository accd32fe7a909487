package hk.innopark.console.alerts;

import hk.innopark.console.sql.Select;
import hk.innopark.events.Alert;
import hk.innopark.events.AlertKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Reads alerts and who was told of them, and only reads. */
public final class AlertLog {
  private static final String SELECT =
      """
      SELECT a.*, (
        SELECT coalesce(json_agg(json_build_object(
          'channel', d.channel, 'kind', c.kind, 'change', d.change, 'status', d.status,
          'held', d.held, 'attempts', d.attempts,
          'due_at', floor(extract(epoch FROM d.due_at) * 1000)::bigint,
          'settled_at', floor(extract(epoch FROM d.settled_at) * 1000)::bigint,
          'detail', d.detail,
          'tries', (SELECT coalesce(json_agg(json_build_object(
            'at', floor(extract(epoch FROM t.at) * 1000)::bigint, 'outcome', t.outcome,
            'took_ms', t.took_ms, 'detail', t.detail) ORDER BY t.id), '[]')
            FROM notify.attempt t WHERE t.delivery = d.id)) ORDER BY d.id), '[]')
        FROM notify.delivery d
        LEFT JOIN registry.channel c ON c.tenant = d.tenant AND c.id = d.channel
          AND c.superseded_at = 'infinity'
        WHERE d.alert = a.id)::text AS deliveries
      FROM notify.alert a
      """;

  private final DataSource database;
  private final String tenant;

  /**
   * Of one tenant's alerts.
   *
   * @param tenant null for every tenant's
   */
  public AlertLog(DataSource database, String tenant) {
    this.database = database;
    this.tenant = tenant;
  }

  /** The newest first. */
  public void each(AlertFilter filter, int most, Consumer<LoggedAlert> reader) {
    Select alerts =
        new Select(SELECT + "WHERE a.id < ?", filter.beforeId())
            .andIfGiven("a.tenant", tenant)
            .andIfGiven("a.tenant", filter.tenant())
            .andIfGiven("a.line", filter.line())
            .andIfGiven("a.kind", filter.kind())
            .andIfGiven("a.origin", filter.origin());
    if (filter.state() != null) {
      alerts.add(
          switch (filter.state()) {
            case ACTIVE -> " AND a.cleared_at IS NULL";
            case OPEN -> " AND a.cleared_at IS NULL AND a.acknowledged_at IS NULL";
            case CLEARED -> " AND a.cleared_at IS NOT NULL";
          });
    }
    query(alerts.add(" ORDER BY a.id DESC LIMIT ?", most), reader);
  }

  /** One alert. */
  public Optional<LoggedAlert> withKey(String key) {
    List<LoggedAlert> found = new ArrayList<>();
    query(new Select(SELECT + "WHERE a.key = ?", key).andIfGiven("a.tenant", tenant), found::add);
    return found.stream().findFirst();
  }

  private void query(Select alerts, Consumer<LoggedAlert> reader) {
    try {
      alerts.each(database, AlertLog::read, reader);
    } catch (SQLException e) {
      throw new AlertLogException(e);
    }
  }

  private static LoggedAlert read(ResultSet row) throws SQLException {
    Instant clearedAt = instant(row, "cleared_at");
    double value = row.getDouble("value");
    boolean hasNoValue = row.wasNull();
    Alert alert =
        new Alert(
            AlertKind.byWireName(row.getString("kind")).orElseThrow(),
            row.getString("estate"),
            row.getString("tenant"),
            row.getString("line"),
            row.getString("machine"),
            row.getString("signal"),
            row.getString("origin"),
            instant(row, "since").toEpochMilli(),
            instant(row, "raised_at").toEpochMilli(),
            clearedAt == null ? null : Long.valueOf(clearedAt.toEpochMilli()),
            hasNoValue ? Double.NaN : value,
            row.getDouble("threshold"));
    return new LoggedAlert(
        row.getLong("id"),
        row.getString("key"),
        alert,
        instant(row, "acknowledged_at"),
        row.getString("acknowledged_by"),
        row.getString("note"),
        row.getString("deliveries"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
