package hk.innopark.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccessControlIT {
  private static final int NOT_AUTHORIZED = 135;
  private static final String OWN = "innopark/tai-po/golden-noodle/line-1/oven-1";
  private static final String FOREIGN = "innopark/tai-po/jade-pharma/line-1/press-1";
  private static final User PLANT =
      TestUsers.user("plant", "p1", List.of("innopark/tai-po/golden-noodle/#"), List.of());
  private static final User GATEWAY =
      TestUsers.user("gateway", "g1", List.of(), List.of("innopark/#"));

  @TempDir static Path folder;
  private static Path users;
  private static BrokerProcess broker;

  @BeforeAll
  static void startBroker() throws Exception {
    users = Files.writeString(folder.resolve("users.json"), TestUsers.json(PLANT, GATEWAY));
    broker = BrokerProcess.start(folder.resolve("data"), users);
  }

  @AfterAll
  static void stopBroker() throws Exception {
    broker.stop();
  }

  @Test
  void deliversWhatAPlantMayPublish() throws MqttException {
    try (TestClient gateway = TestClient.connect(broker, "g-1", "gateway", "g1");
        TestClient plant = TestClient.connect(broker, "p-1", "plant", "p1")) {
      assertThat(gateway.subscribe("innopark/#")).isEqualTo(1);
      assertThat(plant.publish(OWN, "hello")).isZero();

      gateway.awaitReceived("hello");
    }
  }

  @Test
  void deliversToTheMembersOfASharedSubscription() throws MqttException {
    try (TestClient gateway = TestClient.connect(broker, "g-2", "gateway", "g1");
        TestClient plant = TestClient.connect(broker, "p-2", "plant", "p1")) {
      assertThat(gateway.subscribe("$share/gateways/innopark/#")).isEqualTo(1);
      assertThat(plant.publish(OWN, "shared")).isZero();

      gateway.awaitReceived("shared");
    }
  }

  @Test
  void refusesAWrongPasswordAnUnknownUserAndNobody() {
    assertThatThrownBy(() -> TestClient.connect(broker, "x-1", "plant", "g1"))
        .isInstanceOf(MqttException.class);
    assertThatThrownBy(() -> TestClient.connect(broker, "x-2", "nobody", "p1"))
        .isInstanceOf(MqttException.class);
    assertThatThrownBy(() -> TestClient.connect(broker, "x-3", null, null))
        .isInstanceOf(MqttException.class);
  }

  @Test
  void answersAForbiddenPublishWith135AndDeliversItToNobody() throws MqttException {
    try (TestClient gateway = TestClient.connect(broker, "g-4", "gateway", "g1")) {
      gateway.subscribe("innopark/#");
      try (TestClient plant = TestClient.connect(broker, "p-4", "plant", "p1")) {
        assertThat(plant.publish(FOREIGN, "forbidden")).isEqualTo(NOT_AUTHORIZED);
      }
      try (TestClient plant = TestClient.connect(broker, "p-4", "plant", "p1")) {
        plant.publish(OWN, "marker");
      }

      gateway.awaitReceived("marker");
      assertThat(gateway.received()).doesNotContain("forbidden");
    }
  }

  @Test
  void answersAForbiddenSubscribeWith135() throws MqttException {
    try (TestClient plant = TestClient.connect(broker, "p-5", "plant", "p1")) {
      assertThat(plant.subscribe("innopark/#")).isEqualTo(NOT_AUTHORIZED);
    }
  }

  @Test
  void letsInAUserWhoWasAddedWhileItRuns() throws Exception {
    User late = TestUsers.user("late", "l1");
    Path next =
        Files.writeString(folder.resolve("users.next"), TestUsers.json(PLANT, GATEWAY, late));
    Files.move(next, users, StandardCopyOption.REPLACE_EXISTING);

    try (TestClient client = TestClient.connect(broker, "l-1", "late", "l1")) {
      assertThat(client.isConnected()).isTrue();
    }
  }
}
