package hk.innopark.jobs.rollup;

import static hk.innopark.jobs.reference.HongKong.millis;
import static hk.innopark.jobs.rollup.PlaceDeltas.LIVE;
import static hk.innopark.jobs.rollup.PlaceDeltas.open;
import static hk.innopark.jobs.rollup.PlaceDeltas.said;
import static hk.innopark.jobs.rollup.PlaceDeltas.send;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.events.MachineId;
import hk.innopark.jobs.KeyedOperator;
import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.element.Entity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a line is the same beside others, in one operator, as it is alone. */
class PlaceOperatorNeighboursTest {
  private static final long START = millis("2026-03-03T10:00");
  private static final long MINUTE = 60_000;
  private static final List<Entity> LINES =
      List.of(
          line("golden-noodle", "line-1", "oven-1", "real"),
          line("golden-noodle", "line-1", "oven-1", "sim:a"),
          line("medivance", "packaging", "packer-1", "real"));

  private static Entity line(String tenant, String line, String machine, String origin) {
    return Entity.of(new MachineId("tai-po", tenant, line, machine), origin).at(Level.LINE);
  }

  /** What is said of each line, by its key. */
  private static Map<String, List<String>> run(List<Entity> lines, int stepsARestart)
      throws Exception {
    Map<String, List<String>> said = new TreeMap<>();
    try (KeyedOperator<ElementDelta, PeriodTotal> operator =
        open(LIVE, null, new HashMapStateBackend(), Grain.MINUTE, Grain.HOUR, Grain.DAY)) {
      for (int step = 0; step < 120; step++) {
        // half an hour goes by at once now and then
        long slot = START + (2L * step + step / 20 * 30L) * MINUTE;
        for (Entity line : lines) {
          Random random = new Random(step * 31L + LINES.indexOf(line));
          if (random.nextInt(3) > 0) {
            long late = random.nextInt(6) == 0 ? random.nextInt(150) : 0;
            send(operator, line, 1 + random.nextInt(9), slot - late * MINUTE, slot);
          }
        }
        operator.watermark(slot + MINUTE - 1);
        if (step % stepsARestart == stepsARestart - 1) {
          operator.restart();
        }
      }
      operator.watermark(START + 12 * 86_400_000L);
      for (PeriodTotal total : operator.takeOutput()) {
        said.computeIfAbsent(total.entity().key(), key -> new ArrayList<>())
            .add(
                "%s %d as of %d %s"
                    .formatted(
                        total.grain(), total.startMillis(), total.asOfMillis(), said(total)));
      }
      assertThat(operator.stateEntries()).as("what is left in the end").isZero();
    }
    said.values().forEach(all -> all.sort(null));
    return said;
  }

  @ParameterizedTest
  @ValueSource(ints = {7, Integer.MAX_VALUE})
  void eachLineIsAsItIsAlone(int stepsARestart) throws Exception {
    Map<String, List<String>> alone = new TreeMap<>();
    for (Entity line : LINES) {
      alone.putAll(run(List.of(line), Integer.MAX_VALUE));
    }
    assertThat(alone).hasSize(LINES.size());
    assertThat(run(LINES, stepsARestart)).isEqualTo(alone);
  }

  @Test
  void periodsThatCloseAtOneMomentAreSaidInTheOrderOfTheirPlaces() throws Exception {
    try (KeyedOperator<ElementDelta, PeriodTotal> operator =
        open(LIVE, null, new HashMapStateBackend(), Grain.HOUR)) {
      for (int index = LINES.size() - 1; index >= 0; index--) {
        send(operator, LINES.get(index), 1, START, START);
      }
      operator.watermark(START + 70 * MINUTE);
      List<String> keys =
          operator.takeOutput().stream()
              .filter(total -> total.stage() == PeriodTotal.Stage.CLOSED)
              .map(total -> total.entity().key())
              .toList();
      assertThat(keys).hasSize(LINES.size()).isSorted();
    }
  }
}
