package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.gateway.testing.KafkaTail;
import hk.innopark.gateway.testing.MosquittoProcess.Profile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerKillIT {
  /** {@code -Pfaults} raises it. */
  private static final int KILLS = Integer.getInteger("faults.broker.kills", 3);

  @TempDir Path directory;

  @Test
  void losesNothingWithTheDurableProfile() throws Exception {
    try (FaultBench bench = new FaultBench(directory, Profile.DURABLE)) {
      bench.gateway(bench.environment());
      bench.publish(2, 50);
      bench.awaitProgress();
      killRepeatedly(bench);

      bench.assertNothingLost("Mosquitto, SIGKILL, durable profile", KILLS);
    }
  }

  /** Nobody but the broker has the messages when it is killed. */
  @Test
  void losesNothingWithTheDurableProfileWhileTheGatewayIsAway() throws Exception {
    try (FaultBench bench = new FaultBench(directory, Profile.DURABLE)) {
      Gateway first = bench.gateway(bench.environment());
      bench.publish(2, 50);
      bench.awaitProgress();
      first.stop();
      Random random = new Random(1);
      for (int kill = 1; kill <= KILLS; kill++) {
        FaultBench.pause(Duration.ofMillis(500 + random.nextInt(500)));
        bench.mosquitto.kill();
        bench.mosquitto.start();
      }
      bench.gateway(bench.environment());
      bench.measureRecovery();

      bench.assertNothingLost("Mosquitto, SIGKILL, durable profile, gateway away", KILLS);
    }
  }

  /** The fast profile promises less; what it loses is reported, and the bridge goes on. */
  @Test
  void subscribesAgainWhereTheFastProfileHasForgottenTheSession() throws Exception {
    try (FaultBench bench = new FaultBench(directory, Profile.FAST)) {
      Gateway gateway = bench.gateway(bench.environment());
      bench.publish(2, 50);
      bench.awaitProgress();
      killRepeatedly(bench);

      KafkaTail.Verdict verdict =
          bench.settleAndReport("Mosquitto, SIGKILL, fast profile (promises nothing)", KILLS);
      assertThat(verdict.altered()).isZero();
      assertThat(gateway.scrape()).contains("gateway_sessions_lost_total " + KILLS + ".0");
    }
  }

  @Test
  void aMissingResubscriptionWouldBeNoticed() throws Exception {
    try (FaultBench bench = new FaultBench(directory, Profile.FAST)) {
      bench.gatewayProcess(PlantedBug.NO_RESUBSCRIBE).startAndAwaitReady();
      bench.publish(1, 50);
      bench.awaitProgress();
      bench.mosquitto.kill();
      bench.mosquitto.start();
      FaultBench.pause(Duration.ofSeconds(5));

      assertThat(bench.settle().lost()).hasSizeGreaterThan(50);
    }
  }

  private static void killRepeatedly(FaultBench bench) {
    Random random = new Random(7);
    for (int kill = 1; kill <= KILLS; kill++) {
      FaultBench.pause(Duration.ofMillis(1_000 + random.nextInt(1_000)));
      bench.mosquitto.kill();
      bench.mosquitto.start();
      bench.measureRecovery();
    }
  }
}
