package hk.innopark.console.access;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Statements on the schema {@code access}. */
final class AccessSql {
  /** SQL state of a row that is there already. */
  private static final String UNIQUE = "23505";

  private static final int TIMEOUT_SECONDS = 10;

  private final DataSource database;

  AccessSql(DataSource database) {
    this.database = database;
  }

  interface Reading<T> {
    T read(ResultSet row) throws SQLException;
  }

  <T> List<T> list(String sql, Reading<T> reading, Object... values) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = statement(connection, sql, values);
        ResultSet rows = statement.executeQuery()) {
      List<T> list = new ArrayList<>();
      while (rows.next()) {
        list.add(reading.read(rows));
      }
      return List.copyOf(list);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  <T> Optional<T> one(String sql, Reading<T> reading, Object... values) {
    return list(sql, reading, values).stream().findFirst();
  }

  /** How many rows it changed. */
  int update(String sql, Object... values) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = statement(connection, sql, values)) {
      return statement.executeUpdate();
    } catch (SQLException e) {
      if (UNIQUE.equals(e.getSQLState())) {
        throw new AccessRefusedException("error.there_already");
      }
      throw failure(e);
    }
  }

  private static PreparedStatement statement(Connection connection, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    statement.setQueryTimeout(TIMEOUT_SECONDS);
    for (int i = 0; i < values.length; i++) {
      statement.setObject(i + 1, values[i]);
    }
    return statement;
  }

  private static AccessException failure(SQLException e) {
    return new AccessException("accounts cannot be read or kept: " + e.getMessage(), e);
  }
}
