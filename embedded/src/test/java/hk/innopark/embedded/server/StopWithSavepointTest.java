package hk.innopark.embedded.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.runtime.checkpoint.FinishedTaskStateProvider.PartialFinishingNotSupportedByStateException;
import org.junit.jupiter.api.Test;

class StopWithSavepointTest {
  private static final CompletableFuture<String> TAKEN =
      CompletableFuture.completedFuture("file:/my data/savepoint-1");
  private static final CompletableFuture<String> ONE_SOURCE_ENDED =
      refused(new PartialFinishingNotSupportedByStateException("one source ended"));
  private static final CompletableFuture<String> NOT_RUNNING =
      refused(new IllegalStateException("the job is starting"));
  private static final CompletableFuture<String> UNANSWERED = new CompletableFuture<>();

  /** Of both kinds. */
  private final AtomicInteger requests = new AtomicInteger();

  private final AtomicInteger cancellations = new AtomicInteger();

  @Test
  void aSavepointIsAskedForOnceWhereItIsTaken() throws Exception {
    assertThat(stop(Duration.ofSeconds(60), TAKEN)).isEqualTo(Path.of("/my data/savepoint-1"));
    assertThat(requests).hasValue(1);
    assertThat(cancellations).hasValue(0);
  }

  @Test
  void whereOneSourceEndedBeforeTheOtherTheJobIsCancelledWithOneWhenItRunsAgain() throws Exception {
    assertThat(stop(Duration.ofSeconds(60), ONE_SOURCE_ENDED, NOT_RUNNING, TAKEN))
        .isEqualTo(Path.of("/my data/savepoint-1"));
    assertThat(requests).hasValue(3);
    assertThat(cancellations).hasValue(2);
  }

  @Test
  void anotherRefusalIsFinal() {
    assertThatThrownBy(() -> stop(Duration.ofSeconds(60), NOT_RUNNING, TAKEN))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("job did not stop with a savepoint: ")
        .hasRootCauseMessage("the job is starting");
    assertThat(requests).hasValue(1);
  }

  @Test
  void itIsAskedForNoLongerThanTheTimeout() {
    assertThatThrownBy(() -> stop(Duration.ofMillis(50), ONE_SOURCE_ENDED, NOT_RUNNING))
        .isInstanceOf(IOException.class)
        .hasRootCauseMessage("one source ended");
    assertThat(requests.get()).isGreaterThan(1);
  }

  @Test
  void anAnswerIsAwaitedForTheTimeoutAlone() {
    assertThatThrownBy(() -> stop(Duration.ofMillis(50), UNANSWERED, TAKEN))
        .isInstanceOf(IOException.class)
        .hasCauseInstanceOf(TimeoutException.class);
    assertThat(requests).hasValue(1);
  }

  /** Flink answers so, one request after the other, and to all further ones as to the last. */
  @SafeVarargs
  @SuppressWarnings("varargs") // read only
  private Path stop(Duration timeout, CompletableFuture<String>... answers) throws IOException {
    List<CompletableFuture<String>> inTurn = List.of(answers);
    Supplier<CompletableFuture<String>> next =
        () -> inTurn.get(Math.min(requests.getAndIncrement(), inTurn.size() - 1));
    return new StopWithSavepoint(timeout, Duration.ofMillis(5))
        .by(
            next,
            () -> {
              cancellations.incrementAndGet();
              return next.get();
            });
  }

  private static CompletableFuture<String> refused(Throwable reason) {
    return CompletableFuture.failedFuture(
        new CheckpointException(CheckpointFailureReason.FINALIZE_CHECKPOINT_FAILURE, reason));
  }
}
