package hk.innopark.jobs.rollup;

import static hk.innopark.jobs.reference.HongKong.millis;
import static hk.innopark.jobs.rollup.PlaceDeltas.LINE;
import static hk.innopark.jobs.rollup.PlaceDeltas.LIVE;
import static hk.innopark.jobs.rollup.PlaceDeltas.open;
import static hk.innopark.jobs.rollup.PlaceDeltas.said;
import static hk.innopark.jobs.rollup.PlaceDeltas.send;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Grain;
import hk.innopark.jobs.KeyedOperator;
import hk.innopark.jobs.element.ElementDelta;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of periods is the same with and without restarts. */
class PlaceOperatorRestartTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void restartsChangeNothingOnTheHeap(long seed) throws Exception {
    assertThat(randomRun(seed, 7, new HashMapStateBackend()))
        .isEqualTo(randomRun(seed, Integer.MAX_VALUE, new HashMapStateBackend()))
        .isNotEmpty();
  }

  @Test
  void restartsChangeNothingInRocksDb() throws Exception {
    assertThat(randomRun(6, 50, new EmbeddedRocksDBStateBackend()))
        .isEqualTo(randomRun(6, Integer.MAX_VALUE, new HashMapStateBackend()));
  }

  /**
   * Deltas of a few hours with some late ones, a watermark that follows, restarts between: what was
   * said of each period, in its order.
   */
  private static List<String> randomRun(long seed, int stepsARestart, StateBackend backend)
      throws Exception {
    Random random = new Random(seed);
    List<String> said = new ArrayList<>();
    long start = millis("2026-03-03T10:00");
    try (KeyedOperator<ElementDelta, PeriodTotal> operator =
        open(LIVE, null, backend, Grain.MINUTE, Grain.HOUR, Grain.DAY)) {
      for (int step = 0; step < 150; step++) {
        long slot = start + step * 120_000L;
        long late = random.nextInt(4) == 0 ? random.nextInt(120) : random.nextInt(3);
        send(operator, LINE, random.nextInt(9) - 2, slot - late * 60_000, slot);
        operator.watermark(slot - 1);
        if (step % stepsARestart == stepsARestart - 1) {
          operator.restart();
        }
      }
      operator.watermark(start + 4 * 86_400_000L);
      List<PeriodTotal> totals = operator.takeOutput();
      totals.sort(
          Comparator.comparing(PeriodTotal::grain).thenComparingLong(PeriodTotal::startMillis));
      for (PeriodTotal total : totals) {
        said.add(
            total.grain() + " " + total.startMillis() + " " + total.asOfMillis() + said(total));
      }
    }
    return said;
  }
}
