package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.gateway.testing.MosquittoProcess.Profile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
      List<Gateway> both = List.of(first, second);
      FaultBench.patiently().until(() -> both.stream().anyMatch(TakeoverIT::hasGivenWay));
      FaultBench.pause(Duration.ofSeconds(10));

      assertThat(both).filteredOn(TakeoverIT::hasGivenWay).hasSize(1);
      assertThat(both).filteredOn(Gateway::isReady).hasSize(1).noneMatch(TakeoverIT::hasGivenWay);
      bench.assertNothingLost("Two gateways with one client id", 1);
    }
  }

  private static boolean hasGivenWay(Gateway gateway) {
    return gateway.scrape().contains("gateway_takeovers_total 1.0");
  }
}
