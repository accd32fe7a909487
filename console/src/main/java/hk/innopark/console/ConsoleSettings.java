package hk.innopark.console;

import com.zaxxer.hikari.HikariDataSource;
import hk.innopark.console.access.Access;
import hk.innopark.console.devices.Onboarding;
import hk.innopark.console.figures.FigureStore;
import hk.innopark.console.figures.InfluxBuckets;
import hk.innopark.console.figures.InfluxFigureStore;
import hk.innopark.console.figures.QuestDbFigureStore;
import hk.innopark.console.platform.PlatformServers;
import hk.innopark.events.settings.SecretSetting;
import hk.innopark.events.settings.Settings;
import hk.innopark.events.settings.TokenFile;
import hk.innopark.registry.RegistrySchema;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.evidence.NoteSigner;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a console of its own is told by its environment. Secrets stand in {@code KEY} or in the file
 * that {@code KEY_FILE} names.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><td>{@code CONSOLE_ADDRESS}</td><td>default {@code 127.0.0.1}</td></tr>
 * <tr><td>{@code CONSOLE_PORT}</td><td>default 8080</td></tr>
 * <tr><td>{@code CONSOLE_HOSTS}</td><td>default {@code localhost,127.0.0.1,[::1]}: names under which browsers may call it</td></tr>
 * <tr><td>{@code CONSOLE_PUBLIC_URL}</td><td>where browsers find it; with https, cookies go over TLS alone</td></tr>
 * <tr><td>{@code CONSOLE_BEHIND_PROXY}</td><td>{@code true} where a proxy says in X-Forwarded-For who calls</td></tr>
 * <tr><td>{@code INFLUX_URL}, {@code INFLUX_TOKEN}</td><td>InfluxDB with a bucket a tenant; the token reads all</td></tr>
 * <tr><td>{@code TENANT_SECRETS}</td><td>a folder: {@code tenant-{id}} is the token that reads a tenant's bucket, {@code hkstp} HKSTP's, {@code postgres-tenant-{id}} the password of a tenant's login</td></tr>
 * <tr><td>{@code QUESTDB_URL}</td><td>QuestDB instead</td></tr>
 * <tr><td>{@code REGISTRY_JDBC_URL}, {@code REGISTRY_USER}, {@code REGISTRY_PASSWORD}</td><td>registry and ledger; an auditor's login</td></tr>
 * <tr><td>{@code ACCESS_USER}, {@code ACCESS_PASSWORD}</td><td>accounts and sessions in the same database; a login of group innopark_console</td></tr>
 * <tr><td>{@code REGISTRAR_USER}, {@code REGISTRAR_PASSWORD}</td><td>a login of group innopark_onboarder; without it, devices are registered by command alone</td></tr>
 * <tr><td>{@code GATEWAY_URLS}, {@code FLINK_URL}</td><td>where gateways serve {@code /metrics}, joined by commas, and Flink's REST interface: both are asked for the platform's page</td></tr>
 * <tr><td>{@code OIDC_ISSUER}, {@code OIDC_CLIENT_ID}, {@code OIDC_CLIENT_SECRET}</td><td>an OpenID provider to sign in with; needs CONSOLE_PUBLIC_URL</td></tr>
 * </table>
 */
final class ConsoleSettings {
  private static final Logger LOG = LoggerFactory.getLogger(ConsoleSettings.class);
  private static final Duration QUERY = Duration.ofSeconds(10);
  private static final Duration REFRESH = Duration.ofSeconds(5);
  private static final String DEFAULT_HOSTS = "localhost,127.0.0.1,[::1]";
  private static final int DEFAULT_PORT = 8080;

  private final Map<String, String> environment;
  private final Settings settings;
  private final ConsoleConfig config;
  private final PGSimpleDataSource database;
  private final HikariDataSource access;
  private final URI store;
  private final Optional<Path> tenantSecrets;
  private final Optional<OidcConfig> provider;
  private final PlatformServers servers;

  private ConsoleSettings(Map<String, String> environment) {
    this.environment = environment;
    this.settings = new Settings(environment);
    this.config =
        new ConsoleConfig(
            text("CONSOLE_ADDRESS").orElse("127.0.0.1"),
            settings.port("CONSOLE_PORT", DEFAULT_PORT),
            hosts(),
            REFRESH,
            publicUrl(),
            text("CONSOLE_BEHIND_PROXY").map(Boolean::parseBoolean).orElse(false));
    this.store = store();
    this.database = database("REGISTRY");
    this.tenantSecrets = text("TENANT_SECRETS").map(Path::of);
    this.provider = provider();
    this.servers = servers();
    this.access = ConsoleDatabase.pool(database("ACCESS"));
  }

  /**
   * Reads the keys.
   *
   * @throws IllegalArgumentException naming the key that is missing or invalid
   */
  static ConsoleSettings fromEnvironment(Map<String, String> environment) {
    return new ConsoleSettings(Map.copyOf(environment));
  }

  ConsoleServer newConsole() {
    Optional<NoteSigner> signer =
        text("LEDGER_KEY_FILE").map(Path::of).map(key -> NoteSigner.keptIn(key, "innopark-ledger"));
    return new ConsoleServer(
        config, Access.in(access), this::sources, provider, signer, onboarding(), servers);
  }

  private PlatformServers servers() {
    Optional<URI> flink = text("FLINK_URL").map(url -> webAddress("FLINK_URL", url));
    Optional<List<URI>> gateways =
        text("GATEWAY_URLS")
            .map(
                urls ->
                    Arrays.stream(urls.split(",", -1))
                        .map(url -> webAddress("GATEWAY_URLS", url.strip()))
                        .toList());
    return new PlatformServers(() -> flink, () -> gateways);
  }

