package hk.innopark.console.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * A query that is put together piece by piece; its rows are streamed, in a transaction that only
 * reads.
 */
public final class Select {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int FETCHED_AT_ONCE = 500;

  private final StringBuilder sql = new StringBuilder();
  private final List<Object> values = new ArrayList<>();

  /**
   * @param values of its question marks
   */
  public Select(String sql, Object... values) {
    add(sql, values);
  }

  /** Goes on with SQL, which begins with a blank where it needs one. */
  public Select add(String more, Object... ofIt) {
    sql.append(more);
    values.addAll(Arrays.asList(ofIt));
    return this;
  }

  /** Goes on with values of question marks that stand there already. */
  public Select with(Object... more) {
    return add("", more);
  }

  /** Goes on with {@code AND column = value}; where the value is null, there are no rows. */
  public Select and(String column, String value) {
    return add(" AND " + column + " = ?", value);
  }

  /** As {@link #and}, unless the value is null. */
  public Select andIfGiven(String column, String value) {
    return value == null ? this : and(column, value);
  }

  /** From the row under the cursor. */
  public interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** Every row, in order. */
  public <T> List<T> rows(DataSource database, RowReader<T> reader) throws SQLException {
    List<T> rows = new ArrayList<>();
    each(database, reader, rows::add);
    return rows;
  }

  /** Hands over row after row; no more than a few are in memory. */
  public <T> void each(DataSource database, RowReader<T> reader, Consumer<? super T> consumer)
      throws SQLException {
    try (Connection connection = database.getConnection()) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false); // the driver streams only inside a transaction
      try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
        statement.setQueryTimeout((int) TIMEOUT.toSeconds());
        statement.setFetchSize(FETCHED_AT_ONCE);
        for (int i = 0; i < values.size(); i++) {
          statement.setObject(i + 1, values.get(i));
        }
        try (ResultSet row = statement.executeQuery()) {
          while (row.next()) {
            consumer.accept(reader.read(row));
          }
        }
      } finally {
        connection.rollback();
      }
    }
  }
}
