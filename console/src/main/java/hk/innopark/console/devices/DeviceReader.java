package hk.innopark.console.devices;

import hk.innopark.console.shopfloor.ShopFloorStoreException;
import hk.innopark.console.sql.Select;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/** Reads what machines said last, and which of their messages were refused. */
public final class DeviceReader {
  private static final int MOST_LETTERS = 20;
  private static final String LAST_SQL =
      "SELECT * FROM shopfloor.last_reading WHERE tenant = ? ORDER BY received_at";
  private static final String LETTERS_SQL =
      "SELECT refused_at, reason, detail, topic, payload FROM notify.dead_letter"
          + " WHERE topic = ANY (?) ORDER BY id DESC LIMIT "
          + MOST_LETTERS;

  private static final String COUNTS_SQL =
      "SELECT tenant, reason, count(*), max(refused_at) FROM notify.dead_letter"
          + " WHERE refused_at > now() - interval '24 hours'"
          + " GROUP BY tenant, reason ORDER BY tenant NULLS FIRST, count(*) DESC";

  private final DataSource database;

  /**
   * @param database as a login that reads the tenants that may be seen
   */
  public DeviceReader(DataSource database) {
    this.database = database;
  }

  /**
   * What a machine said last.
   *
   * @param reading JSON: how it was understood
   * @param payload its beginning
   */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  public record Last(
      String line,
      String machine,
      String origin,
      long receivedAtMillis,
      long timestampMillis,
      String topic,
      String boot,
      long sequence,
      String reading,
      byte[] payload,
      int payloadBytes) {}

  /**
   * A message that was refused.
   *
   * @param detail null where nothing more is known
   * @param payload its beginning
   */
  @SuppressWarnings("ArrayRecordComponent") // compared nowhere
  public record Refused(
      long refusedAtMillis, String reason, String detail, String topic, byte[] payload) {}

  /** Of each machine and origin of a tenant; of one machine the newest last. */
  public List<Last> last(String tenant) {
    return read(
        "what devices said",
        new Select(LAST_SQL, tenant),
        row ->
            new Last(
                row.getString("line"),
                row.getString("machine"),
                row.getString("origin"),
                row.getTimestamp("received_at").getTime(),
                row.getTimestamp("stamped_at").getTime(),
                row.getString("topic"),
                row.getString("boot"),
                row.getLong("sequence"),
                row.getString("reading"),
                row.getBytes("payload"),
                row.getInt("payload_bytes")));
  }

  /**
   * Messages refused in the last 24 hours.
   *
   * @param tenant null where the topic is of no tenant
   */
  public record RefusedCount(String tenant, String reason, long count, long newestMillis) {}

  /** By tenant and reason. */
  public List<RefusedCount> refusedOfTheDay() {
    return read(
        "refused messages",
        new Select(COUNTS_SQL),
        row ->
            new RefusedCount(
                row.getString(1), row.getString(2), row.getLong(3), row.getTimestamp(4).getTime()));
  }

  /** The newest first, of these topics. */
  public List<Refused> refused(List<String> topics) {
    return read(
        "refused messages",
        new Select(LETTERS_SQL, (Object) topics.toArray(String[]::new)),
        row ->
            new Refused(
                row.getTimestamp("refused_at").getTime(),
                row.getString("reason"),
                row.getString("detail"),
                row.getString("topic"),
                row.getBytes("payload")));
  }

  private <T> List<T> read(String what, Select select, Select.RowReader<T> reader) {
    try {
      return select.rows(database, reader);
    } catch (SQLException e) {
      throw new ShopFloorStoreException(what + " cannot be read: " + e.getMessage(), e);
    }
  }
}
