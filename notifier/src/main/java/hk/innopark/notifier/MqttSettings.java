package hk.innopark.notifier;

import hk.innopark.events.settings.PemTls;
import java.util.Optional;

/** The broker at which lights listen. */
record MqttSettings(
    String url, Optional<String> user, Optional<SecretText> password, Optional<PemTls> tls) {

  /** Empty where no broker is named. */
  static Optional<MqttSettings> read(Environment environment) {
    return environment
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
                      "MQTT", environment.file("MQTT_CA_FILE"), Optional.empty(), Optional.empty());
              return new MqttSettings(
                  url,
                  environment.text("MQTT_USERNAME"),
                  environment.secret("MQTT_PASSWORD").map(SecretText::new),
                  url.startsWith("ssl") ? Optional.of(files) : Optional.empty());
            });
  }
}
