package hk.innopark.console.access;

import javax.sql.DataSource;

/** Keeps who has acknowledged which alert; the first one counts. */
public final class Acknowledgements {
  private final AccessSql sql;

  public Acknowledgements(DataSource database) {
    this.sql = new AccessSql(database);
  }

  /**
   * Acknowledges an alert.
   *
   * @param note null for none
   * @return whether nobody had before
   */
  public boolean acknowledge(String key, String tenant, String account, String note) {
    return sql.update(
            "UPDATE notify.alert SET acknowledged_at = now(), acknowledged_by = ?, note = ?"
                + " WHERE key = ? AND tenant = ? AND acknowledged_at IS NULL",
            account,
            note,
            key,
            tenant)
        == 1;
  }
}
