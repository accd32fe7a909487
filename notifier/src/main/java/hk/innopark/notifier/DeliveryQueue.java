package hk.innopark.notifier;

import hk.innopark.events.Alert;
import hk.innopark.events.AlertKind;
import hk.innopark.notifier.Planned.Change;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What is to be told, a queue a channel, in PostgreSQL: claimed before it is sent, marked
 * afterwards.
 */
final class DeliveryQueue {
  /** A claim that is not renewed for so long is somebody's who has ended. */
  static final Duration LEASE = Duration.ofSeconds(30);

  private static final String DUE =
      """
      (status = 'waiting' AND due_at <= now()) OR (status = 'sending' AND claimed_until < now())
      """;
  private static final String CLAIM =
      """
      WITH next AS (
        SELECT d.id, d.status = 'sending' AS interrupted FROM notify.delivery d
        WHERE d.tenant = ? AND d.channel = ? AND (%s)
          AND NOT EXISTS (SELECT FROM notify.delivery e WHERE e.alert = d.alert
            AND e.channel = d.channel AND e.id < d.id AND e.status IN ('waiting', 'sending'))
        ORDER BY d.due_at, d.id LIMIT 1 FOR UPDATE SKIP LOCKED)
      UPDATE notify.delivery d SET status = 'sending', attempts = d.attempts + 1,
        claimed_until = now() + make_interval(secs => ?)
      FROM next, notify.alert a WHERE d.id = next.id AND a.id = d.alert
      RETURNING d.id, d.change, d.attempts, next.interrupted, d.give_up_at, a.key, a.kind, a.estate,
        a.tenant, a.line, a.machine, a.signal, a.origin, a.since, a.raised_at, a.cleared_at, a.value,
        a.threshold, d.channel
      """
          .formatted(
              DUE.replace("status", "d.status")
                  .replace("due_at", "d.due_at")
                  .replace("claimed_until", "d.claimed_until"));
  private static final String SETTLE =
      """
      UPDATE notify.delivery SET status = ?, detail = ?, held = false, due_at = ?,
        claimed_until = NULL, settled_at = CASE WHEN ? = 'waiting' THEN NULL ELSE now() END
      WHERE id = ?
      """;
  private static final String ATTEMPT =
      "INSERT INTO notify.attempt (delivery, tenant, outcome, took_ms, detail)"
          + " VALUES (?, ?, ?, ?, ?)";
  private static final String ACTIVE =
      """
      SELECT count(DISTINCT a.id) FROM notify.delivery d JOIN notify.alert a ON a.id = d.alert
      WHERE d.tenant = ? AND d.channel = ? AND d.change <> 'cleared'
        AND d.status IN ('sending', 'sent') AND a.cleared_at IS NULL
      """;

  private final DataSource database;

  DeliveryQueue(DataSource database) {
    this.database = database;
  }

  /** A channel with something to tell. */
  record DueChannel(String tenant, String channel) {}

  List<DueChannel> due() throws SQLException {
    return Sql.transaction(
        database,
        connection -> {
          List<DueChannel> due = new ArrayList<>();
          try (PreparedStatement select =
                  connection.prepareStatement(
                      "SELECT DISTINCT tenant, channel FROM notify.delivery WHERE " + DUE);
              ResultSet row = select.executeQuery()) {
            while (row.next()) {
              due.add(new DueChannel(row.getString(1), row.getString(2)));
            }
          }
          return due;
        });
  }

