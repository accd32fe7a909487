package hk.innopark.jobs.source;

import hk.innopark.jobs.sink.Settings;
import java.util.Map;

/**
 * Where the messages are.
 *
 * @param bootstrapServers host:port, joined by commas
 * @param group the consumer group, under which offsets are committed for others to see the lag
 */
public record KafkaSourceConfig(String bootstrapServers, String group) {
  private static final String DEFAULT_GROUP = "innopark-telemetry";

  public static KafkaSourceConfig of(String bootstrapServers) {
    return new KafkaSourceConfig(bootstrapServers, DEFAULT_GROUP);
  }

  /** Reads {@code KAFKA_BOOTSTRAP_SERVERS} and optionally {@code KAFKA_GROUP}. */
  public static KafkaSourceConfig fromEnvironment(Map<String, String> environment) {
    Settings settings = new Settings(environment);
    return new KafkaSourceConfig(
        settings.required("KAFKA_BOOTSTRAP_SERVERS"),
        settings.text("KAFKA_GROUP").orElse(DEFAULT_GROUP));
  }
}
