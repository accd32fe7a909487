package hk.innopark.jobs.figures;

import hk.innopark.jobs.element.Element;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which figures change when a plant makes other amounts, and everything else stays the same. */
public final class ItemDependence {
  private ItemDependence() {}

  public static Set<String> fields() {
    List<FigureRow> some = FigureCalculator.rows(plant(977, 13).closed());
    List<FigureRow> other = FigureCalculator.rows(plant(1423, 61).closed());
    Set<String> dependent = new TreeSet<>();
    for (int row = 0; row < some.size(); row++) {
      List<String> fields = some.get(row).measurement().fields();
      for (int field = 0; field < fields.size(); field++) {
        if (Double.compare(some.get(row).values()[field], other.get(row).values()[field]) != 0) {
          dependent.add(fields.get(field));
        }
      }
    }
    return dependent;
  }

  /** A plant of which every measurement has something to say, that made this many items. */
  private static Totals plant(long good, long scrap) {
    return new Totals()
        .seconds(Element.PRODUCTION_MS, 2400)
        .seconds(Element.SETUP_MS, 300)
        .seconds(Element.IDLE_MS, 600)
        .exactly(Element.FAILURES, 2)
        .seconds(Element.REPAIR_MS, 240)
        .nano(Element.GRID_NANO_KWH, 80)
        .nano(Element.PV_NANO_KWH, 10)
        .nano(Element.RUNNING_NANO_KWH, 60)
        .nano(Element.SCOPE2_LOCATION_NANO_KG, 27)
        .nano(Element.SCOPE2_MARKET_NANO_KG, 27)
        .nano(Element.WATER_NANO_M3, 3)
        .intervals(Element.EXPECTED_MICRO_INTERVALS, 360)
        .intervals(Element.VALID_MICRO_INTERVALS, 350)
        .exactly(Element.MESSAGES, 350)
        .exactly(Element.GOOD_ITEMS, good)
        .exactly(Element.SCRAP_ITEMS, scrap)
        .exactly(Element.REWORK_ITEMS, scrap / 2)
        .exactly(Element.IDEAL_NS, (good + scrap) * 2_000_000_000L)
        .exactly(Element.IDEAL_GOOD_NS, good * 2_000_000_000L)
        .exactly(Element.IDEAL_COVERED_NS, (good + scrap) * 2_000_000_000L)
        .exactly(Element.IDEAL_GOOD_COVERED_NS, good * 2_000_000_000L);
  }
}
