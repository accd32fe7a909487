package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.gateway.testing.HiveMqProcess;
import hk.innopark.gateway.testing.KafkaTail;
import hk.innopark.gateway.testing.MosquittoProcess.Profile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

class BrokerKillIT {
  /** {@code -Pthorough} raises it, {@code -Pfaults} more so. */
  private static final int KILLS = Integer.getInteger("faults.broker.kills", 2);

  @TempDir Path directory;

  @Test
  void losesLittleWithTheEmbeddedBroker() throws Exception {
    HiveMqProcess broker = new HiveMqProcess(directory, FaultBench.clientIds(2));
    try (FaultBench bench = new FaultBench(directory, broker)) {
      bench.gateway(bench.environment());
      bench.publish(2, 50);
      bench.awaitProgress();
      killRepeatedly(bench);

      assertLittleLost(bench, "Embedded HiveMQ, SIGKILL (promises less)");
    }
  }

  /** Nobody but the broker has the messages when it is killed, and it writes behind its PUBACKs. */
  @EnabledIfSystemProperty(named = "thorough", matches = "true")
  @Test
  void losesLittleWithTheEmbeddedBrokerWhileTheGatewayIsAwayToo() throws Exception {
    HiveMqProcess broker = new HiveMqProcess(directory, FaultBench.clientIds(2));
    try (FaultBench bench = new FaultBench(directory, broker)) {
      killWithoutGateway(bench);
      assertLittleLost(bench, "Embedded HiveMQ, SIGKILL, and the gateway away (promises less)");
    }
  }

  /**
   * A message that the broker acknowledges is in the gateway's socket already, as long as the
   * gateway is there and keeps up.
   */
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

  /**
   * A double fault: nobody but the broker has the messages when it is killed. It writes them after
   * it has acknowledged them, in the same turn of its loop, so that turn can be lost.
   */
  @EnabledIfSystemProperty(named = "thorough", matches = "true")
  @Test
  void losesAtMostOneTurnOfTheBrokerWhileTheGatewayIsAwayToo() throws Exception {
    try (FaultBench bench = new FaultBench(directory, Profile.DURABLE)) {
      killWithoutGateway(bench);
      KafkaTail.Verdict verdict =
          bench.settleAndReport("Mosquitto, SIGKILL, durable profile, and the gateway away", KILLS);
      assertThat(verdict.lost()).hasSizeLessThanOrEqualTo(10 * KILLS);
      assertThat(verdict.altered()).isZero();
    }
  }

  /** The fast profile promises less; what it loses is reported, and the bridge goes on. */
  @EnabledIfSystemProperty(named = "thorough", matches = "true")
  @Test
  void subscribesAgainWhereTheFastProfileHasForgottenTheSession() throws Exception {
    try (FaultBench bench = new FaultBench(directory, Profile.FAST)) {
      Gateway gateway = bench.gateway(bench.environment());
      bench.publish(2, 50);
      bench.awaitProgress();
      killRepeatedly(bench);

      KafkaTail.Verdict verdict =
          bench.settleAndReport("Mosquitto, SIGKILL, fast profile (promises less)", KILLS);
      assertThat(verdict.altered()).isZero();
      assertThat(verdict.lost()).hasSizeLessThanOrEqualTo(100 * KILLS);
      assertThat(gateway.scrape()).contains("gateway_sessions_lost_total " + KILLS + ".0");
    }
  }

  @Test
  void aMissingResubscriptionWouldBeNoticed() throws Exception {
    try (FaultBench bench = new FaultBench(directory, Profile.FAST)) {
      bench.gatewayProcess(PlantedBug.NO_RESUBSCRIBE).startAndAwaitReady();
      bench.publish(1, 50);
      bench.awaitProgress();
      bench.broker.kill();
      bench.broker.start();
      FaultBench.pause(Duration.ofSeconds(5));

      assertThatThrownBy(bench::settle).hasMessageContaining("were not acknowledged");
    }
  }

  private static void assertLittleLost(FaultBench bench, String fault) {
    KafkaTail.Verdict verdict = bench.settleAndReport(fault, KILLS);
    assertThat(verdict.lost()).hasSizeLessThanOrEqualTo(2 * KILLS);
    assertThat(verdict.altered()).isZero();
  }

  /** Devices go on while the gateway is away; it comes back at the end. */
  private static void killWithoutGateway(FaultBench bench) throws Exception {
    Gateway first = bench.gateway(bench.environment());
    bench.publish(2, 50);
    bench.awaitProgress();
    first.stop();
    Random random = new Random(1);
    for (int kill = 1; kill <= KILLS; kill++) {
      FaultBench.pause(Duration.ofMillis(500 + random.nextInt(500)));
      bench.broker.kill();
      bench.broker.start();
    }
    bench.gateway(bench.environment());
    bench.measureRecovery();
  }

  private static void killRepeatedly(FaultBench bench) {
    Random random = new Random(7);
    for (int kill = 1; kill <= KILLS; kill++) {
      FaultBench.pause(Duration.ofMillis(1_000 + random.nextInt(1_000)));
      bench.broker.kill();
      FaultBench.pause(Duration.ofMillis(300)); // no supervisor is quicker
      bench.broker.start();
      bench.measureRecovery();
    }
  }
}
