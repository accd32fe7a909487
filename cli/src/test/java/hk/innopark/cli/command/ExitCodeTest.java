package hk.innopark.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.cli.command.ExitCode.WrongSettingException;
import hk.innopark.events.RefusedException;
import hk.innopark.registry.RegistryException;
import java.io.IOException;
import java.net.ConnectException;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
  @Test
  void aServerThatIsAwayOrLetsNobodyInIsToldApartFromTheRest() {
    assertThat(ExitCode.of(new IOException("InfluxDB", new ConnectException()))).isEqualTo(4);
    assertThat(ExitCode.of(new IOException("Kafka", new TimeoutException()))).isEqualTo(4);
    assertThat(ExitCode.of(new ExecutionException(new SaslAuthenticationException("no"))))
        .isEqualTo(4);
    assertThat(ExitCode.of(new IllegalStateException(new SQLException("gone", "08001"))))
        .isEqualTo(4);
    assertThat(ExitCode.of(new SQLException("password", "28P01"))).isEqualTo(4);
  }

  @Test
  void aWrongSettingIsWrongUsage() {
    assertThat(ExitCode.of(new WrongSettingException("KAFKA_BOOTSTRAP_SERVERS is not set")))
        .isEqualTo(2);
  }

  @Test
  void everythingElseHasFailed() {
    assertThat(ExitCode.of(new RefusedException("not settled"))).isEqualTo(1);
    assertThat(ExitCode.of(new IOException("disk full"))).isEqualTo(1);
    assertThat(ExitCode.of(new SQLException("unique", "23505"))).isEqualTo(1);
    assertThat(ExitCode.of(new RegistryException("tenants[0].id: missing"))).isEqualTo(1);
  }
}
