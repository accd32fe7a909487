package hk.innopark.console.shopfloor;

import hk.innopark.console.sql.Select;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Keeps what people say of stops; the database refuses every change to it, and sends it on. */
public final class AnnotationStore {
  private static final String APPEND_SQL =
      "INSERT INTO shopfloor.annotation (id, said_at, estate, tenant, line, machine, origin,"
          + " begins_at, ends_at, reason, comment, replaces, said_by, role, address, order_id,"
          + " product, planned)"
          + " VALUES (?, now(), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String WORK_SQL =
      "SELECT DISTINCT ON (machine, order_id) id, machine, order_id, begins_at, ends_at, product,"
          + " planned FROM shopfloor.annotation"
          + " WHERE tenant = ? AND line = ? AND origin = ? AND order_id IS NOT NULL"
          + " AND said_at > now() - interval '20 days'"
          + " ORDER BY machine, order_id, said_at DESC, seq DESC";
  private static final String PLACE_SQL =
      "SELECT tenant || '/' || line || '/' || machine FROM shopfloor.annotation WHERE id = ?";

  private final DataSource database;

  /**
   * @param database as a login of {@link hk.innopark.registry.DatabaseRole#CONSOLE}
   */
  public AnnotationStore(DataSource database) {
    this.database = database;
  }

  /** Appends it. */
  public void append(Said said) {
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(APPEND_SQL)) {
      insert.setString(1, said.id());
      insert.setString(2, said.estate());
      insert.setString(3, said.tenant());
      insert.setString(4, said.line());
      insert.setString(5, said.machine());
      insert.setString(6, said.origin());
      insert.setObject(7, utc(said.from()));
      insert.setObject(8, utc(said.to()));
      insert.setString(9, said.reason());
      insert.setString(10, said.comment());
      insert.setString(11, said.replaces());
      insert.setString(12, said.by());
      insert.setString(13, said.role());
      insert.setString(14, said.address());
      insert.setString(15, said.work() == null ? null : said.work().order());
      insert.setString(16, said.work() == null ? null : said.work().product());
      insert.setObject(17, said.work() == null ? null : said.work().planned(), Types.BIGINT);
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new AnnotationStoreException("what was said cannot be kept", e);
    }
  }

  /** Of which machine an annotation is: tenant, line and machine, joined by slashes. */
  public Optional<String> placeOf(String id) {
    return read(new Select(PLACE_SQL, id), row -> row.getString(1)).stream().findFirst();
  }

  /**
   * What was last said of an order and a machine.
   *
   * @param product null where none was named
   * @param planned null where nobody said
   */
  public record Word(
      String id,
      String machine,
      String order,
      Instant from,
      Instant to,
      String product,
      Long planned) {}

  /** What was last said of each order and machine of a line of which something was. */
  public List<Word> work(String tenant, String line, String origin) {
    return read(new Select(WORK_SQL, tenant, line, origin), AnnotationStore::word);
  }

  private static Word word(ResultSet row) throws SQLException {
    long planned = row.getLong("planned");
    Long orNull = row.wasNull() ? null : planned;
    return new Word(
        row.getString("id"),
        row.getString("machine"),
        row.getString("order_id"),
        row.getTimestamp("begins_at").toInstant(),
        row.getTimestamp("ends_at").toInstant(),
        row.getString("product"),
        orNull);
  }

  private <T> List<T> read(Select select, Select.RowReader<T> reader) {
    try {
      return select.rows(database, reader);
    } catch (SQLException e) {
      throw new AnnotationStoreException("what was said cannot be read", e);
    }
  }

  private static OffsetDateTime utc(Instant moment) {
    return moment.atOffset(ZoneOffset.UTC);
  }
}
