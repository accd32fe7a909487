package hk.innopark.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerSettingsTest {
  @Test
  void readsPortDataAndUsers() {
    BrokerSettings settings =
        BrokerSettings.parse("--users", "/x/users.json", "--port", "1883", "--data", "/x/data");

    assertThat(settings)
        .isEqualTo(new BrokerSettings(1883, Path.of("/x/data"), Path.of("/x/users.json")));
  }

  @Test
  void namesTheArgumentThatIsMissing() {
    assertThatThrownBy(() -> BrokerSettings.parse("--port", "1883", "--data", "d"))
        .hasMessage("--users is missing");
    assertThatThrownBy(() -> BrokerSettings.parse("--port")).hasMessage("--port has no value");
    assertThatThrownBy(() -> BrokerSettings.parse("--prot", "1"))
        .hasMessage("unknown argument --prot");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "-1", "mqtt", ""})
  void refusesWhatIsNoPort(String port) {
    assertThatThrownBy(() -> BrokerSettings.parse("--port", port, "--data", "d", "--users", "u"))
        .hasMessage("--port must be a number from 1 to 65535, not " + port);
  }
}
