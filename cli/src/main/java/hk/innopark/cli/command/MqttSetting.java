package hk.innopark.cli.command;

import hk.innopark.cli.command.ExitCode.WrongSettingException;
import hk.innopark.events.settings.PemTls;
import hk.innopark.transports.mqtt.MqttTarget;
import java.net.URI;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * The MQTT broker of the environment: {@code MQTT_URL} ({@code tcp://} or {@code ssl://}), {@code
 * MQTT_USERNAME}, {@code MQTT_PASSWORD(_FILE)}, {@code MQTT_CA_FILE}, {@code
 * MQTT_CERTIFICATE_FILE}, {@code MQTT_KEY_FILE}.
 */
final class MqttSetting {
  private static final int PORT = 1883;
  private static final int TLS_PORT = 8883;

  private MqttSetting() {}

  static MqttTarget read(ServerSettings settings, String clientId) throws WrongSettingException {
    URI url = url(settings.required("MQTT_URL"));
    boolean encrypted = "ssl".equals(url.getScheme()) || "mqtts".equals(url.getScheme());
    String user = settings.text("MQTT_USERNAME").orElse(null);
    Optional<String> password = settings.optionalSecret("MQTT_PASSWORD");
    if (user == null && password.isPresent()) {
      throw new WrongSettingException("MQTT_PASSWORD is set without MQTT_USERNAME");
    }
    if (user != null && password.isEmpty()) {
      throw new WrongSettingException("MQTT_USERNAME is set without MQTT_PASSWORD");
    }
    int usualPort = encrypted ? TLS_PORT : PORT;
    return new MqttTarget(
        url.getHost(),
        url.getPort() < 0 ? usualPort : url.getPort(),
        user,
        password.orElse(null),
        clientId,
        encrypted ? tls(settings) : null);
  }

  private static URI url(String text) throws WrongSettingException {
    try {
      URI url = URI.create(text);
      String scheme = url.getScheme() == null ? "" : url.getScheme();
      boolean known =
          switch (scheme) {
            case "tcp", "mqtt", "ssl", "mqtts" -> true;
            default -> false;
          };
      if (known && url.getHost() != null && url.getUserInfo() == null) {
        return url;
      }
    } catch (IllegalArgumentException malformed) {
      throw malformed(malformed);
    }
    throw malformed(null);
  }

  /** The value is not repeated: somebody may have put a password into it. */
  private static WrongSettingException malformed(IllegalArgumentException cause) {
    return new WrongSettingException(
        "MQTT_URL is not of the form tcp://host:port or ssl://host:port", cause);
  }

  private static SSLSocketFactory tls(ServerSettings settings) throws WrongSettingException {
    PemTls files =
        new PemTls(
            "MQTT",
            settings.file("MQTT_CA_FILE"),
            settings.file("MQTT_CERTIFICATE_FILE"),
            settings.file("MQTT_KEY_FILE"));
    if (files.certificate().isPresent() != files.privateKey().isPresent()) {
      throw new WrongSettingException(
          "MQTT_CERTIFICATE_FILE and MQTT_KEY_FILE must be set together");
    }
    try {
      return files.socketFactory();
    } catch (IllegalArgumentException wrong) {
      throw new WrongSettingException(wrong.getMessage(), wrong);
    }
  }
}
