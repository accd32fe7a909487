package hk.innopark.console.access;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** Links that sign in once, such as the one that {@code innopark up} prints. */
public final class SignInLinks {
  private final AccessSql sql;

  public SignInLinks(DataSource database) {
    this.sql = new AccessSql(database);
  }

  /** A new link's token. */
  public String issue(Account account, Duration length) {
    String token = RandomToken.next();
    sql.update(
        "INSERT INTO access.sign_in_link (token_hash, account, expires_at)"
            + " VALUES (?, ?, now() + make_interval(secs => ?))",
        RandomToken.hash(token),
        account.id(),
        length.toMillis() / 1e3);
    return token;
  }

  /** The account of a link that was not used yet; from now on it was. */
  public Optional<UUID> redeem(String token) {
    return sql.one(
        "UPDATE access.sign_in_link SET used_at = now()"
            + " WHERE token_hash = ? AND used_at IS NULL AND expires_at > now() RETURNING account",
        row -> row.getObject("account", UUID.class),
        RandomToken.hash(token));
  }
}
