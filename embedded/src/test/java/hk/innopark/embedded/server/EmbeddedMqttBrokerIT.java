package hk.innopark.embedded.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.process.LoopbackPorts;
import hk.innopark.registry.access.MqttUser;
import hk.innopark.registry.access.Secret;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedMqttBrokerIT {
  private static final Path CLASS_PATH = Path.of("..", "broker", "target", "lib");

  @TempDir Path folder;
  private MqttUser plant;

  @BeforeEach
  void nameThePlant() throws Exception {
    Secret password = Secret.keptIn(folder.resolve("secrets").resolve("plant"));
    plant = new MqttUser("plant", password, List.of("innopark/tai-po/a/#"), List.of());
  }

  @Test
  void letsInItsUsersAtEveryStartAndNobodyElse() throws Exception {
    int port = LoopbackPorts.free();
    for (int start = 0; start < 2; start++) {
      try (EmbeddedMqttBroker broker =
          EmbeddedMqttBroker.start(CLASS_PATH, folder.resolve("mqtt"), port, List.of(plant))) {
        assertThat(connect(broker, plant.password().reveal())).isTrue();
        assertThatThrownBy(() -> connect(broker, "guessed")).isInstanceOf(MqttException.class);
      }
      assertThat(LoopbackPorts.isFree(port)).isTrue();
    }
  }

  @Test
  void saysThatItsPortIsTaken() throws Exception {
    try (EmbeddedMqttBroker first =
        EmbeddedMqttBroker.start(
            CLASS_PATH, folder.resolve("first"), LoopbackPorts.free(), List.of(plant))) {
      assertThatThrownBy(
              () ->
                  EmbeddedMqttBroker.start(
                      CLASS_PATH, folder.resolve("second"), first.port(), List.of(plant)))
          .isInstanceOf(ServerStartException.class)
          .hasMessageStartingWith("MQTT broker did not start: ")
          .hasMessageContaining(Integer.toString(first.port()))
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void saysThatItsClassPathIsMissing() {
    Path missing = folder.resolve("lib");

    assertThatThrownBy(() -> EmbeddedMqttBroker.start(missing, folder, 1, List.of(plant)))
        .hasMessage("MQTT broker did not start: its class path " + missing + " is missing");
  }

  private static boolean connect(EmbeddedMqttBroker broker, String password) throws MqttException {
    MqttAsyncClient client = new MqttAsyncClient(broker.url(), "plant-1", new MemoryPersistence());
    try {
      MqttConnectionOptions options = new MqttConnectionOptions();
      options.setUserName("plant");
      options.setPassword(password.getBytes(StandardCharsets.UTF_8));
      client.connect(options).waitForCompletion(60_000);
      boolean connected = client.isConnected();
      client.disconnect().waitForCompletion(60_000);
      return connected;
    } finally {
      client.close(true);
    }
  }
}
