package hk.innopark.console.ledger;

import hk.innopark.console.sql.Select;
import hk.innopark.registry.ledger.LedgerChain;
import hk.innopark.registry.ledger.LedgerException;
import hk.innopark.registry.ledger.LedgerRow;
import hk.innopark.registry.ledger.LedgerStore;
import hk.innopark.registry.ledger.LedgerTable;
import hk.innopark.registry.ledger.LedgerVerifier;
import hk.innopark.registry.ledger.VerificationStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Reads the ledger, and only reads. */
public final class LedgerReader {
  /** How many rows a page of {@link #rows} has at most. */
  public static final int PAGE_ROWS = 50;

  private final DataSource database;
  private final String tenant;
  private final Instant knownAt;

  /** Of every chain that the database's login may read. */
  public LedgerReader(DataSource database) {
    this(database, null);
  }

  /**
   * Of one tenant's chains.
   *
   * @param tenant null for every tenant
   */
  public LedgerReader(DataSource database, String tenant) {
    this(database, tenant, null);
  }

  /**
   * Of one tenant's chains as they were known at a moment: rows that were recorded later are passed
   * over wherever the newest revision is asked for.
   *
   * @param tenant null for every tenant
   * @param knownAt null for now
   */
  public LedgerReader(DataSource database, String tenant, Instant knownAt) {
    this.database = database;
    this.tenant = tenant;
    this.knownAt = knownAt;
  }

  /**
   * Every chain, by tenant and origin.
   *
   * @param knownAt as they were then; null for now
   */
  public List<Chain> chains(Instant knownAt) {
    Map<LedgerChain, Chain.LastVerification> verified = knownAt == null ? verified() : Map.of();
    String sql =
        """
        SELECT c.tenant, c.origin, c.row_count, c.corrections, l.seq, l.hash, l.recorded_at
        FROM (SELECT tenant, origin, count(*) AS row_count, max(seq) AS last_seq,
                     count(*) FILTER (WHERE revision > 1) AS corrections
              FROM ledger
              WHERE (?::text IS NULL OR tenant = ?)
                AND (?::timestamptz IS NULL OR recorded_at <= ?::timestamptz)
              GROUP BY tenant, origin) c
        JOIN ledger l ON l.tenant = c.tenant AND l.origin = c.origin AND l.seq = c.last_seq
        ORDER BY c.tenant, c.origin
        """;
    return read(
        new Select(sql, tenant, tenant, text(knownAt), text(knownAt)),
        row ->
            new Chain(
                row.getString("tenant"),
                row.getString("origin"),
                row.getLong("row_count"),
                row.getLong("seq"),
                row.getLong("corrections"),
                row.getString("hash"),
                millis(row, "recorded_at"),
                verified.get(new LedgerChain(row.getString("tenant"), row.getString("origin")))));
  }

  private Map<LedgerChain, Chain.LastVerification> verified() {
    try {
      return new VerificationStore(database)
          .newest().stream()
              .collect(Collectors.toMap(VerificationStore.Kept::chain, Chain.LastVerification::of));
    } catch (LedgerException e) {
      throw new LedgerStoreException("The verifications cannot be read: " + e.getMessage(), e);
    }
  }

  static String text(Instant moment) {
    return moment == null ? null : moment.toString();
  }

  /**
   * The newest rows first.
   *
   * @param page from 0
   */
  public List<StoredRow> rows(LedgerFilter filter, int page) {
    Select rows = filtered(new Select("SELECT * FROM ledger WHERE TRUE"), filter);
    if (filter.revisions() == LedgerFilter.Revisions.CORRECTIONS) {
      rows.add(" AND revision > 1");
    }
    if (filter.knownAt() != null) {
      rows.add(" AND recorded_at <= ?::timestamptz", text(filter.knownAt()));
    }
    return read(
        rows.add(
            " ORDER BY recorded_at DESC, tenant, origin, seq DESC LIMIT ? OFFSET ?",
            PAGE_ROWS,
            page * PAGE_ROWS),
        LedgerReader::storedRow);
  }

  private Select filtered(Select rows, LedgerFilter filter) {
    return rows.andIfGiven("tenant", filter.tenant())
        .andIfGiven("tenant", tenant)
        .andIfGiven("origin", filter.origin())
        .andIfGiven("measurement", filter.measurement())
        .andIfGiven("grain", filter.grain());
  }

  /** Where a list of rows goes on: after this row. */
  public record Position(String tenant, String origin, long seq) {
    public static final Position BEGINNING = new Position("", "", 0);
  }

  /** Hands over rows after the position, chain by chain, in the order of their numbers. */
  public void each(LedgerFilter filter, Position after, int most, Consumer<StoredRow> reader) {
    Select rows =
        new Select(
            "SELECT * FROM ledger WHERE (tenant, origin, seq) > (?, ?, ?)",
            after.tenant(),
            after.origin(),
            after.seq());
    try {
      filtered(rows, filter)
          .add(" ORDER BY tenant, origin, seq LIMIT ?", most)
          .each(database, LedgerReader::storedRow, reader);
    } catch (SQLException e) {
      throw LedgerStoreException.unreadable(e);
    }
  }

  /** What is known of closed periods, of the same chains. */
  public ClosedPeriods closed() {
    return closedAt(knownAt);
  }

  /**
   * What was known of closed periods at a moment, of the same chains.
   *
   * @param moment null for now
   */
  public ClosedPeriods closedAt(Instant moment) {
    return new ClosedPeriods(database, tenant, moment);
  }

  /** One row. */
  public Optional<StoredRow> row(String ofTenant, String origin, long seq) {
    return read(
            new Select(
                "SELECT * FROM ledger WHERE tenant = ? AND origin = ? AND seq = ?",
                required(tenant, ofTenant),
                origin,
                seq),
            LedgerReader::storedRow)
        .stream()
        .findFirst();
  }

  /** Reads a whole chain and computes every hash again. */
  public Verification verify(String ofTenant, String origin) {
    try {
      return Verification.of(
          LedgerVerifier.verify(
              new LedgerStore(database), new LedgerChain(required(tenant, ofTenant), origin)));
    } catch (LedgerException e) {
      throw LedgerStoreException.unreadable(e);
    }
  }

  /**
   * The tenant that is asked for.
   *
   * @param tenant the only one that may be read; null for any
   */
  static String required(String tenant, String ofTenant) {
    if (tenant != null && !tenant.equals(ofTenant)) {
      throw new IllegalArgumentException("this reader is another tenant's");
    }
    return ofTenant;
  }

  private <T> List<T> read(Select select, Select.RowReader<T> reader) {
    try {
      return select.rows(database, reader);
    } catch (SQLException e) {
      throw LedgerStoreException.unreadable(e);
    }
  }

  static StoredRow storedRow(ResultSet rows) throws SQLException {
    LedgerRow row = LedgerTable.read(rows);
    return new StoredRow(row, millis(rows, "recorded_at"), row.isIntact(), false);
  }

  /** Epoch milliseconds of a column that holds them, or a time stamp. */
  private static Long millis(ResultSet rows, String column) throws SQLException {
    Object value = rows.getObject(column);
    if (value instanceof Timestamp stamp) {
      return stamp.getTime();
    }
    return value == null ? null : Long.valueOf(((Number) value).longValue());
  }
}
