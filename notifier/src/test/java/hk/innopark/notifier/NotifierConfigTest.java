package hk.innopark.notifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NotifierConfigTest {
  private static final Map<String, String> LEAST =
      Map.of(
          "KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092",
          "REGISTRY_JDBC_URL", "jdbc:postgresql://127.0.0.1:5432/innopark",
          "REGISTRY_USER", "notifier",
          "REGISTRY_PASSWORD", "word");

  @TempDir Path folder;

  private static Map<String, String> with(String... more) {
    Map<String, String> settings = new HashMap<>(LEAST);
    for (int i = 0; i < more.length; i += 2) {
      settings.put(more[i], more[i + 1]);
    }
    return settings;
  }

  @Test
  void withoutMailServerAndBrokerItStartsAllTheSame() throws Exception {
    Path empty = Files.createFile(folder.resolve("smtp-password"));
    NotifierConfig config =
        NotifierConfig.fromEnvironment(
            with("SMTP_PASSWORD_FILE", empty.toString(), "SMTP_HOST", "", "SMTP_USER", ""));

    assertThat(config.smtp()).isEmpty();
    assertThat(config.mqtt()).isEmpty();
    assertThat(config.simulated()).isFalse();
  }

  @Test
  void aPasswordIsInNoText() {
    NotifierConfig config =
        NotifierConfig.fromEnvironment(
            with(
                "SMTP_HOST", "mail.example",
                "SMTP_FROM", "alerts@example.com",
                "SMTP_USER", "robot",
                "SMTP_PASSWORD", "tell nobody"));

    assertThat(config.smtp().orElseThrow().port()).isEqualTo(587);
    assertThat(config.smtp().toString()).contains("robot").doesNotContain("tell nobody");
  }

  @ParameterizedTest
  @CsvSource({
    "SMTP_SECURITY, ssl, SMTP_SECURITY is \"ssl\"",
    "SMTP_FROM, nobody, SMTP_FROM is \"nobody\"",
    "SMTP_PORT, x, SMTP_PORT is \"x\"",
    "SMTP_USER, robot, SMTP_USER is set without SMTP_PASSWORD",
    "MQTT_URL, tcp://user:word@host:1883, MQTT_URL must be tcp://host:port",
    "WEBHOOK_NETWORKS, office, WEBHOOK_NETWORKS: \"office\" is not a network",
    "NOTIFY_SIMULATED, yes, NOTIFY_SIMULATED is \"yes\"",
    "NOTIFY_WITHIN, 12h, NOTIFY_WITHIN is \"12h\"",
    "CONSOLE_PUBLIC_URL, console, CONSOLE_PUBLIC_URL is \"console\"",
    "REGISTRY_JDBC_URL, postgres, REGISTRY_JDBC_URL is not of the form",
  })
  void aWrongSettingIsRefusedWithItsKey(String key, String value, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                NotifierConfig.fromEnvironment(
                    with("SMTP_HOST", "mail.example", "SMTP_FROM", "a@b.example", key, value)))
        .withMessageContaining(message)
        .withMessageNotContaining("user:word");
  }

  @Test
  void aPasswordDoesNotTravelInTheClear() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                NotifierConfig.fromEnvironment(
                    with(
                        "SMTP_HOST", "mail.example",
                        "SMTP_FROM", "a@b.example",
                        "SMTP_SECURITY", "none",
                        "SMTP_USER", "robot",
                        "SMTP_PASSWORD", "word")))
        .withMessageContaining("in the clear");
  }
}
