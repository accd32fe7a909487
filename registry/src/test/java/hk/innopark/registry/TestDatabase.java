package hk.innopark.registry;

import hk.innopark.events.process.LoopbackPorts;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A new, migrated database for each test class, in one real PostgreSQL that lives as long as the
 * test run.
 */
public final class TestDatabase {
  private final EmbeddedPostgres server;
  private final String name;

  private TestDatabase(EmbeddedPostgres server, String name) {
    this.server = server;
    this.name = name;
  }

  /** Gives a test class its database; for use with {@code @ExtendWith}. */
  public static final class Extension implements ParameterResolver {
    private static final ExtensionContext.Namespace SPACE =
        ExtensionContext.Namespace.create(TestDatabase.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == TestDatabase.class;
    }

    @Override
    public TestDatabase resolveParameter(ParameterContext parameter, ExtensionContext context) {
      Server server =
          context
              .getRoot()
              .getStore(SPACE)
              .getOrComputeIfAbsent(Server.class, key -> new Server(), Server.class);
      return context
          .getRoot()
          .getStore(SPACE)
          .getOrComputeIfAbsent(
              context.getRequiredTestClass(), key -> server.newDatabase(), TestDatabase.class);
    }
  }

  private static final class Server implements AutoCloseable {
    private final EmbeddedPostgres postgres;

    Server() {
      try {
        postgres = EmbeddedPostgres.builder().setPort(LoopbackPorts.free()).start();
      } catch (IOException e) {
        throw new UncheckedIOException("PostgreSQL does not start", e);
      }
    }

    TestDatabase newDatabase() {
      String name = "test_" + UUID.randomUUID().toString().replace("-", "");
      TestDatabase database = new TestDatabase(postgres, name);
      new TestDatabase(postgres, "postgres").run("CREATE DATABASE " + name);
      RegistrySchema.migrate(database.superuser());
      return database;
    }

    @Override
    public void close() throws IOException {
      postgres.close();
    }
  }

  public DataSource superuser() {
    return as("postgres");
  }

  /** A new login of that role. */
  public DataSource login(DatabaseRole role) {
    String user = "u-" + UUID.randomUUID();
    RegistrySchema.createLogin(superuser(), user, "secret of " + user, role);
    return as(user);
  }

  public DataSource as(String user) {
    return as(user, name);
  }

  DataSource as(String user, String databaseName) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setServerNames(new String[] {"localhost"});
    source.setPortNumbers(new int[] {server.getPort()});
    source.setDatabaseName(databaseName);
    source.setUser(user);
    source.setPassword("secret of " + user);
    return source;
  }

  /** Takes all reference data out. */
  void emptyRegistry() {
    String[] tables = {
      "import",
      "tenant",
      "line",
      "machine",
      "meter",
      "calendar",
      "tariff",
      "tariff_band",
      "factor",
      "commitment",
      "declaration",
      "alert",
      "baseline",
      "temperature",
      "certificate",
      "criterion",
      "channel",
      "notification",
      "reason"
    };
    for (String table : tables) {
      String name = "registry." + table;
      run(
          "ALTER TABLE " + name + " DISABLE TRIGGER USER",
          "TRUNCATE " + name,
          "ALTER TABLE " + name + " ENABLE TRIGGER USER");
    }
  }

  /** Runs statements as the superuser. */
  public void run(String... statements) {
    try {
      run(superuser(), statements);
    } catch (SQLException e) {
      throw new AssertionError("the superuser may do anything", e);
    }
  }

  /** Runs statements in one transaction. */
  public static void run(DataSource source, String... statements) throws SQLException {
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      // some statements, such as CREATE DATABASE, refuse a transaction
      connection.setAutoCommit(statements.length == 1);
      for (String sql : statements) {
        statement.execute(sql);
      }
      if (statements.length > 1) {
        connection.commit();
      }
    }
  }

  /** The first column of the last statement's rows; the others run before it in its transaction. */
  public static List<String> query(DataSource source, String... statements) throws SQLException {
    List<String> values = new ArrayList<>();
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (int i = 0; i < statements.length - 1; i++) {
        statement.execute(statements[i]);
      }
      try (PreparedStatement select =
              connection.prepareStatement(statements[statements.length - 1]);
          ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          values.add(rows.getString(1));
        }
      }
    }
    return values;
  }
}
