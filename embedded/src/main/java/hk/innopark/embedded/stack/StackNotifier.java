package hk.innopark.embedded.stack;

import hk.innopark.notifier.Notifier;
import hk.innopark.notifier.NotifierConfig;
import hk.innopark.registry.DatabaseRole;
import hk.innopark.registry.access.Secret;
import hk.innopark.registry.model.NotificationChannel;
import hk.innopark.registry.model.NotificationChannel.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The notifier of a stack: it tells alerts of simulated plants too, and webhooks may go to this
 * machine. Mails are sent where the environment names a mail server.
 */
final class StackNotifier {
  /** The notifier's user at the MQTT broker. */
  static final String MQTT_USER = "notifier";

  private static final String WEBHOOKS = "webhooks";

  private StackNotifier() {}

  /**
   * Starts it.
   *
   * @param environment of which what is said of the mail server counts
   */
  static Notifier start(
      RegistryDatabase database,
      DataFolder data,
      String kafka,
      String mqttUrl,
      Secret mqttPassword,
      String console,
      Map<String, String> environment)
      throws IOException {
    Path secrets = data.secret(WEBHOOKS);
    for (NotificationChannel channel : database.registry().get().channels()) {
      if (channel.kind() == Kind.WEBHOOK) {
        // drawn where there is none yet
        Secret unused = Secret.keptIn(secrets.resolve(channel.tenant()).resolve(channel.id()));
      }
    }
    Map<String, String> settings = new HashMap<>();
    environment.forEach(
        (key, value) -> {
          if (key.startsWith("SMTP_")) {
            settings.put(key, value);
          }
        });
    settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka);
    settings.put("REGISTRY_JDBC_URL", database.jdbcUrl());
    settings.put("REGISTRY_USER", RegistryDatabase.login(DatabaseRole.NOTIFIER));
    settings.put("REGISTRY_PASSWORD", database.passwordOf(DatabaseRole.NOTIFIER).reveal());
    settings.put("MQTT_URL", mqttUrl);
    settings.put("MQTT_USERNAME", MQTT_USER);
    settings.put("MQTT_PASSWORD", mqttPassword.reveal());
    settings.put("WEBHOOK_SECRETS", secrets.toString());
    settings.put("WEBHOOK_NETWORKS", "127.0.0.0/8,::1/128");
    settings.put("CONSOLE_PUBLIC_URL", console);
    settings.put("NOTIFY_SIMULATED", "true");
    return Notifier.start(NotifierConfig.fromEnvironment(settings));
  }
}
