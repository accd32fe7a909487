package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Topics;
import hk.innopark.gateway.testing.KafkaLog;
import hk.innopark.gateway.testing.KafkaTail;
import hk.innopark.gateway.testing.MosquittoProcess.Profile;
import hk.innopark.gateway.testing.Publisher;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaFaultIT {
  /** {@code -Pthorough} raises it, {@code -Pfaults} to minutes. */
  private static final Duration OUTAGE =
      Duration.ofSeconds(Integer.getInteger("faults.outage.seconds", 6));

  @TempDir Path directory;

  /** Beyond the gateway's window the messages wait in the broker. */
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

  /** The gateway runs in 192 MiB of heap, and the messages are more than that. */
  @Test
  void holdsTheGreatestMessagesInBoundedMemoryWhileKafkaIsFrozen() throws Exception {
    int messages = 4_000;
    try (FaultBench bench = new FaultBench(directory, Profile.FAST);
        Publisher publisher = new Publisher(bench.broker.url())) {
      GatewayProcess gateway = bench.gatewayProcess();
      gateway.startAndAwaitReady();
      bench.kafka.freeze();
      byte[] payload = new byte[64 * 1024];
      for (int i = 0; i < messages; i++) {
        new Random(i).nextBytes(payload);
        publisher.publish("innopark/tai-po/noodle/line-1/large", payload.clone());
      }
      publisher.awaitAcknowledged();
      FaultBench.pause(FaultBench.KEEP_ALIVE.multipliedBy(2));
      assertThat(metric(gateway, "gateway_acked_total")).isZero();
      assertThat(metric(gateway, "gateway_in_flight")).isBetween(500.0, 1_100.0);
      bench.kafka.thaw();

      FaultBench.patiently().until(() -> metric(gateway, "gateway_acked_total") >= messages);
      assertThat(metric(gateway, "gateway_reconnects_total")).isZero();
      assertThat(KafkaLog.size(bench.kafka.bootstrapServers(), Topics.RAW)).isEqualTo(messages);
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
      bench.broker.kill();
      GatewayProcess gateway = bench.gatewayProcess();
      gateway.start();
      assertThat(gateway.get("/health/ready")).startsWith("503");

      bench.broker.start();
      FaultBench.patiently().until(() -> gateway.get("/health/ready").startsWith("200"));
      bench.publish(1, 100);
      FaultBench.pause(Duration.ofSeconds(1));
      bench.kafka.start();
      bench.measureRecovery();
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
