package hk.innopark.notifier;

import hk.innopark.events.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * The notifier's settings, checked.
 *
 * <table>
 * <caption>Keys; secrets stand in {@code KEY} or in the file that {@code KEY_FILE} names</caption>
 * <tr><td>{@code KAFKA_BOOTSTRAP_SERVERS}</td><td>required</td></tr>
 * <tr><td>{@code KAFKA_PROPERTIES_FILE}</td><td>further client properties: TLS, SASL</td></tr>
 * <tr><td>{@code NOTIFIER_GROUP}</td><td>default {@code notifier}: its consumer group</td></tr>
 * <tr><td>{@code REGISTRY_JDBC_URL}, {@code REGISTRY_USER}, {@code REGISTRY_PASSWORD}</td><td>required; a login of group innopark_notifier</td></tr>
 * <tr><td>{@code SMTP_HOST}, {@code SMTP_PORT}, {@code SMTP_FROM}</td><td>the mail server; without it no mail is sent</td></tr>
 * <tr><td>{@code SMTP_SECURITY}</td><td>{@code starttls} (default; port 587), {@code tls} (465), {@code none}</td></tr>
 * <tr><td>{@code SMTP_USER}, {@code SMTP_PASSWORD}, {@code SMTP_CA_FILE}</td><td></td></tr>
 * <tr><td>{@code MQTT_URL}, {@code MQTT_USERNAME}, {@code MQTT_PASSWORD}, {@code MQTT_CA_FILE}</td><td>the broker at which lights listen</td></tr>
 * <tr><td>{@code WEBHOOK_SECRETS}</td><td>a folder: {@code {tenant}/{channel}} is a webhook's secret</td></tr>
 * <tr><td>{@code WEBHOOK_NETWORKS}</td><td>networks of this site that webhooks may lie in, such as {@code 10.20.0.0/16}; default none but the public ones</td></tr>
 * <tr><td>{@code CONSOLE_PUBLIC_URL}</td><td>where people acknowledge</td></tr>
 * <tr><td>{@code NOTIFY_SIMULATED}</td><td>{@code true}: tell alerts of simulated plants too</td></tr>
 * <tr><td>{@code NOTIFY_WITHIN}</td><td>default {@code PT12H}: older changes are kept, and nobody is told</td></tr>
 * <tr><td>{@code HEALTH_PORT}, {@code HEALTH_ADDRESS}</td><td>default none (0 picks a free port), {@code 127.0.0.1}</td></tr>
 * </table>
 *
 * @param within older changes are not told
 */
public record NotifierConfig(
    Properties kafka,
    DataSource database,
    Optional<SmtpSettings> smtp,
    Optional<MqttSettings> mqtt,
    WebhookSecrets webhookSecrets,
    Networks webhookNetworks,
    Optional<URI> consoleUrl,
    boolean simulated,
    Duration within,
    String healthAddress,
    Optional<Integer> healthPort) {
  private static final Duration WITHIN = Duration.ofHours(12);
  private static final int CONNECT_SECONDS = 10;

  /**
   * The settings of {@code environment}.
   *
   * @throws IllegalArgumentException naming a key whose value is missing or wrong
   */
  public static NotifierConfig fromEnvironment(Map<String, String> variables) {
    Settings settings = new Settings(variables);
    return new NotifierConfig(
        kafka(settings),
        database(settings),
        SmtpSettings.read(settings),
        MqttSettings.read(settings),
        new WebhookSecrets(settings.text("WEBHOOK_SECRETS").map(Path::of)),
        Networks.parse("WEBHOOK_NETWORKS", settings.text("WEBHOOK_NETWORKS").orElse("")),
        settings.text("CONSOLE_PUBLIC_URL").map(NotifierConfig::consoleUrl),
        settings.flag("NOTIFY_SIMULATED"),
        settings.duration("NOTIFY_WITHIN", WITHIN),
        settings.text("HEALTH_ADDRESS").orElse("127.0.0.1"),
        settings.text("HEALTH_PORT").map(ignored -> settings.port("HEALTH_PORT", 0)));
  }

  private static Properties kafka(Settings settings) {
    Properties properties = settings.properties("KAFKA_PROPERTIES_FILE");
    properties.put(
        "bootstrap.servers", settings.required("KAFKA_BOOTSTRAP_SERVERS", "localhost:9092"));
    properties.put("group.id", settings.text("NOTIFIER_GROUP").orElse("notifier"));
    return properties;
  }

  private static DataSource database(Settings settings) {
    String url = settings.required("REGISTRY_JDBC_URL", "jdbc:postgresql://host:5432/innopark");
    PGSimpleDataSource source = new PGSimpleDataSource();
    try {
      source.setUrl(url);
    } catch (IllegalArgumentException malformed) {
      throw new IllegalArgumentException(
          "REGISTRY_JDBC_URL is not of the form jdbc:postgresql://host:port/database", malformed);
    }
    source.setUser(settings.required("REGISTRY_USER", "notifier"));
    source.setPassword(
        settings
            .secret("REGISTRY_PASSWORD")
            .orElseThrow(() -> new IllegalArgumentException("REGISTRY_PASSWORD(_FILE) is not set"))
            .reveal());
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setSocketTimeout(2 * CONNECT_SECONDS);
    return source;
  }

  private static URI consoleUrl(String text) {
    if (!text.matches("https?://[^\\s/?#@]+/?")) {
      throw new IllegalArgumentException(
          "CONSOLE_PUBLIC_URL is \"" + text + "\"; expected https://host");
    }
    return URI.create(text);
  }
}
