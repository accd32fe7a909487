package hk.innopark.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import org.awaitility.core.ConditionTimeoutException;

/** What a test of a cluster waits for, minutes if need be. */
final class Awaited {
  private static final Duration PATIENCE = Duration.ofMinutes(8);

  private Awaited() {}

  interface Condition {
    boolean holds() throws Exception;
  }

  static void awaitTrue(Condition condition) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .until(condition::holds);
  }

  /**
   * Waits until every task runs; where the JobManager ends or it takes too long, its log says why.
   */
  static void awaitRunning(FlinkRest rest, ServerProcess jobManager) throws IOException {
    try {
      awaitTrue(() -> rest.isRunningSince(0) || !jobManager.isAlive());
    } catch (ConditionTimeoutException late) {
      throw new AssertionError("the job does not run:\n" + jobManager.failures(), late);
    }
    assertThat(jobManager.isAlive()).as(jobManager.failures()).isTrue();
  }
}
