package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.gateway.testing.KafkaTail;
import hk.innopark.gateway.testing.MosquittoProcess.Profile;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BridgeIT {
  private static final long MESSAGES = 20_000;

  @TempDir Path directory;

  @Test
  void carriesEveryMessageOnceUnchangedAndInOrder() throws Exception {
    try (FaultBench bench = new FaultBench(directory, Profile.FAST)) {
      Gateway gateway = bench.gateway(bench.environment());
      bench.publish(3, Double.POSITIVE_INFINITY);
      FaultBench.patiently().until(() -> bench.tail.found(bench.devices) > MESSAGES);
      KafkaTail.Verdict verdict = bench.assertNothingLost("None, full speed", 1);
      FaultBench.patiently().until(() -> gateway.counts().acked() == verdict.sent());

      assertThat(verdict.duplicated()).isZero();
      assertThat(verdict.outOfOrder()).isZero();
      assertThat(gateway.counts())
          .isEqualTo(new GatewayCounts(verdict.sent(), verdict.sent(), 0, 0, verdict.sent(), 0));
    }
  }

  /** A machine's order is not kept, which is why one connection is the default. */
  @Test
  void sharesTheMachinesOverSeveralConnections() throws Exception {
    try (FaultBench bench = new FaultBench(directory, Profile.FAST)) {
      Map<String, String> environment = bench.environment();
      environment.put("MQTT_CONNECTIONS", "3");
      Gateway gateway = bench.gateway(environment);
      bench.publish(3, 500);
      FaultBench.patiently().until(() -> bench.tail.found(bench.devices) > 3_000);
      KafkaTail.Verdict verdict = bench.settleAndReport("None, three connections", 1);
      FaultBench.patiently().until(() -> gateway.counts().acked() == verdict.sent());

      assertThat(verdict.lost()).isEmpty();
      assertThat(verdict.duplicated()).isZero();
    }
  }
}
