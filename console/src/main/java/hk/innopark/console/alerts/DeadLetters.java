package hk.innopark.console.alerts;

import hk.innopark.console.sql.Select;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Reads messages that were refused, and only reads. */
public final class DeadLetters {
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
    try {
      new Select("SELECT * FROM notify.dead_letter WHERE id < ?", beforeId)
          .andIfGiven("tenant", tenant)
          .andIfGiven("tenant", ofTenant)
          .andIfGiven("reason", reason)
          .add(" ORDER BY id DESC LIMIT ?", most)
          .each(database, DeadLetters::read, reader);
    } catch (SQLException e) {
      throw new AlertLogException(e);
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
