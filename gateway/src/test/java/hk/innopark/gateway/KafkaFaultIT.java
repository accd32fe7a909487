package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.gateway.testing.KafkaTail;
import hk.innopark.gateway.testing.MosquittoProcess.Profile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaFaultIT {
  /** {@code -Pfaults} raises it to minutes. */
  private static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("faults.outage.seconds", 12));

  @TempDir Path directory;

  /** The gateway runs in 96 MiB of heap; beyond its window the messages wait in the broker. */
  @Test
  void waitsInBoundedMemoryWhileKafkaIsFrozen() throws Exception {
    try (FaultBench bench = new FaultBench(directory, Profile.FAST)) {
      GatewayProcess gateway = bench.gatewayProcess();
      gateway.startAndAwaitReady();
      bench.publish(3, 300);
      bench.awaitProgress();

      bench.kafka.freeze();
      FaultBench.pause(Duration.ofSeconds(2));
      double acked = metric(gateway, "gateway_acked_total");
      FaultBench.pause(OUTAGE);
      assertThat(metric(gateway, "gateway_acked_total")).as("acks without Kafka").isEqualTo(acked);
      assertThat(metric(gateway, "gateway_reconnects_total")).isZero();
      bench.kafka.thaw();
      bench.measureRecovery();

      KafkaTail.Verdict verdict =
          bench.assertNothingLost("Kafka, SIGSTOP " + OUTAGE.toSeconds() + " s", 1);
      assertThat(verdict.duplicated()).isZero();
      assertThat(gateway.isAlive()).isTrue();
    }
  }

  @Test
  void goesOnByItselfWhenKafkaComesBack() throws Exception {
    try (FaultBench bench = new FaultBench(directory, Profile.FAST)) {
      GatewayProcess gateway = bench.gatewayProcess();
      gateway.startAndAwaitReady();
      bench.publish(3, 300);
      bench.awaitProgress();

      bench.kafka.kill();
      FaultBench.pause(OUTAGE);
      assertThat(gateway.get("/health/live")).startsWith("200");
      bench.kafka.start();
      bench.measureRecovery();

      KafkaTail.Verdict verdict =
          bench.assertNothingLost("Kafka, SIGKILL, down " + OUTAGE.toSeconds() + " s", 1);
      assertThat(verdict.duplicated()).isZero();
    }
  }

  @Test
  void startsBeforeKafkaAndBeforeTheBroker() throws Exception {
    try (FaultBench bench = new FaultBench(directory, Profile.FAST)) {
      bench.kafka.kill();
      bench.mosquitto.kill();
      GatewayProcess gateway = bench.gatewayProcess();
      gateway.start();
      assertThat(gateway.get("/health/ready")).startsWith("503");

      bench.mosquitto.start();
      FaultBench.patiently().until(() -> gateway.get("/health/ready").startsWith("200"));
      bench.publish(1, 100);
      FaultBench.pause(Duration.ofSeconds(1));
      bench.kafka.start();
      bench.awaitProgress();
      bench.assertNothingLost("Started before broker and Kafka", 1);
      assertThat(gateway.terminate()).as("exit code after SIGTERM").isEqualTo(143);
    }
  }

  private static double metric(GatewayProcess gateway, String name) {
    Matcher value =
        Pattern.compile("^" + name + " (\\S+)$", Pattern.MULTILINE)
            .matcher(gateway.get("/metrics"));
    assertThat(value.find()).as(name).isTrue();
    return Double.parseDouble(value.group(1));
  }
}
