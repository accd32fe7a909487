package hk.innopark.registry.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * The ledger in PostgreSQL. Rows go in one by one or in batches, each chain in the order of {@code
 * seq}: the table itself ignores a row that it holds already, and refuses one that does not
 * continue its chain.
 */
public final class LedgerStore {
  private static final String CHAINS_SQL =
      "SELECT DISTINCT tenant, origin FROM ledger ORDER BY tenant, origin";
  private static final String CHAIN_SQL =
      "SELECT * FROM ledger WHERE tenant = ? AND origin = ? ORDER BY seq";
  private static final String PART_SQL =
      "SELECT * FROM ledger WHERE tenant = ? AND origin = ? AND seq BETWEEN ?::bigint AND ?::bigint"
          + " ORDER BY seq";
  private static final String FOLLOWING_SQL =
      "SELECT * FROM ledger WHERE tenant = ? AND origin = ? AND seq > ?::bigint"
          + " ORDER BY seq LIMIT ?::int";
  private static final String ROW_SQL =
      "SELECT * FROM ledger WHERE tenant = ? AND origin = ? AND seq = ?::bigint";
  private static final String LAST_SQL =
      "SELECT * FROM ledger WHERE tenant = ? AND origin = ? ORDER BY seq DESC LIMIT 1";
  private static final String JOB_END_SQL =
      """
      SELECT coalesce(job_seq, seq) AS job_seq, coalesce(job_hash, hash) AS job_hash FROM ledger
      WHERE tenant = ? AND origin = ? AND NOT restated
      ORDER BY coalesce(job_seq, seq) DESC LIMIT 1\
      """;
  private static final String OF_JOB_SQL =
      """
      SELECT * FROM ledger WHERE tenant = ? AND origin = ? AND NOT restated
        AND period_start >= to_timestamp(?::float8 / 1000)
      ORDER BY seq\
      """;
  private static final String COUNT_SQL = "SELECT count(*) FROM ledger";
  private static final String NEWEST_SQL =
      """
      SELECT DISTINCT ON (grain, period_start, measurement, coalesce(line, '')) * FROM ledger
      WHERE tenant = ? AND origin = ?
        AND period_end > to_timestamp(?::float8 / 1000)
        AND period_start < to_timestamp(?::float8 / 1000)
      ORDER BY grain, period_start, measurement, coalesce(line, ''), revision DESC\
      """;
  private static final String MONTHS_SQL =
      """
      SELECT DISTINCT ON (grain, period_start, measurement) * FROM ledger
      WHERE tenant = ? AND origin = ?
        AND period_end > to_timestamp(?::float8 / 1000)
        AND period_start < to_timestamp(?::float8 / 1000)
        AND grain IN ('month', 'year') AND line IS NULL
      ORDER BY grain, period_start, measurement, revision DESC\
      """;
  private static final String TOUCHING_SQL =
      """
      SELECT * FROM ledger WHERE tenant = ? AND origin = ?
        AND period_end > to_timestamp(?::float8 / 1000)
        AND period_start < to_timestamp(?::float8 / 1000)
        AND recorded_at <= ?::timestamptz
      ORDER BY seq\
      """;
  private static final String SETTLED_SQL =
      "SELECT coalesce(max(extract(epoch FROM period_end) * 1000), 0)::bigint FROM ledger"
          + " WHERE grain = 'hour'";
  private static final int FETCHED_AT_ONCE = 1000;
  private final DataSource database;

  public LedgerStore(DataSource database) {
    this.database = database;
  }

  /** Appends rows in one transaction: all of them, or none where one is refused. */
  public void append(List<LedgerRow> rows) {
    insert(LedgerTable.INSERT_SQL, rows, LedgerTable::bind);
  }

  /**
   * Appends new revisions of closed periods, in one transaction: all of them, or none. The database
   * puts them at the end of their chains, whatever the job appends meanwhile.
   */
  public void restate(List<LedgerEntry> entries) {
    insert(LedgerTable.RESTATE_SQL, entries, LedgerTable::bindEntry);
  }

  private interface Binder<T> {
    void bind(PreparedStatement statement, T row) throws SQLException;
  }

