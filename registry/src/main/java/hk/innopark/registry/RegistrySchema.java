package hk.innopark.registry;

import hk.innopark.events.Ids;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.postgresql.PGConnection;

/** The schema of registry and ledger in PostgreSQL 14 or newer, and who may use it. */
public final class RegistrySchema {
  private static final int LONGEST_NAME = 63;
  private static final String BIND_SQL =
      "INSERT INTO access.tenant_login (login, tenant) VALUES (?, ?)"
          + " ON CONFLICT (login) DO UPDATE SET tenant = excluded.tenant";

  private RegistrySchema() {}

  /**
   * Brings the schema to this version; does nothing where it is.
   *
   * @param owner a superuser, or a role that may create roles and schemas in this database
   */
  public static void migrate(DataSource owner) {
    try {
      Flyway.configure(RegistrySchema.class.getClassLoader())
          .dataSource(owner)
          .locations("classpath:db/migration")
          .load()
          .migrate();
    } catch (FlywayException e) {
      throw new RegistryException("registry database: cannot migrate: " + firstLine(e), e);
    }
  }

  /**
   * Creates a login that may do what the role may, and nothing else; gives an existing one the new
   * password and role. The password is hashed before it leaves this process, so no server log can
   * hold it.
   *
   * @param owner the user that migrated
   */
  public static void createLogin(
      DataSource owner, String name, String password, DatabaseRole role) {
    requireName(name);
    try (Connection connection = owner.getConnection()) {
      connection.setAutoCommit(false);
      try (Statement statement = connection.createStatement()) {
        if (!exists(connection, name)) {
          statement.execute("CREATE ROLE " + quoted(name) + " LOGIN NOSUPERUSER");
        }
        for (DatabaseRole other : DatabaseRole.values()) {
          statement.execute(
              (other == role ? "GRANT " : "REVOKE ")
                  + other.groupName()
                  + (other == role ? " TO " : " FROM ")
                  + quoted(name));
        }
        connection
            .unwrap(PGConnection.class)
            .alterUserPassword(name, password.toCharArray(), "scram-sha-256");
        connection.commit();
      } catch (SQLException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new RegistryException(
          "registry database: cannot create login \"" + name + "\": " + firstLine(e), e);
    }
  }

  /** The login of a tenant. */
  public static String tenantLogin(String tenant) {
    return "tenant-" + tenant;
  }

  /**
   * Creates the login {@link #tenantLogin} of a tenant, which reads that tenant's rows alone,
   * whatever it sets; gives an existing one the new password.
   *
   * @param owner the user that migrated
   */
  public static void createTenantLogin(DataSource owner, String tenant, String password) {
    String login = tenantLogin(tenant);
    createLogin(owner, login, password, DatabaseRole.TENANT);
    try (Connection connection = owner.getConnection();
        PreparedStatement bind = connection.prepareStatement(BIND_SQL)) {
      bind.setString(1, login);
      bind.setString(2, tenant);
      bind.executeUpdate();
    } catch (SQLException e) {
      throw new RegistryException(
          "registry database: cannot bind login \"" + login + "\": " + firstLine(e), e);
    }
  }

  /** Whether the login exists; one that is more than a login is refused, not weakened. */
  private static boolean exists(Connection connection, String name) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement(
            "SELECT rolsuper OR rolcreaterole OR NOT rolcanlogin FROM pg_roles WHERE rolname = ?")) {
      select.setString(1, name);
      try (ResultSet found = select.executeQuery()) {
        if (!found.next()) {
          return false;
        }
        if (found.getBoolean(1)) {
          throw new SQLException("it is an administrator's or a group's role");
        }
        return true;
      }
    }
  }

  private static void requireName(String name) {
    if (!Ids.isValid(name) || name.length() > LONGEST_NAME) {
      throw new RegistryException(
          "registry database: bad login \"" + name + "\": 1 to 63 of A-Z a-z 0-9 . _ -");
    }
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }

  private static String firstLine(Exception e) {
    String message = String.valueOf(e.getMessage());
    return message
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .findFirst()
        .orElse("");
  }
}
