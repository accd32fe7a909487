package hk.innopark.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class ConsoleDatabaseTest {
  @Test
  void everyLoginHasATimeOut() {
    PGSimpleDataSource auditor = ConsoleDatabase.bounded(new PGSimpleDataSource());
    PGSimpleDataSource tenant = (PGSimpleDataSource) ConsoleDatabase.as(auditor, "tenant-a", "p");
    assertThat(auditor.getSocketTimeout()).isPositive();
    assertThat(tenant.getSocketTimeout()).isEqualTo(auditor.getSocketTimeout());
    assertThat(tenant.getConnectTimeout()).isEqualTo(auditor.getConnectTimeout());
  }

  /** It takes the connection and then says nothing, as a server whose disk hangs. */
  @Test
  void aServerThatHangsDoesNotHoldAPage() throws Exception {
    try (ServerSocket hanging = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      PGSimpleDataSource auditor = ConsoleDatabase.bounded(new PGSimpleDataSource());
      auditor.setUrl(
          "jdbc:postgresql://127.0.0.1:" + hanging.getLocalPort() + "/x?sslmode=disable");
      auditor.setSocketTimeout(1);
      var tenant = ConsoleDatabase.as(auditor, "tenant-a", "p");
      assertTimeoutPreemptively(
          Duration.ofMinutes(1),
          () -> assertThatThrownBy(tenant::getConnection).isInstanceOf(SQLException.class));
    }
  }
}
