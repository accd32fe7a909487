package hk.innopark.gateway;

import hk.innopark.events.settings.PemTls;
import hk.innopark.events.settings.SecretValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * How the gateway meets the MQTT broker.
 *
 * @param connections of which the first owns all Sparkplug traffic
 * @param receiveMaximum how many messages a connection may hold without an acknowledgement
 * @param topicsFile names topics of devices that speak their maker's way
 * @param countsForeign whether what is nobody's here is counted alone, and no dead letter
 * @param sessionExpiry how long the broker keeps messages for a gateway that is away
 */
record MqttSettings(
    String host,
    int port,
    Optional<PemTls> tls,
    Optional<String> username,
    Optional<SecretValue> password,
    String clientId,
    int connections,
    int receiveMaximum,
    Duration sessionExpiry,
    Duration keepAlive,
    boolean sparkplug,
    Optional<Path> topicsFile,
    boolean countsForeign) {
  private static final Set<String> PLAIN = Set.of("tcp", "mqtt");
  private static final Set<String> ENCRYPTED = Set.of("ssl", "mqtts");

  static MqttSettings read(EnvironmentReader environment, String gatewayId) {
    String url = environment.required("MQTT_URL", "tcp://localhost:1883");
    Endpoint endpoint = Endpoint.parse(url, environment);
    String clientId = environment.text("MQTT_CLIENT_ID").orElse(gatewayId);
    if (clientId.length() > 128 || clientId.chars().anyMatch(Character::isISOControl)) {
      environment.problem("MQTT_CLIENT_ID", "must be at most 128 characters, none of them control");
    }
    Optional<String> username = environment.text("MQTT_USERNAME");
    Optional<SecretValue> password = environment.secret("MQTT_PASSWORD");
    if (password.isPresent() && username.isEmpty()) {
      environment.problem("MQTT_PASSWORD", "is set without MQTT_USERNAME");
    }
    return new MqttSettings(
        endpoint.host,
        endpoint.port,
        tls(environment, endpoint.encrypted),
        username,
        password,
        clientId,
        environment.integer("MQTT_CONNECTIONS", 1, 1, 64),
        environment.integer("MQTT_RECEIVE_MAXIMUM", 1000, 1, 65_535),
        environment.duration(
            "MQTT_SESSION_EXPIRY",
            Duration.ofDays(7),
            Duration.ofMinutes(1),
            Duration.ofSeconds(4_294_967_294L)),
        environment.duration(
            "MQTT_KEEP_ALIVE", Duration.ofSeconds(5), Duration.ofSeconds(1), Duration.ofHours(1)),
        environment.flag("MQTT_SPARKPLUG", true),
        environment.file("MQTT_TOPICS_FILE"),
        countsForeign(environment));
  }

  private static boolean countsForeign(EnvironmentReader environment) {
    String foreign = environment.text("MQTT_FOREIGN").orElse("refuse");
    if (!foreign.equals("refuse") && !foreign.equals("count")) {
      environment.problem("MQTT_FOREIGN", "must be refuse or count");
    }
    return foreign.equals("count");
  }

  private static Optional<PemTls> tls(EnvironmentReader environment, boolean encrypted) {
    PemTls files =
        new PemTls(
            "MQTT",
            environment.file("MQTT_CA_FILE"),
            environment.file("MQTT_CERTIFICATE_FILE"),
            environment.file("MQTT_KEY_FILE"));
    boolean anyFile =
        environment.text("MQTT_CA_FILE").isPresent()
            || environment.text("MQTT_CERTIFICATE_FILE").isPresent()
            || environment.text("MQTT_KEY_FILE").isPresent();
    if (!encrypted && anyFile) {
      environment.problem("MQTT_URL", "must start with ssl:// where certificate files are set");
    }
    if (environment.text("MQTT_CERTIFICATE_FILE").isPresent()
        != environment.text("MQTT_KEY_FILE").isPresent()) {
      environment.problem("MQTT_KEY_FILE", "and MQTT_CERTIFICATE_FILE must be set together");
    }
    return encrypted ? Optional.of(files) : Optional.empty();
  }

  private record Endpoint(String host, int port, boolean encrypted) {
    static Endpoint parse(String url, EnvironmentReader environment) {
      Endpoint none = new Endpoint("", 0, url.startsWith("ssl") || url.startsWith("mqtts"));
      if (url.isEmpty()) {
        return none;
      }
      int separator = url.indexOf("://");
      String scheme = separator < 0 ? "" : url.substring(0, separator).toLowerCase(Locale.ROOT);
      if (!PLAIN.contains(scheme) && !ENCRYPTED.contains(scheme)) {
        environment.problem("MQTT_URL", "must start with tcp:// or ssl://");
        return none;
      }
      boolean encrypted = ENCRYPTED.contains(scheme);
      String authority = url.substring(separator + 3);
      int colon = authority.lastIndexOf(':');
      boolean hasPort = colon > authority.lastIndexOf(']') && colon >= 0;
      String host = hasPort ? authority.substring(0, colon) : authority;
      String portText = hasPort ? authority.substring(colon + 1) : (encrypted ? "8883" : "1883");
      if (!host.matches("[A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+]") || !portText.matches("[0-9]{1,5}")) {
        // the value is not repeated: somebody may have put a password into it
        environment.problem("MQTT_URL", "must be scheme://host:port and nothing else");
        return none;
      }
      int port = Integer.parseInt(portText);
      if (port < 1 || port > 65_535) {
        environment.problem("MQTT_URL", "has port " + port + ", but ports are 1 to 65535");
      }
      return new Endpoint(host, port, encrypted);
    }
  }
}
