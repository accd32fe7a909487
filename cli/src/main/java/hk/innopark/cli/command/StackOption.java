package hk.innopark.cli.command;

import hk.innopark.embedded.stack.RunningStack;
import hk.innopark.events.RefusedException;
import hk.innopark.jobs.sink.influx.InfluxRouting;
import hk.innopark.jobs.sink.influx.InfluxSinkConfig;
import hk.innopark.jobs.sink.ledger.LedgerSinkConfig;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.access.Secret;
import hk.innopark.transports.mqtt.MqttTarget;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Option;

/** Which servers a command works with: those of the environment, else those of a running stack. */
final class StackOption {
  private static final int MQTT_PORT = 1883;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Data folder of the innopark up whose servers are meant, unless the environment names"
              + " others. Default: data beside the innopark script.")
  private Path data;

  private final Map<String, String> environment = System.getenv();

  private RunningStack stack() throws RefusedException {
    return RunningStack.of(data == null ? Home.folder().resolve("data") : data.toAbsolutePath());
  }

  /** {@code REGISTRY_JDBC_URL}, {@code REGISTRY_USER}, {@code REGISTRY_PASSWORD(_FILE)}. */
  DataSource database(DatabaseRole role) throws RefusedException, IOException {
    String url = environment.get("REGISTRY_JDBC_URL");
    return url == null ? withHint("REGISTRY_JDBC_URL").database(role) : namedDatabase();
  }

  /** As {@link #database}, but only where the environment names it: never a running stack's. */
  DataSource namedDatabase() throws RefusedException {
    String url = environment.get("REGISTRY_JDBC_URL");
    if (url == null) {
      throw new RefusedException("REGISTRY_JDBC_URL is not set");
    }
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      source.setUrl(url);
    } catch (IllegalArgumentException malformed) {
      throw new RefusedException("REGISTRY_JDBC_URL is not of the form jdbc:postgresql://…");
    }
    source.setUser(environment.get("REGISTRY_USER"));
    source.setPassword(secret("REGISTRY_PASSWORD"));
    source.setConnectTimeout(10);
    return source;
  }

  /**
   * Where ledger rows are appended: {@code LEDGER_JDBC_URL}, {@code LEDGER_USER}, {@code
   * LEDGER_PASSWORD(_FILE)}, where the environment names a database to read.
   */
  DataSource ledgerWriter() throws RefusedException, IOException {
    if (environment.get("REGISTRY_JDBC_URL") == null) {
      return withHint("REGISTRY_JDBC_URL").database(DatabaseRole.WRITER);
    }
    LedgerSinkConfig ledger = LedgerSinkConfig.fromEnvironment(environment);
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl(ledger.jdbcUrl());
    source.setUser(ledger.user());
    source.setPassword(ledger.password().reveal());
    source.setConnectTimeout(10);
    return source;
  }

  /** {@code INFLUX_URL} and what goes with it. */
  InfluxSinkConfig timeSeries() throws RefusedException {
    if (environment.get("INFLUX_URL") != null) {
      return InfluxSinkConfig.fromEnvironment(environment);
    }
    return InfluxSinkConfig.builder(
            URI.create("http://127.0.0.1:" + withHint("INFLUX_URL").ports().timeSeries()))
        .routing(InfluxRouting.SINGLE_BUCKET)
        .build();
  }

  /** {@code KAFKA_BOOTSTRAP_SERVERS}. */
  String kafkaBootstrapServers() throws RefusedException {
    String servers = environment.get("KAFKA_BOOTSTRAP_SERVERS");
    return servers == null ? withHint("KAFKA_BOOTSTRAP_SERVERS").kafkaBootstrapServers() : servers;
  }

  /** {@code MQTT_URL}, {@code MQTT_USERNAME}, {@code MQTT_PASSWORD(_FILE)}. */
  MqttTarget mqtt(String clientId) throws RefusedException, IOException {
    String url = environment.get("MQTT_URL");
    if (url == null) {
      RunningStack stack = withHint("MQTT_URL");
      Secret password = stack.operatorPassword();
      return new MqttTarget(
          "127.0.0.1", stack.ports().mqtt(), RunningStack.OPERATOR, password.reveal(), clientId);
    }
    URI uri;
    try {
      uri = URI.create(url);
    } catch (IllegalArgumentException malformed) {
      throw new RefusedException("MQTT_URL is not of the form tcp://host:port");
    }
    if (!"tcp".equals(uri.getScheme()) || uri.getHost() == null || uri.getUserInfo() != null) {
      throw new RefusedException("MQTT_URL is not of the form tcp://host:port");
    }
    return new MqttTarget(
        uri.getHost(),
        uri.getPort() < 0 ? MQTT_PORT : uri.getPort(),
        environment.get("MQTT_USERNAME"),
        secret("MQTT_PASSWORD"),
        clientId);
  }

  private RunningStack withHint(String key) throws RefusedException {
    try {
      return stack();
    } catch (RefusedException nothingRuns) {
      throw new RefusedException(
          nothingRuns.getMessage() + ", and " + key + " is not set", nothingRuns);
    }
  }

  private String secret(String key) throws RefusedException {
    String file = environment.get(key + "_FILE");
    if (file == null) {
      return environment.get(key);
    }
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException unreadable) {
      throw new RefusedException(key + "_FILE: " + file + " cannot be read", unreadable);
    }
  }
}
