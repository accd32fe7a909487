package hk.innopark.console.shopfloor;

import hk.innopark.console.sql.Select;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;

/** Reads stops as the job knows them, with what people said of them. */
public final class StopReader {
  private static final int MOST_ROWS = 2_000;

  /** Unnamed ones first, each newest first; the comment is the newest that touches the stop. */
  private static final String SQL =
      """
      SELECT s.machine, s.begins_at, s.ends_at, s.state, s.machine_reason, s.named, s.reason,
        s.annotation, c.comment, coalesce(a.said_by, c.said_by) AS said_by, s.ongoing
      FROM shopfloor.stop s
      LEFT JOIN shopfloor.annotation a ON a.id = s.annotation AND a.tenant = s.tenant
      LEFT JOIN LATERAL (
        SELECT o.comment, o.said_by FROM shopfloor.annotation o
        WHERE o.tenant = s.tenant AND o.line = s.line AND o.machine = s.machine
          AND o.origin = s.origin AND o.comment IS NOT NULL
          AND o.begins_at < s.ends_at AND o.ends_at > s.begins_at
        ORDER BY o.said_at DESC LIMIT 1) c ON true
      WHERE s.tenant = ? AND s.line = ? AND s.origin = ? AND NOT s.gone
        AND s.ends_at > ? AND s.begins_at < ?
      ORDER BY coalesce(s.named, s.machine_reason) IS NOT NULL, s.begins_at DESC, s.machine
      LIMIT ?\
      """;

  private final DataSource database;

  /**
   * @param database as a login that reads the tenants that may be seen
   */
  public StopReader(DataSource database) {
    this.database = database;
  }

  /** A line's stops that touch a time. */
  public List<Stop> stops(String tenant, String line, String origin, Instant from, Instant to) {
    Select stops =
        new Select(
            SQL,
            tenant,
            line,
            origin,
            from.atOffset(ZoneOffset.UTC),
            to.atOffset(ZoneOffset.UTC),
            MOST_ROWS);
    try {
      return stops.rows(
          database,
          row ->
              new Stop(
                  row.getString("machine"),
                  row.getTimestamp("begins_at").getTime(),
                  row.getTimestamp("ends_at").getTime(),
                  row.getString("state"),
                  row.getString("machine_reason"),
                  row.getString("named"),
                  row.getString("reason"),
                  row.getString("annotation"),
                  row.getString("comment"),
                  row.getString("said_by"),
                  row.getBoolean("ongoing")));
    } catch (SQLException e) {
      throw new ShopFloorStoreException("the stops cannot be read: " + e.getMessage(), e);
    }
  }
}
