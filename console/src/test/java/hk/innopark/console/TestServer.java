package hk.innopark.console;

import com.zaxxer.hikari.HikariDataSource;
import hk.innopark.console.access.Access;
import hk.innopark.console.access.Account;
import hk.innopark.console.access.Grant;
import hk.innopark.console.access.Role;
import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.RegistrySchema;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** A new database with the real schema, in one PostgreSQL that lives as long as the test run. */
final class TestServer implements AutoCloseable {
  private static EmbeddedPostgres postgres;

  private final String database = "console_" + UUID.randomUUID().toString().replace("-", "");
  private final HikariDataSource pool;
  private final Access access;

  TestServer() {
    execute(as("postgres", "postgres"), "CREATE DATABASE " + database);
    RegistrySchema.migrate(superuser());
    pool = ConsoleDatabase.pool(login(DatabaseRole.CONSOLE));
    access = Access.in(pool);
  }

  private static synchronized EmbeddedPostgres postgres() {
    if (postgres == null) {
      try {
        postgres = EmbeddedPostgres.builder().setPort(LoopbackPorts.free()).start();
      } catch (IOException e) {
        throw new UncheckedIOException("PostgreSQL does not start", e);
      }
      Runtime.getRuntime().addShutdownHook(new Thread(TestServer::stop));
    }
    return postgres;
  }

  private static void stop() {
    try {
      postgres.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Access access() {
    return access;
  }

  DataSource superuser() {
    return as("postgres", database);
  }

  /** A login of that role. */
  DataSource login(DatabaseRole role) {
    String user = "test-" + role.name().toLowerCase(java.util.Locale.ROOT);
    RegistrySchema.createLogin(superuser(), user, "secret", role);
    return as(user, database);
  }

  /** The login that reads a tenant's rows alone. */
  DataSource tenantLogin(String tenant) {
    RegistrySchema.createTenantLogin(superuser(), tenant, "secret");
    return as(RegistrySchema.tenantLogin(tenant), database);
  }

  private static DataSource as(String user, String databaseName) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"localhost"});
    source.setPortNumbers(new int[] {postgres().getPort()});
    source.setDatabaseName(databaseName);
    source.setUser(user);
    source.setPassword("secret");
    return source;
  }

  /** Runs a statement as the superuser. */
  void execute(String sql) {
    execute(superuser(), sql);
  }

  private static void execute(DataSource source, String sql) {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** An account with rights; the same one where there is one of that name. */
  Account account(String name, Grant... grants) {
    Account account =
        access.accounts().named(name).orElseGet(() -> access.accounts().add(name, "A. " + name));
    for (Grant grant : grants) {
      access.accounts().grant(account, grant);
    }
    return access.accounts().named(name).orElseThrow();
  }

  /** The token of a session that reads by a right. */
  String session(Grant grant) {
    String name = grant.role().wireName() + (grant.tenant() == null ? "" : "." + grant.tenant());
    Account account = account(name, grant);
    return access.sessions().begin(account.id(), grant, "127.0.0.1");
  }

  /** The token of a session that reads everything. */
  String platformSession() {
    return session(Grant.of(Role.PLATFORM_ENGINEER));
  }

  @Override
  public void close() {
    pool.close();
  }
}
