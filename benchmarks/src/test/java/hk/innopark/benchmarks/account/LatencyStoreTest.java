package hk.innopark.benchmarks.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class LatencyStoreTest {
  @Test
  void whatIsMissingIsSaidWithTheTimeSinceTheLastWasDue() throws IOException {
    try (LatencyStore store = new LatencyStore(new Workload(2, 1, 1, 1, 1))) {
      store.scheduled(0, 1_000_000);
      store.scheduled(0, 1_010_000);

      assertThat(store.missingAt(1_322_500))
          .isEqualTo("2 messages are in no figure, 312 s after the last was due");
    }
  }
}
