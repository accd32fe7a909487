package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AckWindowTest {
  private final List<Integer> acknowledged = new ArrayList<>();
  private final AckWindow window = new AckWindow(acknowledged::add);

  @Test
  void acknowledgesNothingBeforeItIsConfirmed() {
    window.enter(7, 0);
    window.enter(8, 0);

    assertThat(acknowledged).isEmpty();
    assertThat(window.size()).isEqualTo(2);
  }

  @Test
  void acknowledgesOnlyTheContiguousPrefix() {
    long first = window.enter(7, 0);
    long second = window.enter(8, 0);
    long third = window.enter(9, 0);

    assertThat(window.confirm(third)).isZero();
    assertThat(window.confirm(second)).isZero();
    assertThat(acknowledged).isEmpty();

    assertThat(window.confirm(first)).isEqualTo(3);
    assertThat(acknowledged).containsExactly(7, 8, 9);
  }

  @Test
  void passesOverMessagesThatWantNoAcknowledgement() {
    long first = window.enter(AckWindow.UNACKNOWLEDGED, 0);
    long second = window.enter(8, 0);

    assertThat(window.confirm(second)).isZero();
    assertThat(window.confirm(first)).isEqualTo(1);
    assertThat(acknowledged).containsExactly(8);
    assertThat(window.size()).isZero();
  }

  @Test
  void refusesAConfirmationThatNothingWaitsFor() {
    long position = window.enter(7, 0);
    window.confirm(position);

    assertThatThrownBy(() -> window.confirm(position)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> window.confirm(position + 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(acknowledged).containsExactly(7);
  }

  @Test
  void tellsWhenTheOldestWaitingMessageEntered() {
    assertThat(window.oldestNanos(99)).isEqualTo(99);
    long first = window.enter(7, 10);
    window.enter(8, 20);
    assertThat(window.oldestNanos(99)).isEqualTo(10);
    window.confirm(first);
    assertThat(window.oldestNanos(99)).isEqualTo(20);
  }

  @Test
  void waitsUntilItIsEmptyButNotForEver() throws InterruptedException {
    long position = window.enter(7, 0);
    assertThat(window.awaitEmpty(Duration.ofMillis(20))).isFalse();

    Thread kafka = new Thread(() -> window.confirm(position));
    kafka.start();
    assertThat(window.awaitEmpty(Duration.ofMinutes(1))).isTrue();
    kafka.join();
  }

  /** Whatever the order of arrivals and confirmations, and through several sizes of the ring. */
  @Property(tries = 200)
  void acknowledgesEveryMessageOnceInTheOrderOfArrival(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 6_000) int messages,
      @ForAll @IntRange(min = 1, max = 4_000) int mostInFlight) {
    Random random = new Random(seed);
    List<Integer> acks = new ArrayList<>();
    List<Long> waiting = new ArrayList<>();
    boolean[] confirmed = new boolean[messages];
    AckWindow property = new AckWindow(acks::add);
    int entered = 0;
    while (acks.size() < messages) {
      boolean canEnter = entered < messages && waiting.size() < mostInFlight;
      if (canEnter && (waiting.isEmpty() || random.nextInt(3) > 0)) {
        waiting.add(property.enter(1 + entered % 65_535, entered));
        entered++;
      } else {
        int chosen = random.nextInt(waiting.size());
        long position = waiting.get(chosen);
        waiting.set(chosen, waiting.get(waiting.size() - 1));
        waiting.remove(waiting.size() - 1);
        confirmed[(int) position] = true;
        int before = acks.size();
        assertThat(property.confirm(position)).isEqualTo(acks.size() - before);
        for (int acked = before; acked < acks.size(); acked++) {
          assertThat(confirmed[acked]).as("message %s", acked).isTrue();
        }
      }
    }
    assertThat(acks).isEqualTo(IntStream.range(0, messages).mapToObj(i -> 1 + i % 65_535).toList());
    assertThat(property.size()).isZero();
  }
}
