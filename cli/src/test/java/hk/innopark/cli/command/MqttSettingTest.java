package hk.innopark.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.cli.command.ExitCode.WrongSettingException;
import hk.innopark.transports.mqtt.MqttTarget;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MqttSettingTest {
  @TempDir Path folder;

  @Test
  void plainTextAndTlsHaveTheirUsualPorts() throws Exception {
    MqttTarget plain = read(Map.of("MQTT_URL", "tcp://broker"));
    MqttTarget encrypted = read(Map.of("MQTT_URL", "ssl://broker"));

    assertThat(plain.port()).isEqualTo(1883);
    assertThat(plain.tls()).isNull();
    assertThat(encrypted.port()).isEqualTo(8883);
    assertThat(encrypted.tls()).isNotNull();
    assertThat(encrypted).hasToString("ssl://broker:8883");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"broker:1883", "http://broker", "tcp://user:hush@broker", "tcp://", "ssl://a b"})
  void anotherUrlIsRefusedAndNotRepeated(String url) {
    assertThatThrownBy(() -> read(Map.of("MQTT_URL", url)))
        .isInstanceOf(WrongSettingException.class)
        .hasMessage("MQTT_URL is not of the form tcp://host:port or ssl://host:port");
  }

  @Test
  void certificatesThatAreNoneAreNamed() throws Exception {
    Path text = Files.writeString(folder.resolve("ca.crt"), "hello");

    assertThatThrownBy(
            () -> read(Map.of("MQTT_URL", "ssl://broker", "MQTT_CA_FILE", text.toString())))
        .isInstanceOf(WrongSettingException.class)
        .hasMessage("MQTT_CA_FILE names " + text + ", which holds no PEM certificate");
    assertThatThrownBy(
            () -> read(Map.of("MQTT_URL", "ssl://broker", "MQTT_KEY_FILE", text.toString())))
        .hasMessage("MQTT_CERTIFICATE_FILE and MQTT_KEY_FILE must be set together");
    assertThatThrownBy(() -> read(Map.of("MQTT_URL", "ssl://broker", "MQTT_CA_FILE", "/nowhere")))
        .hasMessage("MQTT_CA_FILE: /nowhere cannot be read");
  }

  @Test
  void aUserNeedsAPasswordAndAPasswordAUser() {
    assertThatThrownBy(() -> read(Map.of("MQTT_URL", "tcp://broker", "MQTT_USERNAME", "a")))
        .hasMessage("MQTT_USERNAME is set without MQTT_PASSWORD");
    assertThatThrownBy(() -> read(Map.of("MQTT_URL", "tcp://broker", "MQTT_PASSWORD", "a")))
        .hasMessage("MQTT_PASSWORD is set without MQTT_USERNAME");
  }

  private static MqttTarget read(Map<String, String> environment) throws WrongSettingException {
    return MqttSetting.read(new ServerSettings(environment), "test");
  }
}
