package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.gateway.testing.MosquittoProcess.Profile;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakeoverIT {
  @TempDir Path directory;

  @Test
  void twoGatewaysWithOneClientIdRaiseAnAlarmAndLoseNothing() throws Exception {
    try (FaultBench bench = new FaultBench(directory, Profile.FAST)) {
      Gateway first = bench.gateway(bench.environment());
      bench.publish(2, 200);
      bench.awaitProgress();
      Gateway second = bench.gateway(bench.environment());
      bench.measureRecovery();
      FaultBench.patiently().until(() -> !first.isReady());
      FaultBench.pause(Duration.ofSeconds(10));

      assertThat(first.scrape()).contains("gateway_takeovers_total 1.0");
      assertThat(second.scrape()).contains("gateway_takeovers_total 0.0");
      assertThat(second.isReady()).isTrue();
      bench.assertNothingLost("Two gateways with one client id", 1);
    }
  }
}
