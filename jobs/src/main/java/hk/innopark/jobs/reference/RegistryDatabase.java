package hk.innopark.jobs.reference;

import hk.innopark.events.settings.SecretValue;
import hk.innopark.registry.RegistryStore;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The registry in PostgreSQL, which is followed while the job runs: an import takes effect without
 * a restart.
 *
 * @param user a login that may read reference data
 */
public record RegistryDatabase(String jdbcUrl, String user, SecretValue password)
    implements ReferenceData.Source {
  private static final int TIMEOUT_SECONDS = 10;

  @Override
  public ReferenceHistory open() {
    return new ReferenceHistory(SharedVersions.open(this, this::follow));
  }

  private RegistryVersions follow() {
    PGSimpleDataSource source = new Login(user, password);
    source.setUrl(jdbcUrl);
    source.setApplicationName("innopark-registry");
    source.setConnectTimeout(TIMEOUT_SECONDS);
    source.setSocketTimeout(TIMEOUT_SECONDS);
    return RegistryFollower.start(new RegistryStore(source));
  }

  /** Each connection with the password of its moment. */
  private static final class Login extends PGSimpleDataSource {
    private static final long serialVersionUID = 1L;

    private final String login;
    private final SecretValue secret;

    Login(String login, SecretValue secret) {
      this.login = login;
      this.secret = secret;
    }

    @Override
    public Connection getConnection() throws SQLException {
      return getConnection(login, secret.reveal());
    }
  }
}
