package hk.innopark.console.ledger;

import hk.innopark.console.sql.Select;
import hk.innopark.registry.ledger.LedgerEntry;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.sql.DataSource;

/** The newest revision of closed periods, as the ledger knew them at a moment. */
public final class ClosedPeriods {
  private static final String KNOWN = " AND recorded_at <= ?::timestamptz";

  private final DataSource database;
  private final String tenant;
  private final String knownAt;

  /**
   * @param tenant null for every tenant
   * @param knownAt what was recorded later is passed over; null for now
   */
  ClosedPeriods(DataSource database, String tenant, Instant knownAt) {
    this.database = database;
    this.tenant = tenant;
    this.knownAt = knownAt == null ? "infinity" : knownAt.toString();
  }

  /** The newest revision of the newest closed month of a tenant's measurement. */
  public Optional<LedgerEntry> newestMonth(String ofTenant, String origin, String measurement) {
    return read(
            new Select("SELECT * FROM ledger WHERE tenant = ?", required(ofTenant))
                .and("origin", origin)
                .and("measurement", measurement)
                .add(" AND grain = 'month' AND line IS NULL")
                .add(KNOWN, knownAt)
                .add(" ORDER BY period_start DESC, revision DESC LIMIT 1"),
            LedgerReader::storedRow)
        .stream()
        .findFirst()
        .map(stored -> stored.row().entry());
  }

  /** Every row about a commitment of a tenant's, the newest revision of each period, by period. */
  public List<StoredRow> commitments(String ofTenant, String origin) {
    return read(
        new Select(
                "SELECT DISTINCT ON (measurement, period_start) * FROM ledger WHERE tenant = ?",
                required(ofTenant))
            .and("origin", origin)
            .add(" AND measurement LIKE 'commitment.%'")
            .add(KNOWN, knownAt)
            .add(" ORDER BY measurement, period_start, revision DESC"),
        LedgerReader::storedRow);
  }

  /** What was known of one of a tenant's periods: the newest revision of each measurement. */
  public List<StoredRow> period(String ofTenant, String origin, String grain, Instant start) {
    return read(
        new Select(
                "SELECT DISTINCT ON (measurement) * FROM ledger WHERE tenant = ?",
                required(ofTenant))
            .and("origin", origin)
            .and("grain", grain)
            .add(" AND line IS NULL AND period_start = ?::timestamptz", LedgerReader.text(start))
            .add(KNOWN, knownAt)
            .add(" ORDER BY measurement, revision DESC"),
        LedgerReader::storedRow);
  }

  /**
   * The newest revision of each of a tenant's closed periods that lie in a time, by period.
   *
   * @param grain hour, day or month
   */
  public List<StoredRow> periods(
      String ofTenant, String origin, String grain, Instant from, Instant until) {
    return read(
        new Select(
                "SELECT DISTINCT ON (period_start, measurement) * FROM ledger WHERE tenant = ?",
                required(ofTenant))
            .and("origin", origin)
            .and("grain", grain)
            .add(
                " AND line IS NULL AND period_start >= ? AND period_end <= ?"
                    + " AND measurement NOT LIKE 'commitment.%'",
                from.atOffset(ZoneOffset.UTC), until.atOffset(ZoneOffset.UTC))
            .add(KNOWN, knownAt)
            .add(" ORDER BY period_start, measurement, revision DESC"),
        LedgerReader::storedRow);
  }

  /**
   * What is known of a closed period of a line or a tenant.
   *
   * @param line null where it is about the whole tenant
   * @param figures JSON
   */
  record Known(String tenant, String line, Instant start, int revision, String figures) {}

  /**
   * The newest revision of each period of a measurement that begins in a time.
   *
   * @param ofTenant and {@code line}: null for any
   * @param isOfLines whether lines are asked for, or whole tenants
   */
  List<Known> known(
      String origin,
      String grain,
      String measurement,
      String ofTenant,
      String line,
      boolean isOfLines,
      Instant from,
      Instant until) {
    return read(
        new Select(
                "SELECT DISTINCT ON (period_start, tenant, line) tenant, line, period_start,"
                    + " revision, figures FROM ledger WHERE period_start >= ? AND period_start < ?",
                from.atOffset(ZoneOffset.UTC),
                until.atOffset(ZoneOffset.UTC))
            .and("origin", origin)
            .and("grain", grain)
            .and("measurement", measurement)
            .add(KNOWN, knownAt)
            .add(isOfLines ? " AND line IS NOT NULL" : " AND line IS NULL")
            .andIfGiven("tenant", ofTenant)
            .andIfGiven("tenant", tenant)
            .andIfGiven("line", line)
            .add(" ORDER BY period_start, tenant, line, revision DESC"),
        row ->
            new Known(
                row.getString("tenant"),
                row.getString("line"),
                row.getTimestamp("period_start").toInstant(),
                row.getInt("revision"),
                row.getString("figures")));
  }

  /** Of each origin, when the newest closed hour ended. */
  Map<String, Instant> newestHours() {
    Map<String, Instant> newest = new TreeMap<>();
    read(
            new Select(
                    "SELECT origin, max(period_end) AS newest FROM ledger WHERE grain = 'hour'"
                        + KNOWN,
                    knownAt)
                .andIfGiven("tenant", tenant)
                .add(" GROUP BY origin"),
            row -> Map.entry(row.getString("origin"), row.getTimestamp("newest").toInstant()))
        .forEach(hour -> newest.put(hour.getKey(), hour.getValue()));
    return newest;
  }

  private String required(String ofTenant) {
    return LedgerReader.required(tenant, ofTenant);
  }

  private <T> List<T> read(Select select, Select.RowReader<T> reader) {
    try {
      return select.rows(database, reader);
    } catch (SQLException e) {
      throw LedgerStoreException.unreadable(e);
    }
  }
}
