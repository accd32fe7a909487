package hk.innopark.jobs.sink.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.flink.connector.jdbc.datasource.connections.JdbcConnectionProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatientConnectionProviderTest {
  private static final Connection CONNECTION =
      (Connection)
          Proxy.newProxyInstance(
              Connection.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (proxy, method, arguments) -> null);

  @ParameterizedTest
  @ValueSource(strings = {"08001", "08006", "53300", "57P01", "57P03"})
  void anOutageIsAskedAgain(String state) throws Exception {
    FakeConnections fake = new FakeConnections(state, state);
    PatientConnectionProvider patient = patient(fake, Duration.ofMinutes(1));

    assertThat(patient.reestablishConnection()).isSameAs(CONNECTION);
    assertThat(fake.attempts).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"28P01", "3D000", "42501"})
  void aRefusalIsFinal(String state) {
    FakeConnections fake = new FakeConnections(state);
    PatientConnectionProvider patient = patient(fake, Duration.ofMinutes(1));

    assertThatThrownBy(patient::getOrEstablishConnection)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
    assertThat(fake.attempts).isEqualTo(1);
  }

  @Test
  void patienceEndsWithTheServersNameAndTheLastFailure() {
    FakeConnections fake = new FakeConnections("08001", "08001", "08001", "08001");
    PatientConnectionProvider patient = patient(fake, Duration.ofMillis(500));

    assertThatThrownBy(patient::getOrEstablishConnection)
        .hasMessage("jdbc:postgresql://db could not be reached for PT0.5S")
        .hasRootCauseMessage("failure 08001");
    assertThat(fake.attempts).isEqualTo(2);
  }

  @Test
  void anInterruptEndsTheWait() {
    FakeConnections fake = new FakeConnections("08001", "08001");
    PatientConnectionProvider patient = patient(fake, Duration.ofMinutes(1));
    Thread.currentThread().interrupt();

    assertThatThrownBy(patient::getOrEstablishConnection)
        .hasMessage("interrupted while waiting for PostgreSQL");
    assertThat(Thread.interrupted()).isTrue();
  }

  private static PatientConnectionProvider patient(FakeConnections fake, Duration maxOutage) {
    return new PatientConnectionProvider(fake, "jdbc:postgresql://db", maxOutage);
  }

  /** Fails with each of the states, then connects. */
  private static final class FakeConnections implements JdbcConnectionProvider {
    private static final long serialVersionUID = 1L;
    private final transient Deque<String> states;
    private int attempts;

    FakeConnections(String... states) {
      this.states = new ArrayDeque<>(List.of(states));
    }

    @Override
    public Connection getOrEstablishConnection() throws SQLException {
      attempts++;
      String state = states.poll();
      if (state != null) {
        throw new SQLException("failure " + state, state);
      }
      return CONNECTION;
    }

    @Override
    public Connection reestablishConnection() throws SQLException {
      return getOrEstablishConnection();
    }

    @Override
    public Connection getConnection() {
      return CONNECTION;
    }

    @Override
    public boolean isConnectionValid() {
      return true;
    }

    @Override
    public void closeConnection() {}

    @Override
    public void close() {}
  }
}
