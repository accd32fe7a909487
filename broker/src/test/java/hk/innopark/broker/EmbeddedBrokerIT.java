package hk.innopark.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
  @TempDir Path folder;
  private Path users;

  @BeforeEach
  void writeUsers() throws Exception {
    users =
        Files.writeString(
            folder.resolve("users.json"),
            TestUsers.json(
                TestUsers.user("plant", "p1", List.of("innopark/#"), List.of()),
                TestUsers.user("gateway", "g1", List.of(), List.of("innopark/#"))));
  }

  @Test
  void keepsASessionsMessagesThroughAKill() throws Exception {
    BrokerProcess first = BrokerProcess.start(folder.resolve("data"), users);
    TestClient gateway = TestClient.connect(first, "gateway-1", "gateway", "g1");
    gateway.subscribe("innopark/#");
    gateway.close();
    try (TestClient plant = TestClient.connect(first, "plant-1", "plant", "p1")) {
      for (int i = 0; i < 300; i++) {
        assertThat(plant.publish("innopark/a/b/c/d", "m" + i)).isZero();
      }
    }
    first.kill();

    BrokerProcess second = BrokerProcess.start(folder.resolve("data"), users);
    try (TestClient again = TestClient.connect(second, "gateway-1", "gateway", "g1")) {
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(new HashSet<>(again.received())).hasSize(300));
    } finally {
      second.stop();
    }
  }

  @Test
  void endsWhenItsInputCloses() throws Exception {
    BrokerProcess broker = BrokerProcess.start(folder.resolve("data"), users);
    broker.process().getOutputStream().close();

    assertThat(broker.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(broker.process().exitValue()).isZero();
  }

  @Test
  void saysInOneLineWhatIsWrongAtTheStart() throws Exception {
    Path missing = folder.resolve("nobody.json");
    Process process =
        BrokerProcess.launch(
            "--port", "1", "--data", folder.resolve("data").toString(), "--users", "" + missing);

    String error = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(1);
    assertThat(error.strip().lines()).hasSize(1).first().asString().contains(missing.toString());
  }
}
