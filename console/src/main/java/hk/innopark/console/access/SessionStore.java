package hk.innopark.console.access;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Sessions in PostgreSQL: what a browser holds is a random token, what is kept is its hash. A
 * session lasts while its account has the right that it reads by, at most twelve hours, and one
 * hour without a request.
 */
public final class SessionStore {
  /** How long a session lasts at most. */
  public static final Duration LONGEST = Duration.ofHours(12);

  private static final Duration LONGEST_IDLE = Duration.ofHours(1);

  private static final String FIND_SQL =
      """
      SELECT a.id, a.name, a.full_name, s.role, s.tenant, s.expires_at,
        s.used_at < now() - interval '1 minute' AS is_stale
      FROM access.session s JOIN access.account a ON a.id = s.account
      WHERE s.token_hash = ? AND NOT a.disabled AND s.expires_at > now()
        AND s.used_at > now() - make_interval(secs => ?)
        AND EXISTS (SELECT FROM access.membership m WHERE m.account = a.id
          AND (m.role = 'platform_engineer' OR (m.role = s.role AND m.tenant = s.tenant)))
      """;

  private final AccessSql sql;

  public SessionStore(DataSource database) {
    this.sql = new AccessSql(database);
  }

  /** Begins a session and gives its token. Sessions that are over are forgotten. */
  public String begin(UUID account, Grant grant, String address) {
    sql.update("DELETE FROM access.session WHERE expires_at < now()");
    return begin(account, grant, address, LONGEST);
  }

  String begin(UUID account, Grant grant, String address, Duration length) {
    String token = RandomToken.next();
    sql.update(
        "INSERT INTO access.session (token_hash, account, role, tenant, address, expires_at)"
            + " VALUES (?, ?, ?, ?, ?, now() + make_interval(secs => ?))",
        RandomToken.hash(token),
        account,
        grant.role().wireName(),
        grant.tenantOrEmpty(),
        address,
        length.toMillis() / 1e3);
    return token;
  }

  /** The session of a token; empty where there is none, or it is over. */
  public Optional<Session> find(String token) {
    byte[] hash = RandomToken.hash(token);
    return sql.one(
        FIND_SQL,
        row -> {
          if (row.getBoolean("is_stale")) {
            sql.update("UPDATE access.session SET used_at = now() WHERE token_hash = ?", hash);
          }
          return new Session(
              row.getObject("id", UUID.class),
              row.getString("name"),
              row.getString("full_name"),
              AccountStore.grant(row),
              row.getObject("expires_at", OffsetDateTime.class).toInstant());
        },
        hash,
        (double) LONGEST_IDLE.toSeconds());
  }

  /** Ends a session; nothing where there is none. */
  public void end(String token) {
    sql.update("DELETE FROM access.session WHERE token_hash = ?", RandomToken.hash(token));
  }
}