  /**
   * Credentials are made by command: the broker's are no business of a server that browsers reach.
   */
  private Onboarding onboarding() {
    return text("REGISTRAR_USER").isEmpty()
        ? Onboarding.NONE
        : new Onboarding(
            Optional.of(new RegistryStore(database("REGISTRAR"))), Optional.empty(), () -> {});
  }

  /** Each audience's own connections: a tenant's login and token, HKSTP's token. */
  private Sources sources(Audience audience) {
    DataSource own =
        audience.kind() == Audience.Kind.TENANT ? tenantDatabase(audience.tenant()) : database;
    Supplier<Registry> registry = new RecentRegistry(new RegistryStore(own)::load);
    return new Sources(figures(audience, registry), registry, Optional.of(own));
  }

  private FigureStore figures(Audience audience, Supplier<Registry> registry) {
    if (text("QUESTDB_URL").isPresent()) {
      return new QuestDbFigureStore(store, QUERY);
    }
    return switch (audience.kind()) {
      case TENANT ->
          influx(
              tenantToken("tenant-" + audience.tenant()),
              InfluxBuckets.ofTenant(audience.tenant()));
      case HKSTP -> influx(tenantToken("hkstp"), InfluxBuckets.ofHkstp());
      case PLATFORM ->
          influx(
              token("INFLUX_TOKEN"),
              InfluxBuckets.all(() -> registry.get().tenants().stream().map(Tenant::id).toList()));
    };
  }

  private FigureStore influx(Optional<TokenFile> token, InfluxBuckets buckets) {
    return new InfluxFigureStore(store, token, QUERY, buckets);
  }

  private DataSource tenantDatabase(String tenant) {
    String login = RegistrySchema.tenantLogin(tenant);
    return ConsoleDatabase.as(
        database,
        login,
        tenantSecret("postgres-" + login)
            .orElseThrow(() -> RequestException.unavailable("error.no_tenant_secrets")));
  }

  /** As it is at each query: it may be exchanged while the console runs. */
  private Optional<TokenFile> token(String key) {
    return secret(key)
        .map(
            token ->
                SecretSetting.file(environment, key)
                    .map(file -> TokenFile.of(file, token))
                    .orElseGet(() -> TokenFile.fixed(token)));
  }

  private Optional<TokenFile> tenantToken(String name) {
    return tenantSecret(name)
        .map(token -> TokenFile.of(tenantSecrets.orElseThrow().resolve(name), token));
  }

  /** A secret of one audience; empty where no folder of them is named. */
  private Optional<String> tenantSecret(String name) {
    return tenantSecrets.map(
        folder -> {
          Path file = folder.resolve(name);
          try {
            return Files.readString(file).strip();
          } catch (IOException unreadable) {
            LOG.warn("TENANT_SECRETS: {} cannot be read", file);
            throw RequestException.unavailable("error.no_tenant_login");
          }
        });
  }

  private URI publicUrl() {
    return text("CONSOLE_PUBLIC_URL")
        .map(url -> webAddress("CONSOLE_PUBLIC_URL", url))
        .orElse(null);
  }

  private Optional<OidcConfig> provider() {
    return text("OIDC_ISSUER")
        .map(
            issuer -> {
              if (config.publicUrl() == null) {
                throw new IllegalArgumentException("OIDC_ISSUER needs CONSOLE_PUBLIC_URL");
              }
              return new OidcConfig(
                  webAddress("OIDC_ISSUER", issuer),
                  required("OIDC_CLIENT_ID"),
                  secret("OIDC_CLIENT_SECRET").orElse(""),
                  config.publicUrl().resolve("/sign-in/provider/callback"));
            });
  }

  private Set<String> hosts() {
    return Arrays.stream(text("CONSOLE_HOSTS").orElse(DEFAULT_HOSTS).split(",", -1))
        .map(String::strip)
        .filter(host -> !host.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  private URI store() {
    Optional<String> questDb = text("QUESTDB_URL");
    if (questDb.isPresent() && text("INFLUX_URL").isPresent()) {
      throw new IllegalArgumentException("INFLUX_URL and QUESTDB_URL are both set");
    }
    String key = questDb.isPresent() ? "QUESTDB_URL" : "INFLUX_URL";
    return webAddress(key, required(key));
  }

  private static URI webAddress(String key, String url) {
    try {
      URI uri = URI.create(url);
      if (uri.getScheme() != null && uri.getScheme().startsWith("http") && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException malformed) {
      // refused below, with the key
    }
    throw new IllegalArgumentException(key + " is \"" + url + "\"; expected http://host:port");
  }

  /** The database of registry, ledger and accounts, as the login of {@code prefix_USER}. */
  private PGSimpleDataSource database(String prefix) {
    String url = required("REGISTRY_JDBC_URL");
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      source.setUrl(url);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "REGISTRY_JDBC_URL is not of the form jdbc:postgresql://host:port/database", malformed);
    }
    source.setUser(required(prefix + "_USER"));
    source.setPassword(
        secret(prefix + "_PASSWORD")
            .orElseThrow(
                () -> new IllegalArgumentException(prefix + "_PASSWORD(_FILE) is not set")));
    return ConsoleDatabase.bounded(source);
  }

  private Optional<String> text(String key) {
    return settings.text(key);
  }

  private String required(String key) {
    return settings.required(key);
  }

  private Optional<String> secret(String key) {
    return SecretSetting.read(environment, key);
  }
}
