package hk.innopark.console.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** Tokens for programs, in PostgreSQL: each has a right of its account, scopes, and an end. */
public final class TokenStore {
  /** How a token begins, so that it is known for one where it does not belong. */
  public static final String PREFIX = "innopark_";

  private static final Duration LONGEST = Duration.ofDays(366);
  private static final String SELECT =
      "SELECT t.id, t.account, a.name, a.full_name, t.label, t.role, t.tenant, t.scopes,"
          + " t.expires_at, t.used_at, t.revoked_at,"
          + " coalesce(t.used_at < now() - interval '1 minute', true) AS is_stale"
          + " FROM access.api_token t JOIN access.account a ON a.id = t.account ";
  private static final String VALID =
      """
      WHERE t.token_hash = ? AND NOT a.disabled AND t.revoked_at IS NULL AND t.expires_at > now()
        AND EXISTS (SELECT FROM access.membership m WHERE m.account = a.id
          AND (m.role = 'platform_engineer' OR (m.role = t.role AND m.tenant = t.tenant)))
      """;

  private final AccessSql sql;

  public TokenStore(DataSource database) {
    this.sql = new AccessSql(database);
  }

  /**
   * Gives a new token, which can never be read again.
   *
   * @throws AccessRefusedException where label, scopes or length are none
   */
  public String issue(UUID account, Grant grant, String label, Set<Scope> scopes, Duration length) {
    if (label.isBlank()
        || label.length() > 100
        || label.codePoints().anyMatch(Character::isISOControl)) {
      throw new AccessRefusedException("error.token_label");
    }
    if (scopes.isEmpty()) {
      throw new AccessRefusedException("error.token_no_scope");
    }
    if (length.isNegative() || length.isZero() || length.compareTo(LONGEST) > 0) {
      throw new AccessRefusedException("error.token_days");
    }
    String token = PREFIX + RandomToken.next();
    sql.update(
        "INSERT INTO access.api_token (token_hash, account, label, role, tenant, scopes, expires_at)"
            + " VALUES (?, ?, ?, ?, ?, ?, now() + make_interval(secs => ?))",
        RandomToken.hash(token),
        account,
        label,
        grant.role().wireName(),
        grant.tenantOrEmpty(),
        scopes.stream().map(Scope::wireName).sorted().toArray(String[]::new),
        length.toMillis() / 1e3);
    return token;
  }

  /** The token; empty where there is none, it is over, or its account lost the right. */
  public Optional<ApiToken> find(String token) {
    byte[] hash = RandomToken.hash(token);
    return sql.one(
        SELECT + VALID,
        row -> {
          if (row.getBoolean("is_stale")) {
            sql.update("UPDATE access.api_token SET used_at = now() WHERE token_hash = ?", hash);
          }
          return read(row);
        },
        hash);
  }

  /** An account's tokens, the newest first. */
  public List<ApiToken> of(UUID account) {
    return sql.list(
        SELECT + "WHERE t.account = ? ORDER BY t.created_at DESC", TokenStore::read, account);
  }

  /** Takes one of the account's tokens back; whether there was one. */
  public boolean revoke(UUID account, UUID token) {
    return sql.update(
            "UPDATE access.api_token SET revoked_at = now()"
                + " WHERE id = ? AND account = ? AND revoked_at IS NULL",
            token,
            account)
        == 1;
  }

  private static ApiToken read(ResultSet row) throws SQLException {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    Stream.of((String[]) row.getArray("scopes").getArray())
        .forEach(name -> Scope.byWireName(name).ifPresent(scopes::add));
    return new ApiToken(
        row.getObject("id", UUID.class),
        row.getObject("account", UUID.class),
        row.getString("name"),
        row.getString("full_name"),
        row.getString("label"),
        AccountStore.grant(row),
        Set.copyOf(scopes),
        instant(row, "expires_at"),
        instant(row, "used_at"),
        row.getObject("revoked_at") != null);
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
