package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.gateway.testing.KafkaTail;
import hk.innopark.gateway.testing.MosquittoProcess.Profile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayKillIT {
  /** {@code -Pthorough} raises it, {@code -Pfaults} more so. */
  private static final int KILLS = Integer.getInteger("faults.kills", 5);

  private static final int RECEIVE_MAXIMUM = 1000;

  @TempDir Path directory;

  @Test
  void losesNothingWhenItIsKilledAtRandomMomentsUnderLoad() throws Exception {
    Random random = new Random(20_251_122);
    try (FaultBench bench = new FaultBench(directory, Profile.FAST)) {
      GatewayProcess gateway = bench.gatewayProcess();
      gateway.startAndAwaitReady();
      bench.publish(3, 200);
      bench.awaitProgress();
      for (int kill = 1; kill <= KILLS; kill++) {
        FaultBench.pause(Duration.ofMillis(random.nextInt(700)));
        gateway.kill();
        gateway.launch();
        bench.measureRecovery(gateway);
      }
      KafkaTail.Verdict verdict = bench.assertNothingLost("Gateway, SIGKILL", KILLS);

      assertThat(verdict.duplicated())
          .as("at most the receive window a kill, and what a broker sends beyond it")
          .isLessThan(2L * RECEIVE_MAXIMUM * KILLS);
    }
  }

  @Test
  void losesNothingWhenItIsKilledWhileKafkaStandsStill() throws Exception {
    try (FaultBench bench = new FaultBench(directory, Profile.FAST)) {
      killWhileKafkaStandsStill(bench, bench.gatewayProcess());

      bench.assertNothingLost("Gateway, SIGKILL while Kafka is frozen", 1);
    }
  }

  @Test
  void anAckBeforeKafkaWouldBeNoticed() throws Exception {
    try (FaultBench bench = new FaultBench(directory, Profile.FAST)) {
      killWhileKafkaStandsStill(bench, bench.gatewayProcess(PlantedBug.ACK_BEFORE_KAFKA));

      assertThat(bench.settle().lost()).isNotEmpty();
    }
  }

  @Test
  void aSessionThatEndsWithTheConnectionWouldBeNoticed() throws Exception {
    try (FaultBench bench = new FaultBench(directory, Profile.FAST)) {
      GatewayProcess gateway = bench.gatewayProcess(PlantedBug.NO_SESSION_EXPIRY);
      gateway.startAndAwaitReady();
      bench.publish(1, 100);
      bench.awaitProgress();
      gateway.kill();
      FaultBench.pause(Duration.ofSeconds(1));
      gateway.launch();
      bench.awaitProgress();

      assertThat(bench.settle().lost()).isNotEmpty();
    }
  }

  private static void killWhileKafkaStandsStill(FaultBench bench, GatewayProcess gateway) {
    gateway.startAndAwaitReady();
    bench.publish(2, 100);
    bench.awaitProgress();
    bench.kafka.freeze();
    FaultBench.pause(Duration.ofSeconds(2));
    gateway.kill();
    bench.kafka.thaw();
    gateway.launch();
    bench.measureRecovery(gateway);
  }
}