  private <T> void insert(String sql, List<T> rows, Binder<T> binder) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try (PreparedStatement insert = connection.prepareStatement(sql)) {
        for (T row : rows) {
          binder.bind(insert, row);
          insert.addBatch();
        }
        insert.executeBatch();
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new LedgerException("the ledger refuses a row: " + rootMessage(e), e);
    }
  }

  /** The newest revision of each period of a chain that touches a time; epoch milliseconds. */
  public List<LedgerRow> newest(LedgerChain chain, long fromMillis, long untilMillis) {
    return rows(NEWEST_SQL, chain, fromMillis, untilMillis);
  }

  /** The same of the whole tenant's months and years alone. */
  public List<LedgerRow> newestMonthsAndYears(
      LedgerChain chain, long fromMillis, long untilMillis) {
    return rows(MONTHS_SQL, chain, fromMillis, untilMillis);
  }

  /** Every row of a chain whose period touches a time, by seq; epoch milliseconds. */
  public List<LedgerRow> touching(LedgerChain chain, long fromMillis, long untilMillis) {
    return rows(TOUCHING_SQL, chain, fromMillis, untilMillis, "infinity");
  }

  /** Those of {@link #touching(LedgerChain, long, long)} that were recorded by a moment. */
  public List<LedgerRow> touching(
      LedgerChain chain, long fromMillis, long untilMillis, Instant knownAt) {
    return rows(TOUCHING_SQL, chain, fromMillis, untilMillis, knownAt.toString());
  }

  private List<LedgerRow> rows(
      String sql, LedgerChain chain, long fromMillis, long untilMillis, String... more) {
    List<String> parameters = new ArrayList<>();
    parameters.addAll(
        List.of(
            chain.tenant(), chain.origin(), Long.toString(fromMillis), Long.toString(untilMillis)));
    parameters.addAll(List.of(more));
    List<LedgerRow> rows = new ArrayList<>();
    query(sql, parameters, row -> rows.add(LedgerTable.read(row)));
    return List.copyOf(rows);
  }

  /** The end of the newest hour of any chain, epoch milliseconds; 0 where there is none. */
  public long newestHourEndMillis() {
    List<Long> newest = new ArrayList<>(1);
    query(SETTLED_SQL, List.of(), row -> newest.add(row.getLong(1)));
    return newest.get(0);
  }

  /** The chains that there are, sorted. */
  public List<LedgerChain> chains() {
    List<LedgerChain> chains = new ArrayList<>();
    query(
        CHAINS_SQL,
        List.of(),
        row -> chains.add(new LedgerChain(row.getString("tenant"), row.getString("origin"))));
    return List.copyOf(chains);
  }

  /** Hands over every row of a chain, by seq, without holding them all. */
  public void forEach(LedgerChain chain, Consumer<LedgerRow> consumer) {
    query(
        CHAIN_SQL,
        List.of(chain.tenant(), chain.origin()),
        row -> consumer.accept(LedgerTable.read(row)));
  }

  /** Hands over the rows of a chain from one number to another, without holding them all. */
  public void forEach(
      LedgerChain chain, long firstSeq, long lastSeq, Consumer<LedgerRow> consumer) {
    query(
        PART_SQL,
        List.of(chain.tenant(), chain.origin(), Long.toString(firstSeq), Long.toString(lastSeq)),
        row -> consumer.accept(LedgerTable.read(row)));
  }

  /**
   * Hands over the next rows of a chain, by seq, without holding them all.
   *
   * @param seq after which they come; 0 for the first ones
   * @return the number of the last of them; {@code seq} where there are none
   */
  public long following(LedgerChain chain, long seq, int most, Consumer<LedgerRow> consumer) {
    long[] last = {seq};
    query(
        FOLLOWING_SQL,
        List.of(chain.tenant(), chain.origin(), Long.toString(seq), Integer.toString(most)),
        row -> {
          LedgerRow read = LedgerTable.read(row);
          last[0] = read.seq();
          consumer.accept(read);
        });
    return last[0];
  }

  /** One row. */
  public Optional<LedgerRow> row(LedgerChain chain, long seq) {
    List<LedgerRow> found = new ArrayList<>(1);
    query(
        ROW_SQL,
        List.of(chain.tenant(), chain.origin(), Long.toString(seq)),
        row -> found.add(LedgerTable.read(row)));
    return found.stream().findFirst();
  }

  /** The row that the next one has to follow; empty for a chain that has not begun. */
  public Optional<LedgerRow> lastRow(LedgerChain chain) {
    List<LedgerRow> last = new ArrayList<>(1);
    query(
        LAST_SQL, List.of(chain.tenant(), chain.origin()), row -> last.add(LedgerTable.read(row)));
    return last.stream().findFirst();
  }

  /**
   * What the job gave its last row; rows of restatements stand beside its own.
   *
   * @param seq 0 where there is none
   * @param hash {@link LedgerRow#GENESIS} where there is none
   */
  public record JobEnd(long seq, String hash) {}

  /** The row that the job's next one has to follow. */
  public JobEnd jobEnd(LedgerChain chain) {
    List<JobEnd> end = new ArrayList<>(1);
    query(
        JOB_END_SQL,
        List.of(chain.tenant(), chain.origin()),
        row -> end.add(new JobEnd(row.getLong("job_seq"), row.getString("job_hash"))));
    return end.isEmpty() ? new JobEnd(0, LedgerRow.GENESIS) : end.get(0);
  }

  /** Hands over what the job has said of periods that begin at a moment or later, by seq. */
  public void forEachOfJob(LedgerChain chain, long fromMillis, Consumer<LedgerEntry> consumer) {
    query(
        OF_JOB_SQL,
        List.of(chain.tenant(), chain.origin(), Long.toString(fromMillis)),
        row -> consumer.accept(LedgerTable.read(row).entry()));
  }

  /** How many rows the user of this connection may see. */
  public long rowCount() {
    List<Long> count = new ArrayList<>(1);
    query(COUNT_SQL, List.of(), row -> count.add(row.getLong(1)));
    return count.get(0);
  }

  private interface RowConsumer {
    void accept(ResultSet row) throws SQLException;
  }

  private void query(String sql, List<String> parameters, RowConsumer consumer) {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false); // the driver fetches by portions only inside a transaction
      try (PreparedStatement select = connection.prepareStatement(sql)) {
        select.setFetchSize(FETCHED_AT_ONCE);
        for (int i = 0; i < parameters.size(); i++) {
          select.setString(i + 1, parameters.get(i));
        }
        try (ResultSet rows = select.executeQuery()) {
          while (rows.next()) {
            consumer.accept(rows);
          }
        }
      } finally {
        connection.rollback();
      }
    } catch (SQLException e) {
      throw new LedgerException("the ledger cannot be read: " + e.getMessage(), e);
    }
  }

  /** A failed batch hides the server's message one exception down. */
  private static String rootMessage(SQLException e) {
    SQLException server = e.getNextException() == null ? e : e.getNextException();
    return server.getMessage().lines().findFirst().orElse("no message");
  }
}