  /** Takes the channel's next delivery, which nobody else takes while the claim is renewed. */
  Optional<Delivery> claim(DueChannel channel) throws SQLException {
    return Sql.transaction(
        database,
        connection -> {
          try (PreparedStatement claim = connection.prepareStatement(CLAIM)) {
            claim.setString(1, channel.tenant());
            claim.setString(2, channel.channel());
            claim.setDouble(3, LEASE.toMillis() / 1e3);
            try (ResultSet row = claim.executeQuery()) {
              return row.next() ? Optional.of(delivery(row)) : Optional.empty();
            }
          }
        });
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    Instant clearedAt = Sql.instant(row, "cleared_at");
    Change change = Change.valueOf(row.getString("change").toUpperCase(Locale.ROOT));
    double value = row.getDouble("value");
    boolean hasNoValue = row.wasNull();
    double threshold = row.getDouble("threshold");
    Alert alert =
        new Alert(
            AlertKind.byWireName(row.getString("kind")).orElseThrow(),
            row.getString("estate"),
            row.getString("tenant"),
            row.getString("line"),
            row.getString("machine"),
            row.getString("signal"),
            row.getString("origin"),
            Sql.instant(row, "since").toEpochMilli(),
            Sql.instant(row, "raised_at").toEpochMilli(),
            change == Change.CLEARED ? Long.valueOf(clearedAt.toEpochMilli()) : null,
            hasNoValue ? Double.NaN : value,
            threshold);
    return new Delivery(
        row.getLong("id"),
        alert.tenant(),
        row.getString("channel"),
        change,
        row.getInt("attempts"),
        row.getBoolean("interrupted"),
        Sql.instant(row, "give_up_at"),
        row.getString("key"),
        alert,
        clearedAt);
  }

  /** Keeps claims of what is still being sent. */
  void renew(Collection<Long> deliveries) throws SQLException {
    if (deliveries.isEmpty()) {
      return;
    }
    Sql.transaction(
        database,
        connection -> {
          try (PreparedStatement update =
              connection.prepareStatement(
                  "UPDATE notify.delivery SET claimed_until = now() + make_interval(secs => ?)"
                      + " WHERE id = ANY (?) AND status = 'sending'")) {
            update.setDouble(1, LEASE.toMillis() / 1e3);
            update.setArray(2, connection.createArrayOf("bigint", deliveries.toArray()));
            return update.executeUpdate();
          }
        });
  }

  /** Logs that somebody's claim ran out; what it told, if anything, is not known. */
  void interrupted(Delivery delivery) throws SQLException {
    Sql.transaction(
        database,
        connection ->
            attempt(
                connection,
                delivery,
                "interrupted",
                Duration.ZERO,
                "The notifier ended while it was sending. It is sent once more with the same id."));
  }

  void sent(Delivery delivery, Duration took, String detail) throws SQLException {
    settle(delivery, "sent", "sent", Instant.now(), took, detail);
  }

  void retry(Delivery delivery, Instant due, Duration took, String detail) throws SQLException {
    settle(delivery, "waiting", "failed", due, took, detail);
  }

  void failed(Delivery delivery, Duration took, String detail) throws SQLException {
    settle(delivery, "failed", "failed", Instant.now(), took, detail);
  }

  private void settle(
      Delivery delivery, String status, String outcome, Instant due, Duration took, String detail)
      throws SQLException {
    Sql.transaction(
        database,
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(SETTLE)) {
            update.setString(1, status);
            update.setString(2, detail);
            update.setObject(3, Sql.time(due.toEpochMilli()));
            update.setString(4, status);
            update.setLong(5, delivery.id());
            update.executeUpdate();
          }
          return attempt(connection, delivery, outcome, took, detail);
        });
  }

  private static int attempt(
      Connection connection, Delivery delivery, String outcome, Duration took, String detail)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ATTEMPT)) {
      insert.setLong(1, delivery.id());
      insert.setString(2, delivery.tenant());
      insert.setString(3, outcome);
      insert.setLong(4, took.toMillis());
      insert.setString(5, detail);
      return insert.executeUpdate();
    }
  }

  /** How many alerts a channel was told of that are not over. */
  long active(String tenant, String channel) throws SQLException {
    return Sql.transaction(
        database,
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(ACTIVE)) {
            select.setString(1, tenant);
            select.setString(2, channel);
            try (ResultSet row = select.executeQuery()) {
              row.next();
              return row.getLong(1);
            }
          }
        });
  }
}
