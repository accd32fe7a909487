package hk.innopark.embedded.stack;

import hk.innopark.embedded.server.EmbeddedPostgres;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.RegistrySchema;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.access.Secret;
import hk.innopark.registry.model.Registry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Registry and ledger in PostgreSQL, with a login for each who uses them. */
final class RegistryDatabase implements AutoCloseable {
  private final String jdbcUrl;
  private final DataSource owner;
  private final DataFolder data;
  private final Map<DatabaseRole, Secret> passwords;

  private RegistryDatabase(
      String jdbcUrl, DataSource owner, DataFolder data, Map<DatabaseRole, Secret> passwords) {
    this.jdbcUrl = jdbcUrl;
    this.owner = owner;
    this.data = data;
    this.passwords = passwords;
  }

  /** Brings the schema up to date, and fills an empty registry with the sample estates. */
  static RegistryDatabase open(EmbeddedPostgres postgres, DataFolder data) throws IOException {
    DataSource owner = dataSource(postgres.jdbcUrl(), EmbeddedPostgres.USER, postgres.password());
    RegistrySchema.migrate(owner);
    Map<DatabaseRole, Secret> passwords = new EnumMap<>(DatabaseRole.class);
    for (DatabaseRole role : DatabaseRole.values()) {
      Secret password = Secret.keptIn(data.secret(secretName(role)));
      RegistrySchema.createLogin(owner, login(role), password.reveal(), role);
      passwords.put(role, password);
    }
    RegistryDatabase database = new RegistryDatabase(postgres.jdbcUrl(), owner, data, passwords);
    database.fillWhereEmpty();
    return database;
  }

  private void fillWhereEmpty() {
    fillWhereEmpty(as(DatabaseRole.REGISTRAR));
  }

  static void fillWhereEmpty(DataSource registrar) {
    RegistryStore store = new RegistryStore(registrar);
    // a registry that cannot be read is somebody's all the same
    if (store.versions().isEmpty()) {
      store.importRegistry(
          SampleWeather.addedTo(RegistryYaml.sample(), LocalDate.now(ZoneId.of("Asia/Hong_Kong"))));
    }
  }

  static String login(DatabaseRole role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  static String secretName(DatabaseRole role) {
    return "postgres-" + login(role);
  }

  static DataSource dataSource(String jdbcUrl, String user, Secret password) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(jdbcUrl);
    source.setUser(user);
    source.setPassword(password.reveal());
    source.setConnectTimeout(10);
    return source;
  }

  String jdbcUrl() {
    return jdbcUrl;
  }

  Secret passwordOf(DatabaseRole role) {
    return passwords.get(role);
  }

  /** Connections that may do what the role may. */
  DataSource as(DatabaseRole role) {
    return dataSource(jdbcUrl, login(role), passwords.get(role));
  }

  /** Connections that read one tenant's rows; its login is made where there is none. */
  DataSource ofTenant(String tenant) {
    String login = RegistrySchema.tenantLogin(tenant);
    try {
      Secret password = Secret.keptIn(data.secret("postgres-" + login));
      RegistrySchema.createTenantLogin(owner, tenant, password.reveal());
      return dataSource(jdbcUrl, login, password);
    } catch (IOException e) {
      throw new UncheckedIOException("the password of login " + login + " cannot be kept", e);
    }
  }

  /** Gives the reference data as they are known now. */
  Supplier<Registry> registry() {
    return new RegistryStore(as(DatabaseRole.AUDITOR))::load;
  }

  @Override
  public void close() {
    // connections are opened and closed for each use
  }
}
