package hk.innopark.operations.watch;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import javax.sql.DataSource;

/**
 * Whether the chains of the ledger hold, and which hour of each tenant was closed last.
 *
 * <p>Chains are verified by the database itself, from their first row, and so now and then only.
 */
public final class LedgerCheck implements Check {
  private static final String NEWEST_SQL =
      "SELECT tenant, origin, extract(epoch FROM max(period_end))::bigint FROM ledger"
          + " WHERE grain = 'hour' AND recorded_at > now() - interval '40 days'"
          + " GROUP BY tenant, origin";
  private static final String FAULTS_SQL = "SELECT count(*) FROM ledger_faults";

  private final DataSource auditor;
  private final Duration verifyEvery;
  private final InstantSource clock;
  private long faults;
  private long verifiedAtSeconds;

  /**
   * @param auditor the database, as somebody who reads every row
   */
  public LedgerCheck(DataSource auditor, Duration verifyEvery, InstantSource clock) {
    this.auditor = auditor;
    this.verifyEvery = verifyEvery;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "ledger";
  }

  @Override
  public void measure(Measurements into) throws SQLException {
    try (Connection connection = auditor.getConnection()) {
      try (PreparedStatement newest = connection.prepareStatement(NEWEST_SQL);
          ResultSet row = newest.executeQuery()) {
        while (row.next()) {
          into.put(
              "innopark_ledger_newest_timestamp_seconds",
              (double) row.getLong(3),
              "tenant",
              row.getString(1),
              "origin",
              row.getString(2));
        }
      }
      long now = clock.instant().getEpochSecond();
      if (verifiedAtSeconds == 0 || now - verifiedAtSeconds >= verifyEvery.toSeconds()) {
        try (PreparedStatement verify = connection.prepareStatement(FAULTS_SQL);
            ResultSet row = verify.executeQuery()) {
          row.next();
          faults = row.getLong(1);
        }
        verifiedAtSeconds = now;
      }
      into.put("innopark_ledger_faults", (double) faults);
      into.put("innopark_ledger_verified_timestamp_seconds", (double) verifiedAtSeconds);
    }
  }
}
