package hk.innopark.embedded.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.flink.runtime.checkpoint.FinishedTaskStateProvider.PartialFinishingNotSupportedByStateException;
import org.apache.flink.util.ExceptionUtils;

/**
 * Stops a job with a savepoint. Flink refuses it where one source ended a moment before the other,
 * which a backlog does again and again, and starts the job again from its last checkpoint; then the
 * job is cancelled with a savepoint, for which no source ends.
 *
 * @param timeout of all attempts together
 * @param pause between two attempts
 */
record StopWithSavepoint(Duration timeout, Duration pause) {
  /**
   * Returns where the savepoint is.
   *
   * @param stop asks Flink once to stop the job; its answer is the savepoint's address
   * @param cancel the same, to cancel it after a savepoint: what it does in between, the next start
   *     does again
   * @throws IOException where there is none in time, with the first reason
   */
  Path by(Supplier<CompletableFuture<String>> stop, Supplier<CompletableFuture<String>> cancel)
      throws IOException {
    try {
      return inTime(stop, cancel);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failed(interrupted);
    }
  }

  private Path inTime(
      Supplier<CompletableFuture<String>> stop, Supplier<CompletableFuture<String>> cancel)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    ExecutionException first = null;
    while (true) {
      long left = Math.max(1, deadline - System.nanoTime());
      try {
        String savepoint = (first == null ? stop : cancel).get().get(left, TimeUnit.NANOSECONDS);
        return Path.of(new org.apache.flink.core.fs.Path(savepoint).getPath());
      } catch (ExecutionException refused) {
        first = first == null ? refused : first;
        if (!isPassing(first) || deadline - System.nanoTime() < pause.toNanos()) {
          throw failed(first);
        }
      } catch (TimeoutException late) {
        throw failed(first == null ? late : first);
      }
      Thread.sleep(pause.toMillis());
    }
  }

  private static boolean isPassing(ExecutionException refused) {
    return ExceptionUtils.findThrowable(refused, PartialFinishingNotSupportedByStateException.class)
        .isPresent();
  }

  private static IOException failed(Exception reason) {
    return new IOException("job did not stop with a savepoint: " + reason, reason);
  }
}
