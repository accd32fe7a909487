package hk.innopark.registry.action;

import hk.innopark.registry.RegistryException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Appends what people did, and reads it; the database refuses every change to it. */
public final class ActionLog {
  private static final String APPEND_SQL =
      "INSERT INTO access.action (account, role, tenant, address, action, subject, reason)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?)";
  private static final String READ_SQL =
      "SELECT seq, at, account, role, tenant, address, action, subject, reason"
          + " FROM access.action WHERE seq < ? AND (? = '' OR tenant = ?)"
          + " ORDER BY seq DESC LIMIT ?";

  private final DataSource database;

  public ActionLog(DataSource database) {
    this.database = database;
  }

  /** Appends one; throws {@link RegistryException} where it cannot be kept. */
  public void append(Action action) {
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(APPEND_SQL)) {
      insert.setString(1, action.account());
      insert.setString(2, action.role());
      insert.setString(3, action.tenant());
      insert.setString(4, action.address());
      insert.setString(5, action.action());
      insert.setString(6, action.subject());
      insert.setString(7, action.reason());
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new RegistryException("the action cannot be recorded: " + e.getMessage(), e);
    }
  }

  /**
   * The newest first.
   *
   * @param tenant whose; empty for everybody's
   * @param before only those with a smaller number
   */
  public List<RecordedAction> newest(Optional<String> tenant, long before, int most) {
    List<RecordedAction> actions = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(READ_SQL)) {
      select.setLong(1, before);
      select.setString(2, tenant.orElse(""));
      select.setString(3, tenant.orElse(""));
      select.setInt(4, most);
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          actions.add(
              new RecordedAction(
                  row.getLong(1),
                  row.getObject(2, OffsetDateTime.class).toInstant(),
                  new Action(
                      row.getString(3),
                      row.getString(4),
                      row.getString(5),
                      row.getString(6),
                      row.getString(7),
                      row.getString(8),
                      row.getString(9))));
        }
      }
    } catch (SQLException e) {
      throw new RegistryException("the actions cannot be read: " + e.getMessage(), e);
    }
    return List.copyOf(actions);
  }
}
