package hk.innopark.console;

import hk.innopark.console.figures.FigureRow;
import hk.innopark.console.figures.Place;
import hk.innopark.console.shopfloor.OrderSum;
import hk.innopark.events.OrderFields;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Figures of an order or a product, from its exact sums and by the formulas of every figure. */
final class OrderValues {
  /** In the order in which lists have them. */
  static final List<String> FIELDS =
      Stream.concat(
              OrderFields.THROUGHPUT.stream(),
              Stream.of(
                  "active_kwh",
                  "kwh_per_good",
                  "scope1_kg",
                  "scope2_location_kg",
                  "scope2_market_kg",
                  "scope3_kg",
                  "scope1_kg_per_good",
                  "scope2_location_kg_per_good",
                  "scope2_market_kg_per_good",
                  "scope3_kg_per_good",
                  "coverage",
                  "measured_share"))
          .toList();

  private static final List<String> PER_GOOD =
      List.of("scope1_kg", "scope2_location_kg", "scope2_market_kg", "scope3_kg");

  private OrderValues() {}

  /** By field, in the order of {@link #FIELDS}; null where there is no value. */
  static Map<String, Double> of(OrderSum sum) {
    Map<String, Double> known = new TreeMap<>();
    sum.amounts()
        .forEach(
            (name, value) -> {
              if (value != null) {
                known.put(name, value.doubleValue());
              }
            });
    known.put("produced", sum.amount("good") + sum.amount("scrap"));
    known.put(
        "planned_busy_s",
        sum.amount("production_s")
            + sum.amount("setup_s")
            + sum.amount("delay_s")
            + sum.amount("idle_s")
            + sum.amount("unknown_s"));
    // an order's ideal times are of planned time with a known state alone
    known.put("ideal_covered_s", sum.amount("ideal_s"));
    known.put("ideal_good_covered_s", sum.amount("ideal_good_s"));
    double active = sum.amount("grid_kwh") + sum.amount("pv_kwh") - sum.amount("export_kwh");
    known.put("active_kwh", active);
    Elements elements = new Elements();
    elements.addSums(new FigureRow(new Place(null, null, null, null), Instant.EPOCH, 1, 1, known));
    Map<String, Double> figures = Ratios.figures(elements);
    for (String emission : PER_GOOD) {
      if (known.containsKey(emission) && known.get("good") > 0) {
        figures.put(emission + "_per_good", known.get(emission) / known.get("good"));
      }
    }
    if (active != 0) {
      figures.put(
          "measured_share",
          (active - sum.amount("estimated_kwh") - sum.amount("integrated_kwh")) / active);
    }
    Map<String, Double> shown = new LinkedHashMap<>();
    FIELDS.forEach(field -> shown.put(field, figures.get(field)));
    return shown;
  }
}
