package hk.innopark.embedded.stack;

import hk.innopark.embedded.server.EmbeddedKafka;
import hk.innopark.embedded.server.EmbeddedMqttBroker;
import hk.innopark.embedded.server.EmbeddedTimeSeries;
import hk.innopark.events.settings.SecretValue;
import hk.innopark.gateway.GatewayConfig;
import hk.innopark.jobs.TelemetryJobConfig;
import hk.innopark.jobs.sink.influx.InfluxRouting;
import hk.innopark.jobs.sink.influx.InfluxSinkConfig;
import hk.innopark.jobs.sink.ledger.LedgerSinkConfig;
import hk.innopark.jobs.source.KafkaSourceConfig;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.simulators.publish.MessageSink;
import hk.innopark.transports.mqtt.MqttPublisher;
import hk.innopark.transports.mqtt.MqttTarget;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/** How the parts of the stack reach its servers: addresses, users and passwords. */
final class StackWiring {
  /** From which the gateway learns what mapped devices publish. */
  static final String MAPPED_TOPICS = "mapped-topics";

  private static final int WINDOW = 500;

  private final DataFolder data;
  private final MqttAccounts users;
  private final RegistryDatabase database;
  private final EmbeddedMqttBroker mqtt;
  private final EmbeddedKafka kafka;
  private final EmbeddedTimeSeries timeSeries;

  StackWiring(
      DataFolder data,
      MqttAccounts users,
      RegistryDatabase database,
      EmbeddedMqttBroker mqtt,
      EmbeddedKafka kafka,
      EmbeddedTimeSeries timeSeries) {
    this.data = data;
    this.users = users;
    this.database = database;
    this.mqtt = mqtt;
    this.kafka = kafka;
    this.timeSeries = timeSeries;
  }

  Properties kafkaClient() {
    Properties client = new Properties();
    client.put("bootstrap.servers", kafka.bootstrapServers());
    return client;
  }

  /** Each tenant's plants publish as their tenant's user. */
  MessageSink plants() throws IOException {
    Map<String, MessageSink> sinks = new HashMap<>();
    for (String tenant : MqttAccounts.simulatedTenants()) {
      String user = tenant.split("/", 2)[1];
      MqttTarget target =
          new MqttTarget(
              "127.0.0.1", mqtt.port(), user, users.password(user).reveal(), "plants-" + user);
      sinks.put(tenant, MqttPublisher.connect(target, 1, WINDOW));
    }
    return new TenantSinks(sinks);
  }

  GatewayConfig gateway() throws IOException {
    return GatewayConfig.fromEnvironment(
        Map.of(
            "MQTT_URL",
            mqtt.url(),
            "MQTT_USERNAME",
            MqttAccounts.GATEWAY,
            "MQTT_PASSWORD",
            users.password(MqttAccounts.GATEWAY).reveal(),
            "MQTT_TOPICS_FILE",
            data.child(MAPPED_TOPICS).toString(),
            "KAFKA_BOOTSTRAP_SERVERS",
            kafka.bootstrapServers(),
            // they begin when the history is in: a heartbeat of now would make all of it late
            "HEARTBEAT_INTERVAL",
            "PT0S",
            // for the console's page of the platform
            "HEALTH_PORT",
            "0"));
  }

  TelemetryJobConfig job() {
    return job(kafka, timeSeries, database);
  }

  /** Of a job that reads from and writes to these. */
  static TelemetryJobConfig job(
      EmbeddedKafka kafka, EmbeddedTimeSeries timeSeries, RegistryDatabase database) {
    String writer = RegistryDatabase.login(DatabaseRole.WRITER);
    SecretValue password = SecretValue.of(database.passwordOf(DatabaseRole.WRITER).reveal());
    return TelemetryJobConfig.of(
        KafkaSourceConfig.of(kafka.bootstrapServers()),
        InfluxSinkConfig.builder(URI.create(timeSeries.url()))
            .routing(InfluxRouting.SINGLE_BUCKET)
            .build(),
        LedgerSinkConfig.of(database.jdbcUrl(), writer, password),
        new hk.innopark.jobs.reference.RegistryDatabase(database.jdbcUrl(), writer, password));
  }
}
