package hk.innopark.console;

import hk.innopark.console.figures.FigureStore;
import hk.innopark.console.figures.InfluxFigureStore;
import hk.innopark.console.figures.QuestDbFigureStore;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * What a console of its own is told by its environment. Secrets stand in {@code KEY} or in the file
 * that {@code KEY_FILE} names.
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><td>{@code CONSOLE_ADDRESS}</td><td>default {@code 127.0.0.1}</td></tr>
 * <tr><td>{@code CONSOLE_PORT}</td><td>default 8080</td></tr>
 * <tr><td>{@code CONSOLE_HOSTS}</td><td>default {@code localhost,127.0.0.1,[::1]}: names under which browsers may call it</td></tr>
 * <tr><td>{@code INFLUX_URL}, {@code INFLUX_TOKEN}</td><td>InfluxDB with a bucket a tenant; the token reads</td></tr>
 * <tr><td>{@code QUESTDB_URL}</td><td>QuestDB instead</td></tr>
 * <tr><td>{@code REGISTRY_JDBC_URL}, {@code REGISTRY_USER}, {@code REGISTRY_PASSWORD}</td><td>registry and ledger; an auditor's login</td></tr>
 * </table>
 */
final class ConsoleSettings {
  private static final Duration QUERY = Duration.ofSeconds(10);
  private static final Duration REFRESH = Duration.ofSeconds(5);
  private static final String DEFAULT_HOSTS = "localhost,127.0.0.1,[::1]";
  private static final int DEFAULT_PORT = 8080;

  private final Map<String, String> environment;
  private final ConsoleConfig config;
  private final DataSource database;
  private final URI store;

  private ConsoleSettings(Map<String, String> environment) {
    this.environment = environment;
    this.config =
        new ConsoleConfig(text("CONSOLE_ADDRESS").orElse("127.0.0.1"), port(), hosts(), REFRESH);
    this.database = database();
    this.store = store();
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
    Supplier<Registry> registry = new RecentRegistry(new RegistryStore(database)::load);
    return new ConsoleServer(config, figures(registry), registry, Optional.of(database));
  }

  private FigureStore figures(Supplier<Registry> registry) {
    if (text("QUESTDB_URL").isPresent()) {
      return new QuestDbFigureStore(store, QUERY);
    }
    return new InfluxFigureStore(
        store,
        secret("INFLUX_TOKEN"),
        QUERY,
        () -> registry.get().tenants().stream().map(Tenant::id).toList());
  }

  private int port() {
    String text = text("CONSOLE_PORT").orElse(Integer.toString(DEFAULT_PORT));
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException notWhole) {
      throw new IllegalArgumentException(
          "CONSOLE_PORT is \"" + text + "\"; expected 0 to 65535", notWhole);
    }
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
    String url = required(key);
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

  private DataSource database() {
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      source.setUrl(required("REGISTRY_JDBC_URL"));
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          text("REGISTRY_JDBC_URL").isEmpty()
              ? malformed.getMessage()
              : "REGISTRY_JDBC_URL is not of the form jdbc:postgresql://host:port/database",
          malformed);
    }
    source.setUser(required("REGISTRY_USER"));
    source.setPassword(
        secret("REGISTRY_PASSWORD")
            .orElseThrow(
                () -> new IllegalArgumentException("REGISTRY_PASSWORD(_FILE) is not set")));
    source.setConnectTimeout((int) QUERY.toSeconds());
    return source;
  }

  private Optional<String> text(String key) {
    return Optional.ofNullable(environment.get(key)).map(String::strip).filter(v -> !v.isEmpty());
  }

  private String required(String key) {
    return text(key).orElseThrow(() -> new IllegalArgumentException(key + " is not set"));
  }

  private Optional<String> secret(String key) {
    String fileKey = key + "_FILE";
    Optional<String> file = text(fileKey);
    if (file.isEmpty()) {
      return text(key);
    }
    if (text(key).isPresent()) {
      throw new IllegalArgumentException(key + " and " + fileKey + " are both set");
    }
    try {
      return Optional.of(Files.readString(Path.of(file.get())).strip())
          .filter(content -> !content.isEmpty())
          .or(
              () -> {
                throw new IllegalArgumentException(fileKey + ": " + file.get() + " is empty");
              });
    } catch (IOException unreadable) {
      throw new IllegalArgumentException(fileKey + ": cannot read " + file.get(), unreadable);
    }
  }
}
