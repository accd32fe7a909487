package hk.innopark.jobs.sink.influx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BackoffTest {
  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(200), Duration.ofSeconds(15));

  @Property
  void aPauseLiesBetweenHalfItsBoundAndAllOfIt(
      @ForAll @IntRange(min = 1, max = 10_000) int failures, @ForAll long seed) {
    long bound = failures > 7 ? 15_000 : 200L << (failures - 1);

    assertThat(BACKOFF.pause(failures, new SplittableRandom(seed)).toMillis())
        .isBetween(Math.min(bound, 15_000) / 2, Math.min(bound, 15_000));
  }
}
