package hk.innopark.jobs.kafka;

import hk.innopark.events.settings.SecretValue;
import hk.innopark.events.settings.Settings;
import java.io.Serializable;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * Where Kafka is, and how to be let in.
 *
 * @param bootstrapServers {@code host:port}, separated by commas
 * @param clientProperties Kafka's own, such as TLS and SASL; not shown, since some are passwords
 */
public record KafkaConnection(String bootstrapServers, Map<String, SecretValue> clientProperties)
    implements Serializable {
  /** What the promise rests on, and what the sink sets itself. */
  private static final Set<String> FIXED =
      Set.of(
          "bootstrap.servers",
          "acks",
          "enable.idempotence",
          "transactional.id",
          "delivery.timeout.ms",
          "key.serializer",
          "value.serializer");

  public KafkaConnection {
    if (bootstrapServers.isBlank()) {
      throw new IllegalArgumentException("KAFKA_BOOTSTRAP_SERVERS is empty");
    }
    for (String name : clientProperties.keySet()) {
      if (FIXED.contains(name)) {
        throw new IllegalArgumentException(
            "KAFKA_PROPERTIES_FILE sets " + name + ", which is not for setting");
      }
    }
    clientProperties = Map.copyOf(clientProperties);
  }

  /** A server that lets everybody in. */
  public static KafkaConnection of(String bootstrapServers) {
    return new KafkaConnection(bootstrapServers, Map.of());
  }

  /**
   * Reads {@code KAFKA_BOOTSTRAP_SERVERS}, and further client properties from the file that {@code
   * KAFKA_PROPERTIES_FILE} names, if it is set.
   */
  public static KafkaConnection fromEnvironment(Map<String, String> environment) {
    Settings settings = new Settings(environment);
    String servers = settings.required("KAFKA_BOOTSTRAP_SERVERS");
    Properties properties = settings.properties("KAFKA_PROPERTIES_FILE");
    Map<String, SecretValue> secrets = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      secrets.put(name, SecretValue.of(properties.getProperty(name)));
    }
    return new KafkaConnection(servers, secrets);
  }

  /** What a producer needs that must not lose a record, beside its serializers. */
  public Properties producerProperties() {
    Properties properties = new Properties();
    properties.setProperty("compression.type", "lz4");
    clientProperties.forEach((name, value) -> properties.setProperty(name, value.reveal()));
    properties.setProperty("bootstrap.servers", bootstrapServers);
    properties.setProperty("acks", "all");
    properties.setProperty("enable.idempotence", "true");
    // longer than a broker's restart; after it the job fails, restarts and replays
    properties.setProperty("delivery.timeout.ms", "120000");
    return properties;
  }
}
