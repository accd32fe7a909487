package hk.innopark.jobs.source;

import hk.innopark.events.settings.Settings;
import hk.innopark.jobs.kafka.KafkaConnection;
import java.util.Map;
import java.util.Properties;

/**
 * Where the messages are.
 *
 * @param kafka the servers, and how to be let in
 * @param group the consumer group, under which offsets are committed for others to see the lag
 */
public record KafkaSourceConfig(KafkaConnection kafka, String group) {
  private static final String DEFAULT_GROUP = "innopark-telemetry";

  public static KafkaSourceConfig of(String bootstrapServers) {
    return new KafkaSourceConfig(KafkaConnection.of(bootstrapServers), DEFAULT_GROUP);
  }

  /** Reads what {@link KafkaConnection} reads, and optionally {@code KAFKA_GROUP}. */
  public static KafkaSourceConfig fromEnvironment(Map<String, String> environment) {
    Settings settings = new Settings(environment);
    return new KafkaSourceConfig(
        KafkaConnection.fromEnvironment(environment),
        settings.text("KAFKA_GROUP").orElse(DEFAULT_GROUP));
  }

  /** The servers, host:port, joined by commas. */
  public String bootstrapServers() {
    return kafka.bootstrapServers();
  }

  /** TLS, SASL and the like. */
  Properties clientProperties() {
    Properties properties = new Properties();
    kafka.clientProperties().forEach((name, value) -> properties.setProperty(name, value.reveal()));
    return properties;
  }
}
