package hk.innopark.gateway;

import hk.innopark.events.Ids;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * The gateway's settings, checked; secrets are hidden in its text form.
 *
 * <p>There is one way to make one, from the environment or from a map of the same keys:
 *
 * <pre>{@code
 * GatewayConfig.fromEnvironment(System.getenv());
 * GatewayConfig.fromEnvironment(
 *     Map.of(
 *         "MQTT_URL", "tcp://127.0.0.1:1883",
 *         "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092",
 *         "GATEWAY_ID", "embedded"));
 * }</pre>
 *
 * <table>
 * <caption>Keys</caption>
 * <tr><td>{@code MQTT_URL}</td><td>required; {@code tcp://host:port} or {@code ssl://host:port}</td></tr>
 * <tr><td>{@code MQTT_USERNAME}, {@code MQTT_PASSWORD} or {@code MQTT_PASSWORD_FILE}</td><td>credential</td></tr>
 * <tr><td>{@code MQTT_CA_FILE}</td><td>PEM; default the JVM's authorities</td></tr>
 * <tr><td>{@code MQTT_CERTIFICATE_FILE}, {@code MQTT_KEY_FILE}</td><td>PEM (PKCS #8), for mutual TLS</td></tr>
 * <tr><td>{@code MQTT_CLIENT_ID}</td><td>default the gateway's id; a further connection adds {@code -2}, {@code -3} …</td></tr>
 * <tr><td>{@code MQTT_CONNECTIONS}</td><td>default 1; more than one share the JSON topics</td></tr>
 * <tr><td>{@code MQTT_RECEIVE_MAXIMUM}</td><td>default 1000 messages in flight a connection</td></tr>
 * <tr><td>{@code MQTT_SESSION_EXPIRY}</td><td>default {@code P7D}</td></tr>
 * <tr><td>{@code MQTT_KEEP_ALIVE}</td><td>default {@code PT5S}; a dead connection is found within twice that</td></tr>
 * <tr><td>{@code MQTT_SPARKPLUG}</td><td>default {@code true}: subscribe to Sparkplug topics too, and be the host of the gateway's id</td></tr>
 * <tr><td>{@code MQTT_TOPICS_FILE}</td><td>default none; {@code topics} of {@code innopark registry acl}: what devices publish that speak their maker's way</td></tr>
 * <tr><td>{@code MQTT_FOREIGN}</td><td>default {@code refuse}; {@code count} on a broker that others use too: what is nobody's here is counted, and no dead letter</td></tr>
 * <tr><td>{@code KAFKA_BOOTSTRAP_SERVERS}</td><td>required</td></tr>
 * <tr><td>{@code KAFKA_PROPERTIES_FILE}</td><td>further client properties: TLS, SASL, tuning</td></tr>
 * <tr><td>{@code KAFKA_CREATE_TOPICS}, {@code KAFKA_PARTITIONS}</td><td>default {@code false}, 6: create what is missing at start</td></tr>
 * <tr><td>{@code HEARTBEAT_INTERVAL}</td><td>default {@code PT2S}, at most {@code PT1M}; {@code PT0S} for none</td></tr>
 * <tr><td>{@code GATEWAY_ID}</td><td>default {@code gateway}; in every record's header</td></tr>
 * <tr><td>{@code HEALTH_PORT}, {@code HEALTH_ADDRESS}</td><td>default none (0 picks a free port), {@code 127.0.0.1}</td></tr>
 * </table>
 */
public record GatewayConfig(
    String gatewayId,
    MqttSettings mqtt,
    KafkaSettings kafka,
    Duration heartbeatInterval,
    String healthAddress,
    Optional<Integer> healthPort) {
  /** Between two heartbeats where nothing else is said. */
  public static final Duration HEARTBEAT_INTERVAL = Duration.ofSeconds(2);

  /**
   * The settings of {@code environment}.
   *
   * @throws GatewayConfigException naming every key whose value is missing or wrong
   */
  public static GatewayConfig fromEnvironment(Map<String, String> environment) {
    EnvironmentReader reader = new EnvironmentReader(environment);
    String gatewayId = reader.text("GATEWAY_ID").orElse("gateway");
    if (!Ids.isValid(gatewayId)) {
      reader.problem("GATEWAY_ID", "must match [A-Za-z0-9._-]{1,64}");
    }
    GatewayConfig config =
        new GatewayConfig(
            gatewayId,
            MqttSettings.read(reader, gatewayId),
            KafkaSettings.read(reader),
            reader.duration(
                "HEARTBEAT_INTERVAL", HEARTBEAT_INTERVAL, Duration.ZERO, Duration.ofMinutes(1)),
            reader.text("HEALTH_ADDRESS").orElse("127.0.0.1"),
            reader.text("HEALTH_PORT").map(ignored -> reader.integer("HEALTH_PORT", 0, 0, 65_535)));
    reader.throwIfProblems();
    return config;
  }
}
