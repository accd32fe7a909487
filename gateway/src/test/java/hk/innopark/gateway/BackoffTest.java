package hk.innopark.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class BackoffTest {
  @Property(tries = 100)
  void growsToItsLimitAndVaries(@ForAll long seed) {
    Backoff backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(4), new Random(seed));
    long[] ceilings = {200, 400, 800, 1600, 3200, 4000, 4000, 4000};
    for (long ceiling : ceilings) {
      assertThat(backoff.next().toMillis()).isBetween(ceiling / 2, ceiling);
    }
    backoff.reset();
    assertThat(backoff.next().toMillis()).isBetween(100L, 200L);
  }
}
