package hk.innopark.embedded.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.registry.access.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresIT {
  private static final Path PROGRAMS = Path.of("target", "postgres");

  @TempDir Path folder;
  private Secret password;
  private int port;

  @BeforeEach
  void choosePassword() throws Exception {
    password = Secret.keptIn(folder.resolve("secrets").resolve("postgres"));
    port = LoopbackPorts.free();
  }

  @Test
  void keepsItsDataThroughARestart() throws Exception {
    try (EmbeddedPostgres postgres = start()) {
      execute(postgres, "CREATE TABLE ledger (seq INT)");
      execute(postgres, "INSERT INTO ledger VALUES (4711)");
    }
    assertThat(LoopbackPorts.isFree(port)).isTrue();
    try (EmbeddedPostgres postgres = start()) {
      assertThat(queryInt(postgres, "SELECT seq FROM ledger")).isEqualTo(4711);
    }
  }

  @Test
  void refusesAWrongPassword() throws Exception {
    try (EmbeddedPostgres postgres = start()) {
      assertThatThrownBy(() -> connect(postgres, "guessed").close())
          .isInstanceOf(SQLException.class)
          .extracting(failure -> ((SQLException) failure).getSQLState())
          .isEqualTo("28P01");
    }
  }

  @Test
  void startsAgainAfterTheServerWasKilled() throws Exception {
    try (EmbeddedPostgres postgres = start()) {
      execute(postgres, "CREATE TABLE ledger AS SELECT 7 AS seq");
      ProcessHandle server = serverProcess();
      server.destroyForcibly();
      await().atMost(Duration.ofSeconds(60)).until(() -> !server.isAlive());
    }
    assertThat(folder.resolve("pg/database/postmaster.pid")).exists();
    try (EmbeddedPostgres postgres = start()) {
      assertThat(queryInt(postgres, "SELECT seq FROM ledger")).isEqualTo(7);
    }
  }

  @Test
  void endsTheServerThatAKilledParentHasLeft() throws Exception {
    EmbeddedPostgres orphaned = start();
    execute(orphaned, "CREATE TABLE ledger AS SELECT 8 AS seq");
    // the guard that would have stopped the server goes as well
    serverProcess().parent().orElseThrow().destroyForcibly();

    try (EmbeddedPostgres postgres = start()) {
      assertThat(queryInt(postgres, "SELECT seq FROM ledger")).isEqualTo(8);
    }
  }

  @Test
  void namesTheCauseWhereItsPortIsTaken() throws Exception {
    try (EmbeddedPostgres first = start()) {
      assertThatThrownBy(
              () ->
                  EmbeddedPostgres.start(PROGRAMS, folder.resolve("other"), first.port(), password))
          .isInstanceOf(ServerStartException.class)
          .hasMessageStartingWith("PostgreSQL did not start: ")
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void keepsItsPasswordForItselfAndLeavesNoCopy() throws Exception {
    start().close();

    Path file = folder.resolve("secrets").resolve("postgres");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Secret.keptIn(file).reveal()).isEqualTo(password.reveal()).hasSize(32);
    assertThat(folder.resolve("pg/password")).doesNotExist();
    assertThat(folder.resolve("pg/server.log")).content().doesNotContain(password.reveal());
  }

  private EmbeddedPostgres start() throws ServerStartException {
    return EmbeddedPostgres.start(PROGRAMS, folder.resolve("pg"), port, password);
  }

  private ProcessHandle serverProcess() throws Exception {
    String pid = Files.readAllLines(folder.resolve("pg/database/postmaster.pid")).get(0).strip();
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  private static Connection connect(EmbeddedPostgres postgres, String password)
      throws SQLException {
    return DriverManager.getConnection(postgres.jdbcUrl(), EmbeddedPostgres.USER, password);
  }

  private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = connect(postgres, postgres.password().reveal());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int queryInt(EmbeddedPostgres postgres, String sql) throws SQLException {
    try (Connection connection = connect(postgres, postgres.password().reveal());
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getInt(1);
    }
  }
}
