package hk.innopark.jobs.figures;

import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The figures of an order: those of any sum of elements, by the same formulas. */
public final class OrderFigures {
  private static final List<String> THROUGHPUT =
      List.of(
          "good",
          "scrap",
          "rework",
          "planned_busy_s",
          "production_s",
          "setup_s",
          "delay_s",
          "idle_s",
          "unknown_s",
          "outside_plan_s",
          "availability",
          "effectiveness",
          "quality",
          "oee");

  private OrderFigures() {}

  /** Field by field; NaN where there is no value. */
  public static Map<String, Double> of(Elements elements) {
    Map<String, Double> figures = new LinkedHashMap<>();
    double[] throughput = ThroughputFigures.of(elements);
    for (String field : THROUGHPUT) {
      figures.put(field, throughput[Measurement.THROUGHPUT.fields().indexOf(field)]);
    }
    double good = elements.get(Element.GOOD_ITEMS);
    double kwh =
        (elements.get(Element.GRID_NANO_KWH)
                + elements.get(Element.PV_NANO_KWH)
                - elements.get(Element.EXPORT_NANO_KWH))
            / 1e9;
    double scope1 = elements.get(Element.SCOPE1_NANO_KG) / 1e9;
    double location = elements.get(Element.SCOPE2_LOCATION_NANO_KG) / 1e9;
    double market = elements.get(Element.SCOPE2_MARKET_NANO_KG) / 1e9;
    figures.put("active_kwh", kwh);
    figures.put("scope1_kg", scope1);
    figures.put("scope2_location_kg", location);
    figures.put("scope2_market_kg", market);
    figures.put("kwh_per_good", per(kwh, good));
    figures.put("scope1_kg_per_good", per(scope1, good));
    figures.put("scope2_location_kg_per_good", per(location, good));
    figures.put("scope2_market_kg_per_good", per(market, good));
    figures.put("coverage", DataQualityFigures.coverage(elements));
    return figures;
  }

  private static double per(double amount, double good) {
    return good == 0 ? Double.NaN : amount / good;
  }
}
