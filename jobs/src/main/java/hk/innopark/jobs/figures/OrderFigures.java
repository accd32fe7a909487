package hk.innopark.jobs.figures;

import hk.innopark.events.OrderFields;
import hk.innopark.jobs.account.OrderRow;
import hk.innopark.jobs.account.OrderRow.Emission;
import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import java.util.LinkedHashMap;
import java.util.Map;

/** The figures of an order: those of any sum of elements, by the same formulas. */
public final class OrderFigures {
  private OrderFigures() {}

  /**
   * Field by field; NaN where there is no value.
   *
   * @param missingScopes as {@link OrderRow#missingScopes}: an emission that lacks a factor has no
   *     value
   */
  public static Map<String, Double> of(Elements elements, int missingScopes) {
    Map<String, Double> figures = new LinkedHashMap<>();
    double[] throughput = ThroughputFigures.of(elements);
    for (String field : OrderFields.THROUGHPUT) {
      figures.put(field, throughput[Measurement.THROUGHPUT.fields().indexOf(field)]);
    }
    double good = elements.get(Element.GOOD_ITEMS);
    double kwh =
        (elements.get(Element.GRID_NANO_KWH)
                + elements.get(Element.PV_NANO_KWH)
                - elements.get(Element.EXPORT_NANO_KWH))
            / 1e9;
    double scope1 = kg(elements, Element.SCOPE1_NANO_KG, Emission.SCOPE1, missingScopes);
    double location =
        kg(elements, Element.SCOPE2_LOCATION_NANO_KG, Emission.SCOPE2_LOCATION, missingScopes);
    double market =
        kg(elements, Element.SCOPE2_MARKET_NANO_KG, Emission.SCOPE2_MARKET, missingScopes);
    double scope3 = kg(elements, Element.SCOPE3_NANO_KG, Emission.SCOPE3, missingScopes);
    figures.put("active_kwh", kwh);
    figures.put("scope1_kg", scope1);
    figures.put("scope2_location_kg", location);
    figures.put("scope2_market_kg", market);
    figures.put("scope3_kg", scope3);
    figures.put("kwh_per_good", per(kwh, good));
    figures.put("scope1_kg_per_good", per(scope1, good));
    figures.put("scope2_location_kg_per_good", per(location, good));
    figures.put("scope2_market_kg_per_good", per(market, good));
    figures.put("scope3_kg_per_good", per(scope3, good));
    figures.put("coverage", DataQualityFigures.coverage(elements));
    return figures;
  }

  private static double kg(
      Elements elements, Element element, Emission emission, int missingScopes) {
    return (missingScopes & emission.bit()) == 0 ? elements.get(element) / 1e9 : Double.NaN;
  }

  private static double per(double amount, double good) {
    return good == 0 ? Double.NaN : amount / good;
  }
}
