package hk.innopark.console.ledger;

import hk.innopark.registry.ledger.LedgerChain;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerException;
import hk.innopark.registry.ledger.LedgerRow;
import hk.innopark.registry.ledger.LedgerStore;
import hk.innopark.registry.ledger.LedgerVerifier;
import hk.innopark.registry.ledger.VerificationStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Reads the ledger, and only reads. */
public final class LedgerReader {
  /** How many rows a page of {@link #rows} has at most. */
  public static final int PAGE_ROWS = 50;

  private static final int FETCHED_AT_ONCE = 500;
  private static final Duration QUERY_TIMEOUT = Duration.ofSeconds(10);

  private final DataSource database;
  private final String tenant;
  private final String knownAt;

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
    this.knownAt = knownAt == null ? "infinity" : knownAt.toString();
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
    return query(
        sql,
        QUERY_TIMEOUT,
        Arrays.asList(tenant, tenant, text(knownAt), text(knownAt)),
        rows -> {
          List<Chain> chains = new ArrayList<>();
          while (rows.next()) {
            chains.add(
                new Chain(
                    rows.getString("tenant"),
                    rows.getString("origin"),
                    rows.getLong("row_count"),
                    rows.getLong("seq"),
                    rows.getLong("corrections"),
                    rows.getString("hash"),
                    millis(rows, "recorded_at"),
                    verified.get(
                        new LedgerChain(rows.getString("tenant"), rows.getString("origin")))));
          }
          return chains;
        });
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

  private static String text(Instant moment) {
    return moment == null ? null : moment.toString();
  }

  /**
   * What was known of a tenant's period: the newest revision of each measurement.
   *
   * @param knownAt what was recorded later is passed over; null for now
   */
  public List<StoredRow> period(
      String ofTenant, String origin, String grain, Instant start, Instant knownAt) {
    return query(
        "SELECT DISTINCT ON (measurement) * FROM ledger WHERE tenant = ? AND origin = ?"
            + " AND line IS NULL AND grain = ? AND period_start = ?::timestamptz"
            + " AND (?::timestamptz IS NULL OR recorded_at <= ?::timestamptz)"
            + " ORDER BY measurement, revision DESC",
        QUERY_TIMEOUT,
        Arrays.asList(required(ofTenant), origin, grain, text(start), text(knownAt), text(knownAt)),
        LedgerReader::storedRows);
  }

  /**
   * The newest rows first.
   *
   * @param page from 0
   */
  public List<StoredRow> rows(LedgerFilter filter, int page) {
    StringBuilder sql = new StringBuilder("SELECT * FROM ledger WHERE TRUE");
    List<Object> values = new ArrayList<>();
    and(sql, values, "tenant", filter.tenant());
    and(sql, values, "tenant", tenant);
    and(sql, values, "origin", filter.origin());
    and(sql, values, "measurement", filter.measurement());
    and(sql, values, "grain", filter.grain());
    if (filter.revisions() == LedgerFilter.Revisions.CORRECTIONS) {
      sql.append(" AND revision > 1");
    }
    if (filter.knownAt() != null) {
      sql.append(" AND recorded_at <= ?::timestamptz");
      values.add(text(filter.knownAt()));
    }
    sql.append(" ORDER BY recorded_at DESC, tenant, origin, seq DESC LIMIT ? OFFSET ?");
    values.add(PAGE_ROWS);
    values.add(page * PAGE_ROWS);
    return query(sql.toString(), QUERY_TIMEOUT, values, LedgerReader::storedRows);
  }

  /** Where a list of rows goes on: after this row. */
  public record Position(String tenant, String origin, long seq) {
    public static final Position BEGINNING = new Position("", "", 0);
  }

  /** Hands over rows after the position, chain by chain, in the order of their numbers. */
  public void each(LedgerFilter filter, Position after, int most, Consumer<StoredRow> reader) {
    StringBuilder sql =
        new StringBuilder("SELECT * FROM ledger WHERE (tenant, origin, seq) > (?, ?, ?)");
    List<Object> values = new ArrayList<>(List.of(after.tenant(), after.origin(), after.seq()));
    and(sql, values, "tenant", filter.tenant());
    and(sql, values, "tenant", tenant);
    and(sql, values, "origin", filter.origin());
    and(sql, values, "measurement", filter.measurement());
    and(sql, values, "grain", filter.grain());
    sql.append(" ORDER BY tenant, origin, seq LIMIT ?");
    values.add(most);
    query(
        sql.toString(),
        QUERY_TIMEOUT,
        values,
        rows -> {
          while (rows.next()) {
            reader.accept(storedRow(rows));
          }
          return null;
        });
  }

  /** The newest revision of the newest closed month of a tenant's measurement. */
  public Optional<LedgerEntry> newestMonth(String ofTenant, String origin, String measurement) {
    return query(
            "SELECT * FROM ledger WHERE tenant = ? AND origin = ? AND measurement = ?"
                + " AND grain = 'month' AND line IS NULL AND recorded_at <= ?::timestamptz"
                + " ORDER BY period_start DESC, revision DESC LIMIT 1",
            QUERY_TIMEOUT,
            List.of(required(ofTenant), origin, measurement, knownAt),
            LedgerReader::storedRows)
        .stream()
        .findFirst()
        .map(stored -> stored.row().entry());
  }

