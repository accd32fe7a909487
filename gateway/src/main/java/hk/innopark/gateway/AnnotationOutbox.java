package hk.innopark.gateway;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** What people said on the pages, in PostgreSQL, until Kafka has it. */
final class AnnotationOutbox {
  private static final int MOST_AT_ONCE = 500;

  /** The payload as telemetry.annotations has it; a member without a value is left out. */
  private static final String UNSENT_SQL =
      """
      SELECT seq, estate || '/' || tenant || '/' || line || '/' || machine,
        jsonb_strip_nulls(jsonb_build_object(
          'id', id, 'at', (extract(epoch FROM said_at) * 1000)::bigint,
          'from', (extract(epoch FROM begins_at) * 1000)::bigint,
          'to', (extract(epoch FROM ends_at) * 1000)::bigint,
          'origin', nullif(origin, 'real'), 'reason', reason, 'comment', comment,
          'by', said_by, 'replaces', replaces, 'order', order_id, 'product', product,
          'planned', planned))::text
      FROM shopfloor.annotation WHERE sent_at IS NULL ORDER BY seq LIMIT ?\
      """;

  private static final String SENT_SQL =
      "UPDATE shopfloor.annotation SET sent_at = clock_timestamp()"
          + " WHERE seq = ? AND sent_at IS NULL";

  private final DataSource database;

  AnnotationOutbox(DataSource database) {
    this.database = database;
  }

  /**
   * One annotation.
   *
   * @param key of the Kafka record: the machine's
   * @param payload JSON
   */
  record Waiting(long seq, String key, String payload) {}

  /** The oldest that were not sent yet. */
  List<Waiting> unsent() throws SQLException {
    List<Waiting> waiting = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(UNSENT_SQL)) {
      select.setInt(1, MOST_AT_ONCE);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          waiting.add(new Waiting(row.getLong(1), row.getString(2), row.getString(3)));
        }
      }
    }
    return waiting;
  }

  /** Notes that Kafka has them. */
  void sent(List<Waiting> annotations) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement update = connection.prepareStatement(SENT_SQL)) {
      for (Waiting annotation : annotations) {
        update.setLong(1, annotation.seq());
        update.addBatch();
      }
      update.executeBatch();
    }
  }
}
