package hk.innopark.console.alerts;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Reads messages that were refused, and only reads. */
public final class DeadLetters {
  private static final int FETCHED_AT_ONCE = 200;
  private static final int TIMEOUT_SECONDS = 10;

  private final DataSource database;
  private final String tenant;

  /**
   * Of one tenant's topics.
   *
   * @param tenant null for every topic
   */
  public DeadLetters(DataSource database, String tenant) {
    this.database = database;
    this.tenant = tenant;
  }

  /**
   * A message that was refused.
   *
   * @param tenant of the topic; null where it names none
   * @param sha256 of the whole payload
   * @param bytes how long the payload is that was kept in Kafka
   * @param payload its beginning
   */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  public record Letter(
      long id,
      Instant refusedAt,
      String reason,
      String topic,
      String tenant,
      String sha256,
      int bytes,
      byte[] payload) {}

  /**
   * The newest first.
   *
   * @param beforeId only those with a smaller number
   * @param ofTenant null for any
   * @param reason null for any
   */
  public void each(
      long beforeId, String ofTenant, String reason, int most, Consumer<Letter> reader) {
    StringBuilder sql = new StringBuilder("SELECT * FROM notify.dead_letter WHERE id < ?");
    List<Object> values = new ArrayList<>(List.of(beforeId));
    and(sql, values, "tenant", tenant);
    and(sql, values, "tenant", ofTenant);
    and(sql, values, "reason", reason);
    sql.append(" ORDER BY id DESC LIMIT ?");
    values.add(most);
    try (Connection connection = database.getConnection()) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false); // the driver streams only inside a transaction
      try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
        statement.setQueryTimeout(TIMEOUT_SECONDS);
        statement.setFetchSize(FETCHED_AT_ONCE);
        for (int i = 0; i < values.size(); i++) {
          statement.setObject(i + 1, values.get(i));
        }
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            reader.accept(read(row));
          }
        }
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new AlertLogException(e);
    }
  }

  private static void and(StringBuilder sql, List<Object> values, String column, String value) {
    if (value != null) {
      sql.append(" AND ").append(column).append(" = ?");
      values.add(value);
    }
  }

  private static Letter read(ResultSet row) throws SQLException {
    return new Letter(
        row.getLong("id"),
        row.getObject("refused_at", OffsetDateTime.class).toInstant(),
        row.getString("reason"),
        row.getString("topic"),
        row.getString("tenant"),
        row.getString("sha256"),
        row.getInt("bytes"),
        row.getBytes("payload"));
  }
}
