package hk.innopark.jobs.rollup;

import static hk.innopark.jobs.reference.HongKong.millis;
import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.events.MachineId;
import hk.innopark.jobs.KeyedOperator;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.ElementDelta;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Entity;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.reference.ReferenceHistory;
import hk.innopark.jobs.rollup.PeriodTotal.Stage;
import hk.innopark.registry.RegistryYaml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Open periods: how often they are reported, and that what is reported is true in the end. */
class ReportRuleTest {
  private static final ReferenceData.Source SAMPLE = ReferenceData.Source.of(RegistryYaml.sample());
  private static final Entity OVEN =
      Entity.of(new MachineId("tai-po", "golden-noodle", "line-1", "oven-1"), "real");
  private static final long START = millis("2026-03-03T12:00");
  private static final ReferenceHistory REFERENCE = SAMPLE.open();
  private static final long LASTS = 900_000;

  @ParameterizedTest
  @CsvSource({
    "MACHINE, MINUTE, 1",
    "MACHINE, HOUR, 60",
    "MACHINE, DAY, 300",
    "MACHINE, MONTH, 600",
    "LINE, MINUTE, 5",
    "LINE, HOUR, 20",
    "LINE, SHIFT, 60",
    "LINE, MONTH, 600",
    "TENANT, MINUTE, 1",
    "TENANT, HOUR, 5",
    "ESTATE, DAY, 10",
    "ESTATE, MONTH, 60",
  })
  void aPeriodIsReportedAsOftenAsItsLevelAndGrainSay(Level level, Grain grain, int seconds) {
    assertThat(ReportRule.intervalMillis(level, grain)).isEqualTo(seconds * 1_000L);
  }

  /** Changes at random moments for a quarter of an hour, and a watermark every 200 ms. */
  @ParameterizedTest
  @EnumSource(Level.class)
  void noPeriodIsReportedOftenerThanItsRuleSaysAndItsLastStateAlways(Level level) throws Exception {
    Random random = new Random(level.ordinal());
    Map<Long, List<PeriodTotal>> reports = new HashMap<>();
    Map<Long, Long> sums = new HashMap<>();
    Entity entity = OVEN.at(level);
    try (KeyedOperator<ElementDelta, PeriodTotal> operator = open()) {
      for (long now = START; now < START + LASTS; now += 200) {
        if (random.nextInt(3) == 0) {
          long minute = now / 60_000 * 60_000;
          int items = 1 + random.nextInt(5);
          operator.send(new ElementDelta(entity.key(), minute, minute, good(items)), now);
          for (Grain grain : Grain.values()) {
            Period.around(minute, grain, entity, REFERENCE)
                .ifPresent(period -> sums.merge(period.key(), (long) items, Long::sum));
          }
        }
        operator.watermark(now);
        if (now == START + LASTS / 3) {
          operator.restart();
        }
      }
      // all that waits is reported before the minutes close
      operator.watermark(START + LASTS + 60_000);
      operator.watermark(START + LASTS + 599_999);
      for (PeriodTotal total : operator.takeOutput()) {
        reports
            .computeIfAbsent(
                new Period(total.grain(), null, total.startMillis(), total.endMillis()).key(),
                key -> new ArrayList<>())
            .add(total);
      }
    }
    assertThat(reports.keySet()).isEqualTo(sums.keySet());
    reports.forEach(
        (key, of) -> {
          long interval = ReportRule.intervalMillis(level, Period.grainOf(key));
          List<PeriodTotal> open = of.stream().filter(one -> one.stage() == Stage.OPEN).toList();
          for (int index = 1; index < open.size(); index++) {
            assertThat(open.get(index).asOfMillis() - open.get(index - 1).asOfMillis())
                .as("between reports of a " + Period.grainOf(key))
                .isGreaterThanOrEqualTo(interval);
          }
          assertThat(items(of.get(of.size() - 1)))
              .as("the last that is said of a " + Period.grainOf(key))
              .isEqualTo(sums.get(key));
        });
  }

  private static KeyedOperator<ElementDelta, PeriodTotal> open() throws Exception {
    return KeyedOperator.ofOperator(
        () -> new PlaceOperator(SAMPLE, RollupConfig.DEFAULT, null, Long.MAX_VALUE),
        delta -> delta.entity(),
        new HashMapStateBackend());
  }

  private static byte[] good(int items) {
    Elements elements = new Elements();
    elements.add(Element.GOOD_ITEMS, items);
    return elements.pack();
  }

  private static long items(PeriodTotal total) {
    return Elements.unpack(total.elements()).get(Element.GOOD_ITEMS);
  }
}
