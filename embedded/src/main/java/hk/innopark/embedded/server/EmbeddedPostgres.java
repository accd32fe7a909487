package hk.innopark.embedded.server;

import hk.innopark.registry.access.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * PostgreSQL in child processes, on 127.0.0.1 alone, with a password.
 *
 * <p>The superuser {@code postgres} and the database {@code innopark} are there from the start.
 */
public final class EmbeddedPostgres implements AutoCloseable {
  /** The superuser. */
  public static final String USER = "postgres";

  private static final String NAME = "PostgreSQL";
  private static final String DATABASE = "innopark";
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Ends the server (fast shutdown) when standard input closes; ends when the server ends. */
  private static final String GUARD =
      "exec 3<&0; \"$@\" </dev/null & server=$!; "
          + "(read -r _ <&3; kill -INT $server) & guard=$!; "
          + "wait $server; status=$?; kill $guard 2>/dev/null; exit $status";

  private final ChildProcess process;
  private final int port;
  private final Secret password;

  private EmbeddedPostgres(ChildProcess process, int port, Secret password) {
    this.process = process;
    this.port = port;
    this.password = password;
  }

  /**
   * Starts it; returns when it can be connected to.
   *
   * @param programs folder to which PostgreSQL's programs are unpacked, once
   * @param data folder of the database and the server's log
   * @param port on 127.0.0.1
   * @param password of the superuser, the same at every start
   */
  public static EmbeddedPostgres start(Path programs, Path data, int port, Secret password)
      throws ServerStartException {
    try {
      Path bin = PostgresBinaries.unpack(programs);
      PostgresDataFolder folder =
          PostgresDataFolder.prepare(bin, Files.createDirectories(data), password);
      // only now: the server of a parent that was killed may have had the same port
      ServerStartException.requireFree(NAME, port);
      ChildProcess process = ChildProcess.start(command(bin, folder, port), folder.log(), PATIENCE);
      EmbeddedPostgres postgres = new EmbeddedPostgres(process, port, password);
      try {
        postgres.awaitReady(folder);
        postgres.createDatabase();
      } catch (IOException | SQLException | ServerStartException failure) {
        process.close();
        throw failure;
      }
      return postgres;
    } catch (IOException | SQLException failure) {
      throw new ServerStartException(NAME, failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new ServerStartException(NAME, "interrupted");
    }
  }

  private static List<String> command(Path bin, PostgresDataFolder folder, int port) {
    List<String> command = new ArrayList<>(List.of("sh", "-c", GUARD, "sh"));
    command.addAll(Privileges.asNonRoot());
    command.add(bin.resolve("postgres").toString());
    command.addAll(List.of("-D", folder.database().toString(), "-p", Integer.toString(port)));
    for (String setting :
        List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "max_connections=100",
            "max_prepared_transactions=20",
            "shared_buffers=64MB",
            "timezone=UTC",
            "log_timezone=UTC",
            "password_encryption=scram-sha-256",
            "max_wal_size=256MB")) {
      command.addAll(List.of("-c", setting));
    }
    return command;
  }

  private void awaitReady(PostgresDataFolder folder)
      throws ServerStartException, IOException, SQLException, InterruptedException {
    long deadline = System.nanoTime() + START.toNanos();
    while (true) {
      try {
        connect("postgres").close();
        return;
      } catch (SQLException notYet) {
        if (!process.isAlive()) {
          throw new ServerStartException(NAME, folder.lastFatalLine());
        }
        boolean starting = notYet.getSQLState() == null || !notYet.getSQLState().startsWith("28");
        if (!starting || System.nanoTime() > deadline) {
          throw notYet;
        }
      }
      Thread.sleep(50);
    }
  }

  private void createDatabase() throws SQLException {
    try (Connection connection = connect("postgres");
        Statement statement = connection.createStatement();
        ResultSet known =
            statement.executeQuery(
                "SELECT 1 FROM pg_database WHERE datname = '" + DATABASE + "'")) {
      if (!known.next()) {
        statement.execute("CREATE DATABASE " + DATABASE);
      }
    }
  }

  private Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database + "?connectTimeout=5",
        USER,
        password.reveal());
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  public int port() {
    return port;
  }

  /** Of the database {@code innopark}, without user and password. */
  public String jdbcUrl() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
  }

  /** Of the superuser {@link #USER}. */
  public Secret password() {
    return password;
  }

  @Override
  public void close() {
    process.close();
  }
}
