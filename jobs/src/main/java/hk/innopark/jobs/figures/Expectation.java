package hk.innopark.jobs.figures;

import hk.innopark.events.Grain;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.reference.BaselineBook;
import hk.innopark.jobs.reference.ReferenceData;
import hk.innopark.jobs.rollup.Cumulative;
import hk.innopark.jobs.rollup.PeriodTotal;
import hk.innopark.registry.model.Baseline;
import java.util.Set;

/**
 * What a baseline expects of a period.
 *
 * @param expectedKwh NaN where there is no baseline
 * @param cusumKwh Σ(E − Ê) since the baseline's first day, or the first with data; of days and
 *     months, NaN otherwise
 */
record Expectation(double expectedKwh, double cusumKwh) {
  static final Expectation NONE = new Expectation(Double.NaN, Double.NaN);

  private static final Set<Grain> GRAINS = Set.of(Grain.HOUR, Grain.DAY, Grain.MONTH);

  static Expectation of(PeriodTotal total, BaselineBook baselines) {
    if (!GRAINS.contains(total.grain())) {
      return NONE;
    }
    Baseline baseline =
        baselines.on(total.entity(), ReferenceData.localDay(total.startMillis())).orElse(null);
    if (baseline == null) {
      return NONE;
    }
    long end = Math.min(total.endMillis(), Math.max(total.asOfMillis(), total.startMillis()));
    long items = ThroughputFigures.producedItems(Elements.unpack(total.elements()));
    double expected = baselines.expectedKwh(baseline, total.startMillis(), end, items);
    Cumulative sum = total.cumulative();
    double cusum =
        sum.sinceMillis() > end
            ? Double.NaN
            : sum.activeNanoKwh() / 1e9
                - baselines.expectedKwh(baseline, sum.sinceMillis(), end, sum.items());
    return new Expectation(expected, cusum);
  }
}
