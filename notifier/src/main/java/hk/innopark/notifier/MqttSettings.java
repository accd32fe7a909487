package hk.innopark.notifier;

import hk.innopark.events.settings.PemTls;
import hk.innopark.events.settings.SecretValue;
import hk.innopark.events.settings.Settings;
import java.util.Optional;

/** The broker at which lights listen. */
record MqttSettings(
    String url, Optional<String> user, Optional<SecretValue> password, Optional<PemTls> tls) {

  /** Empty where no broker is named. */
  static Optional<MqttSettings> read(Settings settings) {
    return settings
        .text("MQTT_URL")
        .map(
            url -> {
              if (!url.matches("(tcp|ssl)://([A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+]):[0-9]{1,5}")) {
                // the value is not repeated: somebody may have put a password into it
                throw new IllegalArgumentException(
                    "MQTT_URL must be tcp://host:port or ssl://host:port and nothing else");
              }
              PemTls files =
                  new PemTls(
                      "MQTT", settings.file("MQTT_CA_FILE"), Optional.empty(), Optional.empty());
              return new MqttSettings(
                  url,
                  settings.text("MQTT_USERNAME"),
                  settings.secret("MQTT_PASSWORD"),
                  url.startsWith("ssl") ? Optional.of(files) : Optional.empty());
            });
  }
}
