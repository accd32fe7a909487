package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RelayStepTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final AtomicBoolean isClosed = new AtomicBoolean();
  private RelayStep step;

  @AfterEach
  void close() {
    isClosed.set(true);
    step.end(Duration.ofMillis(1));
  }

  @Test
  void aFailureIsTriedAgainAndItWorksWhenARoundHasSucceeded() {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch ends = new CountDownLatch(1);
    step =
        new RelayStep(
            "step",
            running -> {
              if (runs.incrementAndGet() < 3) {
                throw new IllegalStateException("away");
              }
              running.succeeded();
              ends.await();
            },
            isClosed::get);
    step.start();
    await().atMost(PATIENCE).until(step::works);
    assertThat(runs).hasValue(3);
    assertThat(step.isAlive()).isTrue();
  }

  @Test
  void aFailureAfterASuccessIsNoLongerWell() {
    AtomicInteger runs = new AtomicInteger();
    CountDownLatch fails = new CountDownLatch(1);
    step =
        new RelayStep(
            "step",
            running -> {
              if (runs.incrementAndGet() == 1) {
                running.succeeded();
                fails.await();
              }
              throw new IllegalStateException("away");
            },
            isClosed::get);
    step.start();
    await().atMost(PATIENCE).until(step::works);
    fails.countDown();
    await().atMost(PATIENCE).until(() -> !step.works());
    assertThat(step.isAlive()).isTrue();
  }

  @Test
  void whatEndsForGoodIsSeen() {
    step =
        new RelayStep(
            "step",
            running -> {
              running.succeeded();
              throw new LinkageError("for good");
            },
            isClosed::get);
    step.start();
    await().dontCatchUncaughtExceptions().atMost(PATIENCE).until(() -> !step.isAlive());
    assertThat(step.works()).isFalse();
  }
}
