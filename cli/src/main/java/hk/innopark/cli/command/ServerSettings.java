package hk.innopark.cli.command;

import hk.innopark.cli.command.ExitCode.WrongSettingException;
import hk.innopark.events.settings.PropertiesSetting;
import hk.innopark.events.settings.SecretSetting;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Settings of servers, from the environment, under the names that gateway, job and console use. */
record ServerSettings(Map<String, String> environment) {
  private static final int LAST_PORT = 65_535;
  private static final int CONNECT_SECONDS = 10;

  /** A query may compute for long; a server that is gone says nothing at all. */
  private static final int ANSWER_SECONDS = 600;

  static ServerSettings ofEnvironment() {
    return new ServerSettings(System.getenv());
  }

  Optional<String> text(String key) {
    return Optional.ofNullable(environment.get(key)).map(String::strip).filter(v -> !v.isEmpty());
  }

  String required(String key) throws WrongSettingException {
    return text(key).orElseThrow(() -> new WrongSettingException(key + " is not set"));
  }

  /** A port to listen at; 0 is any that is free. */
  Optional<Integer> port(String key) throws WrongSettingException {
    Optional<String> text = text(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      int port = Integer.parseInt(text.get());
      if (port >= 0 && port <= LAST_PORT) {
        return Optional.of(port);
      }
    } catch (NumberFormatException malformed) {
      throw new WrongSettingException(key + " is no port: " + text.get(), malformed);
    }
    throw new WrongSettingException(key + " is no port: " + text.get());
  }

  URI url(String key) throws WrongSettingException {
    String text = required(key);
    try {
      URI url = URI.create(text);
      if (url.getHost() != null
          && url.getUserInfo() == null
          && ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
        return url;
      }
    } catch (IllegalArgumentException malformed) {
      throw new WrongSettingException(key + " is not of the form http://host:port", malformed);
    }
    throw new WrongSettingException(key + " is not of the form http://host:port");
  }

  /** The value itself, or what is in the file that {@code key_FILE} names. */
  Optional<String> optionalSecret(String key) throws WrongSettingException {
    try {
      return SecretSetting.read(environment, key);
    } catch (IllegalArgumentException wrong) {
      throw new WrongSettingException(wrong.getMessage(), wrong);
    }
  }

  String secret(String key) throws WrongSettingException {
    return optionalSecret(key)
        .orElseThrow(() -> new WrongSettingException(key + " (or " + key + "_FILE) is not set"));
  }

  /** A file that can be read. */
  Optional<Path> file(String key) throws WrongSettingException {
    Optional<Path> file = text(key).map(Path::of);
    if (file.isPresent() && !Files.isReadable(file.get())) {
      throw new WrongSettingException(key + ": " + file.get() + " cannot be read");
    }
    return file;
  }

  /**
   * Kafka's client properties: {@code KAFKA_BOOTSTRAP_SERVERS} and, for TLS and SASL, what the file
   * {@code KAFKA_PROPERTIES_FILE} holds.
   */
  Properties kafka() throws WrongSettingException {
    Properties client;
    try {
      client = PropertiesSetting.read(environment, "KAFKA_PROPERTIES_FILE");
    } catch (IllegalArgumentException wrong) {
      throw new WrongSettingException(wrong.getMessage(), wrong);
    }
    client.setProperty("bootstrap.servers", required("KAFKA_BOOTSTRAP_SERVERS"));
    return client;
  }

  /**
   * The database of {@code REGISTRY_JDBC_URL}, {@code REGISTRY_USER}, {@code
   * REGISTRY_PASSWORD(_FILE)}; TLS and certificates are parameters of the URL.
   */
  DataSource registry() throws WrongSettingException {
    return database("REGISTRY_JDBC_URL", "REGISTRY_USER", "REGISTRY_PASSWORD");
  }

  /** As {@link #registry()}, by the settings of {@code LEDGER_…}. */
  DataSource ledger() throws WrongSettingException {
    return database("LEDGER_JDBC_URL", "LEDGER_USER", "LEDGER_PASSWORD");
  }

  private DataSource database(String urlKey, String userKey, String passwordKey)
      throws WrongSettingException {
    String url = required(urlKey);
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      source.setUrl(url);
    } catch (IllegalArgumentException malformed) {
      throw new WrongSettingException(
          urlKey + " is not of the form jdbc:postgresql://host:port/database");
    }
    if (source.getPassword() != null) {
      throw new WrongSettingException(
          urlKey + " holds a password; give it as " + passwordKey + " or " + passwordKey + "_FILE");
    }
    text(userKey).ifPresent(source::setUser);
    optionalSecret(passwordKey).ifPresent(source::setPassword);
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setSocketTimeout(ANSWER_SECONDS);
    return source;
  }
}
