package hk.innopark.embedded.stack;

import com.zaxxer.hikari.HikariDataSource;
import hk.innopark.console.Audience;
import hk.innopark.console.ConsoleConfig;
import hk.innopark.console.ConsoleDatabase;
import hk.innopark.console.ConsoleServer;
import hk.innopark.console.Sources;
import hk.innopark.console.access.Access;
import hk.innopark.console.devices.Onboarding;
import hk.innopark.console.figures.QuestDbFigureStore;
import hk.innopark.console.platform.PlatformServers;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.RegistryStore;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The console of a stack. The embedded time-series store knows no tenants, so the console narrows
 * its figures; registry and ledger are read with each tenant's own login.
 */
final class StackConsole implements AutoCloseable {
  private static final Duration QUERY = Duration.ofSeconds(5);

  private final HikariDataSource pool;
  private final ConsoleServer server;
  private final String signInUrl;

  private StackConsole(HikariDataSource pool, ConsoleServer server, String signInUrl) {
    this.pool = pool;
    this.server = server;
    this.signInUrl = signInUrl;
  }

  /**
   * Starts it.
   *
   * @param port on 127.0.0.1
   * @param onboarding what it may do for new devices
   * @param servers what the platform's engineer sees of
   */
  static StackConsole start(
      RegistryDatabase database,
      URI timeSeries,
      int port,
      DataFolder data,
      Onboarding onboarding,
      PlatformServers servers)
      throws IOException {
    HikariDataSource pool = ConsoleDatabase.pool(database.as(DatabaseRole.CONSOLE));
    Access access = Access.in(pool);
    ConsoleServer server =
        new ConsoleServer(
            ConsoleConfig.loopback(port),
            access,
            audience -> sources(audience, database, timeSeries),
            Optional.empty(),
            Optional.of(StackAudit.signer(data.child(StackAudit.FOLDER))),
            onboarding,
            servers);
    String token = SampleAccounts.open(access, database.registry().get(), data);
    server.start();
    return new StackConsole(pool, server, server.url() + "sign-in#" + token);
  }

  private static Sources sources(Audience audience, RegistryDatabase database, URI timeSeries) {
    DataSource own =
        audience.tenant() == null
            ? database.as(DatabaseRole.AUDITOR)
            : database.ofTenant(audience.tenant());
    return new Sources(
        new QuestDbFigureStore(timeSeries, QUERY), new RegistryStore(own)::load, Optional.of(own));
  }

  String url() {
    return server.url();
  }

  /** Signs in once as the platform's engineer. */
  String signInUrl() {
    return signInUrl;
  }

  @Override
  public void close() {
    server.close();
    pool.close();
  }
}
