package hk.innopark.registry.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** What verifications found, in PostgreSQL; appended by the auditor, changed by nobody. */
public final class VerificationStore {
  private static final String INSERT_SQL =
      "INSERT INTO ledger_verification (tenant, origin, row_count, last_hash, anchors, fault_seq,"
          + " fault_kind, fault) VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
  private static final String NEWEST_SQL =
      "SELECT DISTINCT ON (tenant, origin) * FROM ledger_verification"
          + " ORDER BY tenant, origin, id DESC";

  private final DataSource database;

  /**
   * A chain's last verification.
   *
   * @param anchors how many anchors the chain was held against
   * @param faultSeq null where the chain holds; {@code faultKind} and {@code fault} likewise
   * @param faultKind a {@link LedgerFault.Kind}'s wire name
   */
  public record Kept(
      LedgerChain chain,
      Instant at,
      long rows,
      String lastHash,
      int anchors,
      Long faultSeq,
      String faultKind,
      String fault) {
    public boolean holds() {
      return fault == null;
    }
  }

  public VerificationStore(DataSource database) {
    this.database = database;
  }

  /** Appends one chain's verdict; the database says when. */
  public void append(ChainVerdict verdict, int anchors) {
    Optional<LedgerFault> fault = verdict.firstFault();
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT_SQL)) {
      insert.setString(1, verdict.chain().tenant());
      insert.setString(2, verdict.chain().origin());
      insert.setLong(3, verdict.rows());
      insert.setString(4, verdict.lastHash());
      insert.setInt(5, anchors);
      insert.setObject(6, fault.map(LedgerFault::seq).orElse(null), Types.BIGINT);
      insert.setString(7, fault.map(found -> found.kind().wireName()).orElse(null));
      insert.setString(8, fault.map(LedgerFault::detail).orElse(null));
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new LedgerException("the verification cannot be kept: " + e.getMessage(), e);
    }
  }

  /** The last verification of each chain that the login may see, by tenant and origin. */
  public List<Kept> newest() {
    List<Kept> kept = new ArrayList<>();
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(NEWEST_SQL);
        ResultSet row = select.executeQuery()) {
      while (row.next()) {
        kept.add(
            new Kept(
                new LedgerChain(row.getString("tenant"), row.getString("origin")),
                row.getObject("verified_at", OffsetDateTime.class).toInstant(),
                row.getLong("row_count"),
                row.getString("last_hash"),
                row.getInt("anchors"),
                row.getObject("fault_seq", Long.class),
                row.getString("fault_kind"),
                row.getString("fault")));
      }
    } catch (SQLException e) {
      throw new LedgerException("verifications cannot be read: " + e.getMessage(), e);
    }
    return List.copyOf(kept);
  }
}
