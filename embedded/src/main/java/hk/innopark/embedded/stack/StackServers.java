package hk.innopark.embedded.stack;

import hk.innopark.embedded.server.EmbeddedFlink;
import hk.innopark.embedded.server.EmbeddedKafka;
import hk.innopark.embedded.server.EmbeddedMqttBroker;
import hk.innopark.embedded.server.EmbeddedPostgres;
import hk.innopark.embedded.server.EmbeddedTimeSeries;
import hk.innopark.registry.access.MqttUser;
import hk.innopark.registry.access.Secret;
import java.util.List;
import java.util.Optional;

/** The servers that the parts of the stack talk to. */
record StackServers(
    EmbeddedPostgres postgres,
    EmbeddedKafka kafka,
    EmbeddedMqttBroker mqtt,
    EmbeddedTimeSeries timeSeries,
    EmbeddedFlink flink) {
  /** All at once; where one fails, the parts stop the others. */
  static StackServers start(
      Parts parts,
      Installation installation,
      DataFolder data,
      MqttAccounts users,
      StackPorts ports,
      int parallelism)
      throws Exception {
    List<MqttUser> known = users.of(MqttAccounts.simulatedTenants());
    Secret superuser = Secret.keptIn(data.secret("postgres-superuser"));
    var mqttPending =
        parts.startServer(
            "MQTT broker",
            () ->
                EmbeddedMqttBroker.start(
                    installation.broker(), data.child("mqtt"), ports.mqtt(), known));
    var postgresPending =
        parts.startServer(
            "PostgreSQL",
            () ->
                EmbeddedPostgres.start(
                    installation.postgres(), data.child("postgres"), ports.postgres(), superuser));
    var kafkaPending =
        parts.startServer(
            "Kafka",
            () -> EmbeddedKafka.start(data.child("kafka"), ports.kafka(), ports.kafkaController()));
    var timeSeriesPending =
        parts.startServer(
            "time-series store",
            () -> EmbeddedTimeSeries.start(data.child("timeseries"), ports.timeSeries()));
    var flinkPending =
        parts.startServer(
            "Flink", () -> EmbeddedFlink.start(data.child("flink"), ports.flink(), parallelism));
    return new StackServers(
        postgresPending.get(),
        kafkaPending.get(),
        mqttPending.get(),
        timeSeriesPending.get(),
        flinkPending.get());
  }

  /** Which one has ended; empty while none has that can. */
  Optional<String> failure() {
    if (!mqtt.isAlive()) {
      return Optional.of("the MQTT broker has ended");
    }
    return postgres.isAlive() ? Optional.empty() : Optional.of("PostgreSQL has ended");
  }
}
