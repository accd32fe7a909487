package hk.innopark.console.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/** Accounts in PostgreSQL. */
public final class AccountStore {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@+-]{0,127}");
  private static final String SELECT =
      "SELECT a.id, a.name, a.full_name, a.disabled, m.role, m.tenant FROM access.account a"
          + " LEFT JOIN access.membership m ON m.account = a.id ";
  private static final String ORDER = " ORDER BY a.name, m.role, m.tenant";

  private final AccessSql sql;

  public AccountStore(DataSource database) {
    this.sql = new AccessSql(database);
  }

  /**
   * Adds an account without rights and without a password.
   *
   * @throws AccessRefusedException where the name is taken or malformed
   */
  public Account add(String name, String fullName) {
    if (!NAME.matcher(name).matches()) {
      throw new AccessRefusedException("error.account_name");
    }
    if (fullName.isBlank() || fullName.length() > 200) {
      throw new AccessRefusedException("error.full_name");
    }
    sql.update("INSERT INTO access.account (name, full_name) VALUES (?, ?)", name, fullName);
    return named(name).orElseThrow();
  }

  public Optional<Account> named(String name) {
    return accounts("WHERE a.name = ?", name.toLowerCase(Locale.ROOT)).stream().findFirst();
  }

  public Optional<Account> withId(UUID id) {
    return accounts("WHERE a.id = ?", id).stream().findFirst();
  }

  /** The account that is bound to a subject of an OpenID provider. */
  public Optional<Account> ofSubject(String issuer, String subject) {
    return accounts("WHERE a.issuer = ? AND a.subject = ?", issuer, subject).stream().findFirst();
  }

  /** Binds an account that is bound to none yet; whether it did. */
  public boolean bind(Account account, String issuer, String subject) {
    return sql.update(
            "UPDATE access.account SET issuer = ?, subject = ? WHERE id = ? AND subject IS NULL",
            issuer,
            subject,
            account.id())
        == 1;
  }

  /** Every account, by name. */
  public List<Account> all() {
    return accounts("");
  }

  /**
   * The account whose name and password these are. It takes as long whether the name is known or
   * not.
   */
  public Optional<Account> signIn(String name, String password) {
    Optional<Account> account = named(name);
    String hash =
        account
            .flatMap(
                known ->
                    sql.one(
                        "SELECT coalesce(password_hash, '') FROM access.account WHERE id = ?",
                        row -> row.getString(1),
                        known.id()))
            .filter(stored -> !stored.isEmpty())
            .orElse(null);
    boolean fits = PasswordHash.fits(password, hash);
    return account.filter(known -> fits && !known.disabled());
  }

  /** Gives a new password; every session of the account ends. */
  public void setPassword(Account account, String password) {
    sql.update(
        "UPDATE access.account SET password_hash = ? WHERE id = ?",
        PasswordHash.of(password),
        account.id());
    endSessions(account);
  }

  public void grant(Account account, Grant grant) {
    sql.update(
        "INSERT INTO access.membership (account, role, tenant) VALUES (?, ?, ?)"
            + " ON CONFLICT DO NOTHING",
        account.id(),
        grant.role().wireName(),
        grant.tenantOrEmpty());
  }

  /** Takes a right away; sessions and tokens that read by it end with it. */
  public void revoke(Account account, Grant grant) {
    sql.update(
        "DELETE FROM access.membership WHERE account = ? AND role = ? AND tenant = ?",
        account.id(),
        grant.role().wireName(),
        grant.tenantOrEmpty());
  }

  /** Nobody signs in to it any more; every session of it ends. */
  public void disable(Account account) {
    sql.update("UPDATE access.account SET disabled = true WHERE id = ?", account.id());
    endSessions(account);
  }

  public void enable(Account account) {
    sql.update("UPDATE access.account SET disabled = false WHERE id = ?", account.id());
  }

  private void endSessions(Account account) {
    sql.update("DELETE FROM access.session WHERE account = ?", account.id());
  }

  private List<Account> accounts(String where, Object... values) {
    Map<UUID, Account> accounts = new LinkedHashMap<>();
    sql.list(SELECT + where + ORDER, AccountStore::row, values)
        .forEach(row -> accounts.merge(row.id(), row, AccountStore::together));
    return List.copyOf(accounts.values());
  }

  private static Account together(Account one, Account other) {
    List<Grant> grants = new ArrayList<>(one.grants());
    grants.addAll(other.grants());
    return new Account(one.id(), one.name(), one.fullName(), one.disabled(), grants);
  }

  /** An account with one of its rights. */
  private static Account row(ResultSet row) throws SQLException {
    return new Account(
        row.getObject("id", UUID.class),
        row.getString("name"),
        row.getString("full_name"),
        row.getBoolean("disabled"),
        row.getString("role") == null ? List.of() : List.of(grant(row)));
  }

  /** The right in columns {@code role} and {@code tenant}. */
  static Grant grant(ResultSet row) throws SQLException {
    String role = row.getString("role");
    String tenant = row.getString("tenant");
    return new Grant(
        Role.byWireName(role).orElseThrow(() -> new SQLException("unknown role " + role)),
        tenant.isEmpty() ? null : tenant);
  }
}
