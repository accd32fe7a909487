package hk.innopark.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.console.figures.FigureStoreException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AnswerCacheTest {
  private final AtomicInteger computed = new AtomicInteger();

  @Test
  void an_answer_is_computed_once_while_it_is_kept() {
    AnswerCache<Integer> cache = new AnswerCache<>(Duration.ofHours(1));
    assertThat(cache.get("a", computed::incrementAndGet)).isEqualTo(1);
    assertThat(cache.get("a", computed::incrementAndGet)).isEqualTo(1);
    assertThat(cache.get("b", computed::incrementAndGet)).isEqualTo(2);
  }

  @Test
  void an_answer_is_computed_again_when_it_is_old() {
    AnswerCache<Integer> cache = new AnswerCache<>(Duration.ofNanos(-1));
    assertThat(cache.get("a", computed::incrementAndGet)).isEqualTo(1);
    assertThat(cache.get("a", computed::incrementAndGet)).isEqualTo(2);
  }

  @Test
  void those_who_ask_meanwhile_wait_for_the_one_answer() throws InterruptedException {
    AnswerCache<Integer> cache = new AnswerCache<>(Duration.ofHours(1));
    CountDownLatch computing = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Integer> first =
        CompletableFuture.supplyAsync(
            () ->
                cache.get(
                    "a",
                    () -> {
                      computing.countDown();
                      try {
                        go.await();
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                      return computed.incrementAndGet();
                    }));
    computing.await();
    CompletableFuture<Integer> second =
        CompletableFuture.supplyAsync(() -> cache.get("a", computed::incrementAndGet));
    go.countDown();
    assertThat(first.join()).isEqualTo(1);
    assertThat(second.join()).isEqualTo(1);
  }

  @Test
  void a_failure_of_the_store_is_an_answer_too() {
    AnswerCache<Integer> cache = new AnswerCache<>(Duration.ofHours(1));
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(
              () ->
                  cache.get(
                      "a",
                      () -> {
                        computed.incrementAndGet();
                        throw new FigureStoreException("away");
                      }))
          .isInstanceOf(FigureStoreException.class)
          .hasMessage("away");
    }
    assertThat(computed).hasValue(1);
  }
}
