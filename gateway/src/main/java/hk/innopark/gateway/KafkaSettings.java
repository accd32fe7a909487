package hk.innopark.gateway;

import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * How the gateway meets Kafka.
 *
 * @param clientProperties of the operator, such as TLS and SASL; held in a file, since they carry
 *     secrets
 * @param partitions of the topics, where the gateway creates them
 */
record KafkaSettings(
    String bootstrapServers, ClientProperties clientProperties, int partitions, boolean create) {
  /** What the promise rests on, and what the gateway sets itself. */
  private static final Set<String> FIXED =
      Set.of(
          CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
          ProducerConfig.ACKS_CONFIG,
          ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
          ProducerConfig.RETRIES_CONFIG,
          ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
          ProducerConfig.MAX_BLOCK_MS_CONFIG,
          ProducerConfig.TRANSACTIONAL_ID_CONFIG,
          ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
          ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);

  /** Client properties whose values are not told. */
  record ClientProperties(Properties values) {
    @Override
    public String toString() {
      return values.stringPropertyNames() + "=****";
    }
  }

  static KafkaSettings read(EnvironmentReader environment) {
    return new KafkaSettings(
        environment.required("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"),
        clientProperties(environment),
        environment.integer("KAFKA_PARTITIONS", KafkaTopics.DEFAULT_PARTITIONS, 1, 10_000),
        environment.flag("KAFKA_CREATE_TOPICS", false));
  }

  private static ClientProperties clientProperties(EnvironmentReader environment) {
    Properties properties = environment.properties("KAFKA_PROPERTIES_FILE");
    for (String name : properties.stringPropertyNames()) {
      if (FIXED.contains(name)) {
        environment.problem("KAFKA_PROPERTIES_FILE", "sets " + name + ", which is not for setting");
      }
    }
    return new ClientProperties(properties);
  }
}
