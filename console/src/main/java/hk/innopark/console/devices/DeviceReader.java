package hk.innopark.console.devices;

import hk.innopark.console.shopfloor.ShopFloorStoreException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** Reads what machines said last, and which of their messages were refused. */
public final class DeviceReader {
  private static final int TIMEOUT_SECONDS = 10;
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
    List<Last> read = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(LAST_SQL)) {
      select.setQueryTimeout(TIMEOUT_SECONDS);
      select.setString(1, tenant);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          read.add(
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
      }
    } catch (SQLException e) {
      throw new ShopFloorStoreException("what devices said cannot be read: " + e.getMessage(), e);
    }
    return read;
  }

  /**
   * Messages refused in the last 24 hours.
   *
   * @param tenant null where the topic is of no tenant
   */
  public record RefusedCount(String tenant, String reason, long count, long newestMillis) {}

  /** By tenant and reason. */
  public List<RefusedCount> refusedOfTheDay() {
    List<RefusedCount> read = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(COUNTS_SQL)) {
      select.setQueryTimeout(TIMEOUT_SECONDS);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          read.add(
              new RefusedCount(
                  row.getString(1),
                  row.getString(2),
                  row.getLong(3),
                  row.getTimestamp(4).getTime()));
        }
      }
    } catch (SQLException e) {
      throw new ShopFloorStoreException("refused messages cannot be read: " + e.getMessage(), e);
    }
    return read;
  }

  /** The newest first, of these topics. */
  public List<Refused> refused(List<String> topics) {
    List<Refused> read = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(LETTERS_SQL)) {
      select.setQueryTimeout(TIMEOUT_SECONDS);
      select.setArray(1, connection.createArrayOf("text", topics.toArray()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          read.add(
              new Refused(
                  row.getTimestamp("refused_at").getTime(),
                  row.getString("reason"),
                  row.getString("detail"),
                  row.getString("topic"),
                  row.getBytes("payload")));
        }
      }
    } catch (SQLException e) {
      throw new ShopFloorStoreException("refused messages cannot be read: " + e.getMessage(), e);
    }
    return read;
  }
}
