package hk.innopark.cli.command;

import hk.innopark.cli.command.ExitCode.NoServerException;
import hk.innopark.embedded.stack.RunningStack;
import hk.innopark.events.RefusedException;
import hk.innopark.jobs.sink.influx.InfluxRouting;
import hk.innopark.jobs.sink.influx.InfluxSinkConfig;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.RegistryStore;
import hk.innopark.registry.access.Secret;
import hk.innopark.registry.ledger.LedgerStore;
import hk.innopark.simulators.publish.MessageSink;
import hk.innopark.transports.mqtt.MqttPublisher;
import hk.innopark.transports.mqtt.MqttTarget;
import hk.innopark.transports.sparkplug.SparkplugPublisher;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Properties;
import javax.sql.DataSource;
import picocli.CommandLine.Option;

/** Which servers a command works with: those of the environment, else those of a running stack. */
final class StackOption {
  private static final int MOST_UNCONFIRMED = 1000;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description =
          "Data folder of the innopark up whose servers are meant, unless the environment names"
              + " others. Default: data beside the innopark script.")
  private Path data;

  private final ServerSettings settings = ServerSettings.ofEnvironment();

  private RunningStack stack() throws RefusedException {
    return RunningStack.of(Home.data(data));
  }

  /** {@code REGISTRY_JDBC_URL} and what goes with it. */
  DataSource database(DatabaseRole role) throws RefusedException, IOException {
    return settings.text("REGISTRY_JDBC_URL").isPresent()
        ? settings.registry()
        : withHint("REGISTRY_JDBC_URL").database(role);
  }

  /** The ledger, to be read. */
  LedgerStore ledger() throws RefusedException, IOException {
    return new LedgerStore(database(DatabaseRole.AUDITOR));
  }

  /** Reference data in the database. */
  RegistryStore registry(DatabaseRole role) throws RefusedException, IOException {
    return new RegistryStore(database(role));
  }

  /** As {@link #database}, but only where the environment names it: never a running stack's. */
  DataSource namedDatabase() throws RefusedException {
    return settings.registry();
  }

  /**
   * Where ledger rows are appended: {@code LEDGER_JDBC_URL} and what goes with it, where the
   * environment names a database to read.
   */
  DataSource ledgerWriter() throws RefusedException, IOException {
    return settings.text("REGISTRY_JDBC_URL").isPresent()
        ? settings.ledger()
        : withHint("REGISTRY_JDBC_URL").database(DatabaseRole.WRITER);
  }

  /** {@code INFLUX_URL} and what goes with it. */
  InfluxSinkConfig timeSeries() throws RefusedException {
    if (settings.text("INFLUX_URL").isPresent()) {
      return InfluxSinkConfig.fromEnvironment(settings.environment());
    }
    return InfluxSinkConfig.builder(
            URI.create("http://127.0.0.1:" + withHint("INFLUX_URL").ports().timeSeries()))
        .routing(InfluxRouting.SINGLE_BUCKET)
        .build();
  }

  /** {@code KAFKA_BOOTSTRAP_SERVERS} and {@code KAFKA_PROPERTIES_FILE}, as client properties. */
  Properties kafka() throws RefusedException {
    if (settings.text("KAFKA_BOOTSTRAP_SERVERS").isPresent()) {
      return settings.kafka();
    }
    Properties client = new Properties();
    client.setProperty(
        "bootstrap.servers", withHint("KAFKA_BOOTSTRAP_SERVERS").kafkaBootstrapServers());
    return client;
  }

  /** As {@link #kafka}, but only where the environment names it: never a running stack's. */
  Properties namedKafka() throws RefusedException {
    return settings.kafka();
  }

  /** {@code MQTT_URL} and what goes with it. */
  MqttTarget mqtt(String clientId) throws RefusedException, IOException {
    if (settings.text("MQTT_URL").isPresent()) {
      return MqttSetting.read(settings, clientId);
    }
    RunningStack stack = withHint("MQTT_URL");
    Secret password = stack.operatorPassword();
    return new MqttTarget(
        "127.0.0.1", stack.ports().mqtt(), RunningStack.OPERATOR, password.reveal(), clientId);
  }

  /** What publishes to the broker of {@link #mqtt}: JSON as it is, or the same in Sparkplug B. */
  MessageSink publisher(String clientId, boolean inSparkplug) throws Exception {
    MqttTarget target = mqtt(clientId);
    return inSparkplug
        ? new SparkplugPublisher(target, Clock.systemUTC())
        : MqttPublisher.connect(target, 1, MOST_UNCONFIRMED);
  }

  private RunningStack withHint(String key) throws RefusedException {
    try {
      return stack();
    } catch (RefusedException nothingRuns) {
      throw new NoServerException(
          nothingRuns.getMessage() + ", and " + key + " is not set", nothingRuns);
    }
  }
}
