package hk.innopark.notifier;

import hk.innopark.events.Alert;
import hk.innopark.notifier.Router.Told;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import javax.sql.DataSource;

/** Which alerts there were, and who is to be told of them, in PostgreSQL. */
final class AlertStore {
  private static final Duration GIVE_UP_AFTER = Duration.ofHours(24);

  private static final String RAISE =
      """
      INSERT INTO notify.alert (key, kind, severity, estate, tenant, line, machine, signal, origin,
        since, raised_at, cleared_at, value, threshold)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING RETURNING id
      """;
  private static final String CLEAR =
      "UPDATE notify.alert SET cleared_at = ?, value = ? WHERE key = ? AND cleared_at IS NULL"
          + " RETURNING id";
  private static final String TOLD =
      """
      SELECT DISTINCT channel, rule FROM notify.delivery
      WHERE alert = ? AND change <> 'cleared' AND (status IN ('sending', 'sent')
        OR (status = 'waiting' AND attempts > 0) OR (status = 'waiting' AND NOT held AND change = 'raised'))
      """;
  private static final String CANCEL =
      """
      UPDATE notify.delivery d SET status = 'cancelled', settled_at = now(), detail = ?
      FROM notify.alert a
      WHERE a.id = d.alert AND d.status = 'waiting' AND d.attempts = 0
        AND (d.change = 'escalated' OR (d.change = 'raised' AND d.held))
      """;
  private static final String PLAN =
      """
      INSERT INTO notify.delivery (alert, tenant, channel, change, rule, held, due_at, give_up_at)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (alert, channel, change) DO NOTHING
      """;

  private final DataSource database;

  AlertStore(DataSource database) {
    this.database = database;
  }

  /** What a new change of an alert leads to. */
  record Plans(
      Function<Alert, List<Planned>> raised,
      BiFunction<Alert, Collection<Told>, List<Planned>> cleared) {}

  /**
   * Keeps a change and who is to be told of it, in one transaction; a change that is known already
   * leads to nothing.
   *
   * @return whether it was new
   */
  boolean record(Alert alert, Plans plans) throws SQLException {
    return Sql.transaction(
        database,
        connection -> {
          Long id = insert(connection, alert);
          if (alert.isActive()) {
            if (id != null) {
              plan(connection, id, alert, plans.raised().apply(alert));
            }
            return id != null;
          }
          if (id == null) {
            id = clear(connection, alert);
          }
          if (id != null) {
            List<Planned> planned = plans.cleared().apply(alert, told(connection, id));
            cancel(connection, "It was over before it was told.", " AND a.id = " + id);
            plan(connection, id, alert, planned);
          }
          return id != null;
        });
  }

  private static Long insert(Connection connection, Alert alert) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(RAISE)) {
      insert.setString(1, AlertKey.of(alert));
      insert.setString(2, alert.kind().wireName());
      insert.setString(3, alert.kind().severity().wireName());
      insert.setString(4, alert.estate());
      insert.setString(5, alert.tenant());
      insert.setString(6, alert.line());
      insert.setString(7, alert.machine());
      insert.setString(8, alert.signal());
      insert.setString(9, alert.origin());
      insert.setObject(10, Sql.time(alert.sinceMillis()));
      insert.setObject(11, Sql.time(alert.raisedAtMillis()));
      insert.setObject(12, alert.isActive() ? null : Sql.time(alert.clearedAtMillis()));
      insert.setObject(13, number(alert.value()));
      insert.setObject(14, number(alert.threshold()));
      return id(insert);
    }
  }

  private static Long clear(Connection connection, Alert alert) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(CLEAR)) {
      update.setObject(1, Sql.time(alert.clearedAtMillis()));
      update.setObject(2, number(alert.value()));
      update.setString(3, AlertKey.of(alert));
      return id(update);
    }
  }

  private static Long id(PreparedStatement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery()) {
      return row.next() ? row.getLong(1) : null;
    }
  }

  private static List<Told> told(Connection connection, long alert) throws SQLException {
    List<Told> told = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(TOLD)) {
      select.setLong(1, alert);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          told.add(new Told(row.getString(1), row.getString(2)));
        }
      }
    }
    return told;
  }

  private static void plan(Connection connection, long id, Alert alert, List<Planned> planned)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(PLAN)) {
      for (Planned one : planned) {
        insert.setLong(1, id);
        insert.setString(2, alert.tenant());
        insert.setString(3, one.channel());
        insert.setString(4, one.change().wireName());
        insert.setString(5, one.rule());
        insert.setBoolean(6, one.held());
        insert.setObject(7, Sql.time(one.due().toEpochMilli()));
        insert.setObject(8, Sql.time(one.due().plus(GIVE_UP_AFTER).toEpochMilli()));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static int cancel(Connection connection, String why, String which) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(CANCEL + which)) {
      update.setString(1, why);
      return update.executeUpdate();
    }
  }

  /** Whoever acknowledges an alert knows of it: nobody else is told. */
  void cancelAcknowledged() throws SQLException {
    Sql.transaction(
        database,
        connection ->
            cancel(
                connection,
                "It was acknowledged before it was told.",
                " AND a.acknowledged_at IS NOT NULL"));
  }

  private static Double number(double value) {
    return Double.isNaN(value) ? null : value;
  }
}
