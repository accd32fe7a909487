package hk.innopark.console.evidence;

import hk.innopark.console.sql.Select;
import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What tenants declare, and its documents, in PostgreSQL: appended with one login, read with the
 * rights of who looks. The database refuses every change.
 */
public final class EvidenceStore {
  /** The largest document, bytes. */
  public static final int LARGEST_DOCUMENT = 10 * 1024 * 1024;

  private static final String ADD_DOCUMENT =
      "INSERT INTO evidence.document (tenant, sha256, name, media_type, content, account, address)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING";
  private static final String ADD_DECLARATION =
      "INSERT INTO evidence.declaration (tenant, principle, metric, period, value, statement,"
          + " document, withdraws, account, role, address) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?,"
          + " ?)";
  private static final String DECLARATIONS =
      "SELECT d.seq, d.tenant, d.principle, d.metric, d.period, d.value, d.statement, d.document,"
          + " f.name, d.withdraws, w.seq, w.statement, w.account, w.at, d.account, d.role, d.at"
          + " FROM evidence.declaration d"
          + " LEFT JOIN evidence.document f ON f.tenant = d.tenant AND f.sha256 = d.document"
          + " LEFT JOIN evidence.declaration w ON w.withdraws = d.seq"
          + " WHERE (?::text IS NULL OR d.tenant = ?) AND d.withdraws IS NULL ORDER BY d.seq DESC";
  private static final String DOCUMENT =
      "SELECT name, media_type, content FROM evidence.document WHERE tenant = ? AND sha256 = ?";

  private final DataSource database;

  public EvidenceStore(DataSource database) {
    this.database = database;
  }

  /** Who appends. */
  public record Author(String account, String role, String address) {}

  /** A document's bytes; its hash is its name in the store. */
  @SuppressWarnings("ArrayRecordComponent")
  public record Document(String name, String mediaType, byte[] content) {}

  /**
   * What is declared; {@code value} or {@code statement} is there, {@code document} may be null.
   */
  public record Statement(
      String tenant,
      int principle,
      String metric,
      String period,
      BigDecimal value,
      String statement,
      String document) {}

  /** How a declaration was withdrawn. */
  public record Withdrawal(long seq, String reason, String account, long at) {}

  /**
   * A declaration as it is kept.
   *
   * @param documentName null where there is no document
   * @param withdrawal null while it stands
   * @param at epoch milliseconds, the database's time
   */
  public record Kept(
      long seq,
      Statement said,
      String documentName,
      Withdrawal withdrawal,
      String account,
      String role,
      long at) {
    /** As it was before it was withdrawn. */
    public Kept withoutWithdrawal() {
      return new Kept(seq, said, documentName, null, account, role, at);
    }
  }

  /** Keeps a document and gives its SHA-256; one that is there stays as it is. */
  public String add(String tenant, Document document, Author author) {
    String sha256 = sha256(document.content());
    update(
        ADD_DOCUMENT,
        insert -> {
          insert.setString(1, tenant);
          insert.setString(2, sha256);
          insert.setString(3, document.name());
          insert.setString(4, document.mediaType());
          insert.setBytes(5, document.content());
          insert.setString(6, author.account());
          insert.setString(7, author.address());
        });
    return sha256;
  }

  /** Appends a declaration. */
  public void declare(Statement said, Author author) {
    append(said, null, author);
  }

  /** Appends that one no longer stands; it is refused where it is none of the tenant's. */
  public void withdraw(Kept earlier, String reason, Author author) {
    Statement said = earlier.said();
    append(
        new Statement(
            said.tenant(), said.principle(), said.metric(), said.period(), null, reason, null),
        earlier.seq(),
        author);
  }

  private void append(Statement said, Long withdraws, Author author) {
    update(
        ADD_DECLARATION,
        insert -> {
          insert.setString(1, said.tenant());
          insert.setInt(2, said.principle());
          insert.setString(3, said.metric());
          insert.setString(4, said.period());
          insert.setBigDecimal(5, said.value());
          insert.setString(6, said.statement() == null ? "" : said.statement());
          insert.setString(7, said.document());
          insert.setObject(8, withdraws, Types.BIGINT);
          insert.setString(9, author.account());
          insert.setString(10, author.role());
          insert.setString(11, author.address());
        });
  }

  /**
   * Declarations, the newest first, also those that were withdrawn.
   *
   * @param tenant null for every tenant that the login sees
   */
  public List<Kept> declarations(String tenant) {
    return read("the declarations", new Select(DECLARATIONS, tenant, tenant), EvidenceStore::kept);
  }

  private static Kept kept(ResultSet row) throws SQLException {
    long withdrawnBy = row.getLong(11);
    Withdrawal withdrawal =
        row.wasNull()
            ? null
            : new Withdrawal(withdrawnBy, row.getString(12), row.getString(13), millis(row, 14));
    return new Kept(
        row.getLong(1),
        new Statement(
            row.getString(2),
            row.getInt(3),
            row.getString(4),
            row.getString(5),
            row.getBigDecimal(6),
            row.getString(7),
            row.getString(8)),
        row.getString(9),
        withdrawal,
        row.getString(15),
        row.getString(16),
        millis(row, 17));
  }

  /** A document; empty where the login sees none of that hash. */
  public Optional<Document> document(String tenant, String sha256) {
    return read(
            "the document",
            new Select(DOCUMENT, tenant, sha256),
            row -> new Document(row.getString(1), row.getString(2), row.getBytes(3)))
        .stream()
        .findFirst();
  }

  private <T> List<T> read(String what, Select select, Select.RowReader<T> reader) {
    try {
      return select.rows(database, reader);
    } catch (SQLException e) {
      throw new EvidenceStoreException(what + " cannot be read: " + e.getMessage(), e);
    }
  }

  private interface Binder {
    void bind(PreparedStatement statement) throws SQLException;
  }

  private void update(String sql, Binder binder) {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      binder.bind(statement);
      statement.executeUpdate();
    } catch (SQLException e) {
      // class 23: what is said contradicts what is kept
      if (e.getSQLState() != null && e.getSQLState().startsWith("23")) {
        throw new EvidenceRefusedException("This cannot be kept: " + firstLine(e), e);
      }
      throw new EvidenceStoreException("it cannot be kept: " + firstLine(e), e);
    }
  }

  private static String firstLine(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  private static long millis(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant().toEpochMilli();
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java runtime has SHA-256", impossible);
    }
  }
}
