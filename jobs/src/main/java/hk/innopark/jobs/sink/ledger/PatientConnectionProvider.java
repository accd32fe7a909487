package hk.innopark.jobs.sink.ledger;

import hk.innopark.events.settings.SecretValue;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.connector.jdbc.JdbcConnectionOptions;
import org.apache.flink.connector.jdbc.datasource.connections.JdbcConnectionProvider;
import org.apache.flink.connector.jdbc.datasource.connections.SimpleJdbcConnectionProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens connections and waits through an outage: a server that cannot be reached is asked again,
 * ever more slowly, until it answers or the patience is spent. A server that answers with a refusal
 * (an unknown database, a password that stays what it is) is not asked again; one that refuses a
 * password of a file is, since another one may be there soon.
 *
 * <p>The connector retries statements, but takes the first failure to reconnect as final.
 */
final class PatientConnectionProvider implements JdbcConnectionProvider {
  private static final long serialVersionUID = 1L;
  private static final Logger LOG = LoggerFactory.getLogger(PatientConnectionProvider.class);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration VALIDITY_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  private final JdbcConnectionProvider connections;
  private final String server;
  private final Duration maxOutage;
  private final boolean passwordMayChange;

  PatientConnectionProvider(JdbcConnectionProvider connections, String server, Duration maxOutage) {
    this(connections, server, maxOutage, false);
  }

  private PatientConnectionProvider(
      JdbcConnectionProvider connections,
      String server,
      Duration maxOutage,
      boolean passwordMayChange) {
    this.connections = connections;
    this.server = server;
    this.maxOutage = maxOutage;
    this.passwordMayChange = passwordMayChange;
  }

  /**
   * Connections to the ledger's database.
   *
   * @param application as the server is to know them
   */
  static PatientConnectionProvider of(LedgerSinkConfig config, String application) {
    JdbcConnectionOptions options =
        new JdbcConnectionOptions.JdbcConnectionOptionsBuilder()
            .withUrl(config.jdbcUrl())
            .withDriverName("org.postgresql.Driver")
            .withUsername(config.user())
            .withProperty("ApplicationName", application)
            .withProperty("connectTimeout", Long.toString(CONNECT_TIMEOUT.toSeconds()))
            // a server that takes the connection and then hangs must not hold the task for ever
            .withProperty(
                "socketTimeout", Long.toString(Math.max(1, config.statementTimeout().toSeconds())))
            .withProperty("tcpKeepAlive", "true")
            .withConnectionCheckTimeoutSeconds((int) VALIDITY_TIMEOUT.toSeconds())
            .build();
    return new PatientConnectionProvider(
        new FollowedPassword(options, config.password()),
        config.jdbcUrl(),
        config.maxOutage(),
        config.password().mayChange());
  }

  @Override
  public Connection getConnection() {
    return connections.getConnection();
  }

  @Override
  public Properties getProperties() {
    return connections.getProperties();
  }

  @Override
  public boolean isConnectionValid() throws SQLException {
    return connections.isConnectionValid();
  }

  @Override
  public Connection getOrEstablishConnection() throws SQLException, ClassNotFoundException {
    return patiently(connections::getOrEstablishConnection);
  }

  @Override
  public Connection reestablishConnection() throws SQLException, ClassNotFoundException {
    return patiently(connections::reestablishConnection);
  }

  @Override
  public void closeConnection() {
    connections.closeConnection();
  }

  @Override
  public void close() {
    connections.closeConnection();
  }

  /** Each connection with the password of its moment. */
  private static final class FollowedPassword extends SimpleJdbcConnectionProvider {
    private static final long serialVersionUID = 1L;

    private final SecretValue password;

    FollowedPassword(JdbcConnectionOptions options, SecretValue password) {
      super(options);
      this.password = password;
    }

    @Override
    public Properties getProperties() {
      Properties login = new Properties();
      login.putAll(super.getProperties());
      login.setProperty("password", password.reveal());
      return login;
    }
  }

  private interface Attempt {
    Connection connect() throws SQLException, ClassNotFoundException;
  }

  private Connection patiently(Attempt attempt) throws SQLException, ClassNotFoundException {
    long startNanos = System.nanoTime();
    Duration pause = FIRST_PAUSE;
    for (int failures = 0; ; failures++) {
      try {
        Connection connection = attempt.connect();
        if (failures > 0) {
          LOG.info("{} answers again after {} attempts", server, failures);
        }
        return connection;
      } catch (SQLException failure) {
        if (!isOutage(failure)) {
          throw failure;
        }
        Duration waited = Duration.ofNanos(System.nanoTime() - startNanos);
        if (waited.plus(pause).compareTo(maxOutage) > 0) {
          throw new SQLException(
              server + " could not be reached for " + maxOutage, failure.getSQLState(), failure);
        }
        if (failures == 0) {
          LOG.warn("{} cannot be reached, waiting up to {}", server, maxOutage, failure);
        }
        sleep(pause, failure);
        pause = min(pause.multipliedBy(2), LONGEST_PAUSE);
      }
    }
  }

  /**
   * Whether waiting may help: connection exceptions (class 08), insufficient resources such as too
   * many connections (class 53), a server that starts or stops (57P01 to 57P03), and a login that
   * is refused (class 28) while its password may change.
   */
  private boolean isOutage(SQLException failure) {
    String state = failure.getSQLState();
    return state != null
        && (state.startsWith("08")
            || state.startsWith("53")
            || state.startsWith("57P0")
            || (passwordMayChange && state.startsWith("28")));
  }

  private static void sleep(Duration pause, SQLException failure) throws SQLException {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while waiting for PostgreSQL", failure);
    }
  }

  private static Duration min(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