  /** Every row about a commitment of a tenant's, the newest revision of each period, by period. */
  public List<StoredRow> commitments(String ofTenant, String origin) {
    return query(
        "SELECT DISTINCT ON (measurement, period_start) * FROM ledger WHERE tenant = ? AND origin = ?"
            + " AND measurement LIKE 'commitment.%' AND recorded_at <= ?::timestamptz"
            + " ORDER BY measurement, period_start, revision DESC",
        QUERY_TIMEOUT, List.of(required(ofTenant), origin, knownAt), LedgerReader::storedRows);
  }

  /**
   * The newest revision of each of a tenant's closed periods that lie in a time, by period.
   *
   * @param grain hour, day or month
   */
  public List<StoredRow> periods(
      String ofTenant, String origin, String grain, Instant from, Instant until) {
    return query(
        "SELECT DISTINCT ON (period_start, measurement) * FROM ledger WHERE tenant = ?"
            + " AND origin = ? AND grain = ? AND line IS NULL AND period_start >= ?"
            + " AND period_end <= ? AND measurement NOT LIKE 'commitment.%'"
            + " AND recorded_at <= ?::timestamptz"
            + " ORDER BY period_start, measurement, revision DESC",
        QUERY_TIMEOUT,
        List.of(
            required(ofTenant),
            origin,
            grain,
            from.atOffset(ZoneOffset.UTC),
            until.atOffset(ZoneOffset.UTC),
            knownAt),
        LedgerReader::storedRows);
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
    StringBuilder sql =
        new StringBuilder(
            "SELECT DISTINCT ON (period_start, tenant, line) tenant, line, period_start, revision,"
                + " figures FROM ledger WHERE origin = ? AND grain = ? AND measurement = ?"
                + " AND period_start >= ? AND period_start < ? AND recorded_at <= ?::timestamptz");
    List<Object> values =
        new ArrayList<>(
            List.of(
                origin,
                grain,
                measurement,
                from.atOffset(ZoneOffset.UTC),
                until.atOffset(ZoneOffset.UTC),
                knownAt));
    sql.append(isOfLines ? " AND line IS NOT NULL" : " AND line IS NULL");
    and(sql, values, "tenant", ofTenant);
    and(sql, values, "tenant", tenant);
    and(sql, values, "line", line);
    sql.append(" ORDER BY period_start, tenant, line, revision DESC");
    return query(
        sql.toString(),
        QUERY_TIMEOUT,
        values,
        rows -> {
          List<Known> known = new ArrayList<>();
          while (rows.next()) {
            known.add(
                new Known(
                    rows.getString("tenant"),
                    rows.getString("line"),
                    rows.getTimestamp("period_start").toInstant(),
                    rows.getInt("revision"),
                    rows.getString("figures")));
          }
          return known;
        });
  }

  /** Of each origin, when the newest closed hour ended. */
  Map<String, Instant> newestHours() {
    StringBuilder sql =
        new StringBuilder(
            "SELECT origin, max(period_end) AS newest FROM ledger WHERE grain = 'hour'"
                + " AND recorded_at <= ?::timestamptz");
    List<Object> values = new ArrayList<>(List.of(knownAt));
    and(sql, values, "tenant", tenant);
    return query(
        sql.append(" GROUP BY origin").toString(),
        QUERY_TIMEOUT,
        values,
        rows -> {
          Map<String, Instant> newest = new TreeMap<>();
          while (rows.next()) {
            newest.put(rows.getString("origin"), rows.getTimestamp("newest").toInstant());
          }
          return newest;
        });
  }

  /** One row. */
  public Optional<StoredRow> row(String ofTenant, String origin, long seq) {
    return query(
            "SELECT * FROM ledger WHERE tenant = ? AND origin = ? AND seq = ?",
            QUERY_TIMEOUT,
            List.of(required(ofTenant), origin, seq),
            LedgerReader::storedRows)
        .stream()
        .findFirst();
  }

  /** Reads a whole chain and computes every hash again. */
  public Verification verify(String ofTenant, String origin) {
    try {
      return Verification.of(
          LedgerVerifier.verify(
              new LedgerStore(database), new LedgerChain(required(ofTenant), origin)));
    } catch (LedgerException e) {
      throw new LedgerStoreException("The ledger cannot be read: " + e.getMessage(), e);
    }
  }

  private String required(String ofTenant) {
    if (tenant != null && !tenant.equals(ofTenant)) {
      throw new IllegalArgumentException("this reader is another tenant's");
    }
    return ofTenant;
  }

  private static void and(StringBuilder sql, List<Object> values, String column, String value) {
    if (value != null) {
      sql.append(" AND ").append(column).append(" = ?");
      values.add(value);
    }
  }

  private interface Reading<T> {
    T read(ResultSet rows) throws SQLException;
  }

  private <T> T query(String sql, Duration timeout, List<?> values, Reading<T> reading) {
    try (Connection connection = database.getConnection()) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false); // the driver streams only inside a transaction
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setQueryTimeout((int) timeout.toSeconds());
        statement.setFetchSize(FETCHED_AT_ONCE);
        for (int i = 0; i < values.size(); i++) {
          statement.setObject(i + 1, values.get(i));
        }
        try (ResultSet rows = statement.executeQuery()) {
          return reading.read(rows);
        }
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new LedgerStoreException("The ledger cannot be read: " + e.getMessage(), e);
    }
  }

  private static List<StoredRow> storedRows(ResultSet rows) throws SQLException {
    List<StoredRow> stored = new ArrayList<>();
    while (rows.next()) {
      stored.add(storedRow(rows));
    }
    return stored;
  }

  private static StoredRow storedRow(ResultSet rows) throws SQLException {
    LedgerRow row = LedgerStore.read(rows);
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
