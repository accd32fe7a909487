package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import hk.innopark.events.Topics;
import hk.innopark.gateway.testing.Device;
import hk.innopark.gateway.testing.KafkaLog;
import hk.innopark.gateway.testing.KafkaProcess;
import hk.innopark.gateway.testing.Ledger;
import hk.innopark.gateway.testing.MosquittoProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BridgeIT {
  @TempDir Path directory;

  @Test
  void carriesEveryMessageUnchanged() throws Exception {
    try (MosquittoProcess mosquitto =
            new MosquittoProcess(directory, MosquittoProcess.Profile.FAST);
        KafkaProcess kafka = new KafkaProcess(directory)) {
      mosquitto.start();
      kafka.start();
      KafkaTopics.create(kafka.bootstrapServers(), 3);
      Gateway gateway =
          new Gateway(
              GatewayConfig.fromEnvironment(
                  Map.of(
                      "MQTT_URL", mosquitto.url(),
                      "KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers())));
      gateway.start();
      await().atMost(Duration.ofSeconds(30)).until(gateway::isReady);

      long started = System.nanoTime();
      List<Device> devices =
          List.of(
              new Device(mosquitto.url(), "innopark/tai-po/a/l/m1", Double.POSITIVE_INFINITY),
              new Device(mosquitto.url(), "innopark/tai-po/a/l/m2", Double.POSITIVE_INFINITY));
      devices.forEach(Device::start);
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> devices.stream().allMatch(device -> device.sent() > 30_000));
      devices.forEach(device -> device.finish(Duration.ofSeconds(30)));
      await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> gateway.counts().bridged() >= devices.stream().mapToLong(Device::sent).sum());
      System.err.println(gateway.counts() + " in " + (System.nanoTime() - started) / 1e9);
      gateway.stop();

      Ledger ledger = Ledger.of(devices, KafkaLog.read(kafka.bootstrapServers(), Topics.RAW));
      assertThat(ledger.lost()).isEmpty();
      assertThat(ledger.altered()).isZero();
      assertThat(ledger.duplicated()).isZero();
      assertThat(ledger.outOfOrder()).isZero();
    }
  }
}
