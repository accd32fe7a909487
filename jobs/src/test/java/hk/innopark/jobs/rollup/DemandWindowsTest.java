package hk.innopark.jobs.rollup;

import static hk.innopark.jobs.reference.HongKong.millis;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Grain;
import hk.innopark.events.MachineId;
import hk.innopark.jobs.KeyedOperator;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.rollup.PeriodTotal.Stage;
import hk.innopark.registry.RegistryYaml;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Peaks of demand, by hand: 2 · √(kWh² + kvarh²) of a half hour. */
class DemandWindowsTest {
  private static final Entity OVEN =
      Entity.of(new MachineId("tai-po", "golden-noodle", "line-1", "oven-1"), "real");
  private static final ReferenceData.Source SAMPLE = ReferenceData.Source.of(RegistryYaml.sample());

  private KeyedOperator<ElementDelta, PeriodTotal> operator;

  @BeforeEach
  void open() throws Exception {
    RollupConfig config =
        RollupConfig.DEFAULT.withGrains(
            Set.of(Grain.MINUTE, Grain.HALF_HOUR, Grain.HOUR, Grain.DAY, Grain.MONTH));
    operator =
        KeyedOperator.ofOperator(
            () -> new PlaceOperator(SAMPLE, config, null, Long.MAX_VALUE),
            delta -> delta.entity(),
            new HashMapStateBackend());
  }

  @AfterEach
  void close() {
    operator.close();
  }

  @Test
  void aHalfHoursDemandIsTwiceItsApparentEnergy() throws Exception {
    take(10, 15, "2026-03-03T10:05", "2026-03-03T10:06");
    take(20, 25, "2026-03-03T10:25", "2026-03-03T10:26");
    operator.watermark(millis("2026-03-03T10:40"));
    assertThat(closedPeaks().get(Grain.HALF_HOUR)).as("2 · √(30² + 40²)").isEqualTo(100.0);
  }

  @Test
  void aLongerPeriodsDemandIsThatOfItsGreatestHalfHour() throws Exception {
    take(30, 40, "2026-03-03T10:05", "2026-03-03T10:06");
    take(60, 80, "2026-03-03T10:35", "2026-03-03T10:36");
    take(3, 4, "2026-03-03T11:05", "2026-03-03T11:06");
    operator.watermark(millis("2026-03-04T00:10"));
    assertThat(closedPeaks()).containsEntry(Grain.DAY, 200.0).containsEntry(Grain.HOUR, 10.0);
  }

  @Test
  void aMinuteHasNoDemand() throws Exception {
    take(30, 40, "2026-03-03T10:05", "2026-03-03T10:06");
    operator.watermark(millis("2026-03-03T10:40"));
    assertThat(closedPeaks()).containsEntry(Grain.MINUTE, Double.NaN);
  }

  @Test
  void aLateReadingMovesThePeakDownAsWell() throws Exception {
    take(60, 80, "2026-03-03T10:05", "2026-03-03T10:06");
    take(30, 40, "2026-03-03T10:35", "2026-03-03T10:36");
    operator.watermark(millis("2026-03-03T11:10"));
    assertThat(closedPeaks()).containsEntry(Grain.HOUR, 200.0);
    // half of the first went into the hour before
    take(-45, -60, "2026-03-03T10:05", "2026-03-03T11:20");
    take(45, 60, "2026-03-03T09:55", "2026-03-03T11:20");
    operator.watermark(millis("2026-03-03T11:21"));
    Map<Long, Double> hours = new HashMap<>();
    for (PeriodTotal total : operator.takeOutput()) {
      if (total.grain() == Grain.HOUR && total.stage() == Stage.CLOSED) {
        hours.put(total.startMillis(), total.peakDemandKva());
      }
    }
    assertThat(hours)
        .containsEntry(millis("2026-03-03T10:00"), 100.0)
        .containsEntry(millis("2026-03-03T09:00"), 150.0);
  }

  @Test
  void aMonthRemembersTheHalfHoursThatAreForgotten() throws Exception {
    take(60, 80, "2026-03-03T10:05", "2026-03-03T10:06");
    operator.watermark(millis("2026-03-20T00:00"));
    operator.restart();
    take(3, 4, "2026-03-20T00:05", "2026-03-20T00:06");
    operator.watermark(millis("2026-04-01T00:10"));
    assertThat(closedPeaks()).containsEntry(Grain.MONTH, 200.0);
  }

  private void take(long kwh, long kvarh, String minute, String slot) throws Exception {
    Elements elements = new Elements();
    elements.add(Element.GRID_NANO_KWH, kwh * 1_000_000_000L);
    elements.add(Element.REACTIVE_NANO_KVARH, kvarh * 1_000_000_000L);
    operator.send(
        new ElementDelta(OVEN.key(), millis(minute), millis(slot), elements.pack()), millis(slot));
  }

  /** The newest closed period of each grain. */
  private Map<Grain, Double> closedPeaks() {
    Map<Grain, Double> peaks = new HashMap<>();
    for (PeriodTotal total : operator.takeOutput()) {
      if (total.stage() == Stage.CLOSED) {
        peaks.put(total.grain(), total.peakDemandKva());
      }
    }
    return peaks;
  }
}
