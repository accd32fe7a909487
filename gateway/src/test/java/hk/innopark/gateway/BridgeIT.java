package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.gateway.testing.KafkaTail;
import hk.innopark.gateway.testing.MosquittoProcess.Profile;
import java.nio.file.Path;
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
}
