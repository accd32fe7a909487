package hk.innopark.jobs.sink.influx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LineQueueTest {
  private static final Duration AT_ONCE = Duration.ofNanos(1);
  private static final Duration LATER = Duration.ofHours(1);

  @Test
  void linesOfABucketComeOutInTheirOrderAndBucketsInTheOrderOfTheirOldest() throws Exception {
    LineQueue queue = new LineQueue(3, AT_ONCE, 1_000);
    for (String line : List.of("a 1", "b 2", "a 3", "a 4", "a 5")) {
      queue.put(block(line.substring(0, 1), "m v=" + line.substring(2) + " 1"));
    }

    List<String> taken = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      LineQueue.Request request = queue.take();
      taken.add(request.bucket() + ":" + request.lines().text(0, request.lines().lines()));
      queue.confirm();
    }

    assertThat(taken)
        .containsExactly("a:m v=1 1\nm v=3 1\nm v=4 1\n", "a:m v=5 1\n", "b:m v=2 1\n");
  }

  @Test
  void whatIsUnderWayIsNotConfirmed() throws Exception {
    LineQueue queue = new LineQueue(1, AT_ONCE, 1_000);
    queue.put(block("a", "m v=1 1"));
    queue.put(block("a", "m v=2 2"));
    queue.take();

    assertThat(text(queue.unconfirmed())).isEqualTo(Map.of("a", "m v=1 1\nm v=2 2\n"));
    queue.confirm();
    assertThat(text(queue.unconfirmed())).isEqualTo(Map.of("a", "m v=2 2\n"));
    queue.take();
    queue.confirm();
    assertThat(queue.unconfirmed()).isEmpty();
    assertThat(queue.bytes()).isZero();
  }

  @Test
  void aFullBatchDoesNotWait() throws Exception {
    LineQueue queue = new LineQueue(2, LATER, 1_000);
    queue.put(block("a", "m v=1 1"));
    queue.put(block("b", "m v=2 1"));
    queue.put(block("b", "m v=3 2"));

    assertThat(queue.take().bucket()).isEqualTo("b");
  }

  @Test
  void theTaskWaitsWhereThereIsTooMuchAndGoesOnWhenThereIsRoom() throws Exception {
    LineQueue queue = new LineQueue(1, AT_ONCE, 10);
    queue.put(block("a", "m v=1 1"));
    CompletableFuture<Void> second = put(queue, block("a", "m v=2 2"));

    await().during(Duration.ofMillis(200)).until(() -> !second.isDone());
    queue.take();
    queue.confirm();

    await().until(second::isDone);
    second.join();
  }

  @Test
  void aFailureReachesTheTaskAlsoWhereItWaits() throws Exception {
    LineQueue queue = new LineQueue(1, AT_ONCE, 10);
    queue.put(block("a", "m v=1 1"));
    CompletableFuture<Void> second = put(queue, block("a", "m v=2 2"));

    queue.fail(new IOException("no such organisation"));

    assertThatThrownBy(second::join).hasMessageContaining("no such organisation");
    assertThatThrownBy(queue::drain).hasMessageContaining("no such organisation");
  }

  /** However often points are written anew, the newest of each is there, and in the order. */
  @Property(tries = 50)
  void theNewestLineOfEachPointIsKept(
      @ForAll @Size(min = 1, max = 400) List<@IntRange(max = 20) Integer> points) throws Exception {
    LineQueue queue = new LineQueue(7, LATER, Long.MAX_VALUE);
    Map<String, String> newest = new java.util.HashMap<>();
    String padding = "x".repeat(40_000);
    for (int i = 0; i < points.size(); i++) {
      String identity = "m,tag=" + padding + "\\ y" + points.get(i) % 7 + " ";
      String stamp = " " + points.get(i) / 7;
      queue.put(block("a", identity + "v=" + i + stamp));
      newest.put(identity + stamp, identity + "v=" + i + stamp);
    }

    List<String> lines =
        text(queue.unconfirmed()).values().stream().flatMap(String::lines).toList();
    Map<String, String> last = new java.util.HashMap<>();
    lines.forEach(line -> last.put(line.replaceFirst("v=[0-9]+", ""), line));
    assertThat(last).isEqualTo(newest);
    assertThat((long) lines.size() * 40_000).isLessThan(3 * 4L * 1024 * 1024);
    int total = lines.stream().mapToInt(line -> line.length() + 1).sum();
    assertThat(queue.bytes()).isEqualTo(total);
  }

  private static CompletableFuture<Void> put(LineQueue queue, LineBlock block) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            queue.put(block);
          } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed.getMessage(), failed);
          }
        });
  }

  private static LineBlock block(String bucket, String line) {
    return new LineBlock(bucket, 1, (line + "\n").getBytes(UTF_8));
  }

  private static Map<String, String> text(Map<String, byte[]> buckets) {
    Map<String, String> texts = new java.util.HashMap<>();
    buckets.forEach((bucket, bytes) -> texts.put(bucket, new String(bytes, UTF_8)));
    return texts;
  }
}
