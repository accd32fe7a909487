package hk.innopark.jobs.figures;

import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;

/** Greenhouse gases by scope and by both scope 2 methods (GHG Protocol), renewables, water. */
final class SustainabilityFigures {
  private SustainabilityFigures() {}

  static boolean isPresent(Elements elements) {
    return elements.get(Element.SCOPE1_NANO_KG) != 0
        || elements.get(Element.SCOPE2_LOCATION_NANO_KG) != 0
        || elements.get(Element.SCOPE2_MARKET_NANO_KG) != 0
        || elements.get(Element.SCOPE3_NANO_KG) != 0
        || elements.get(Element.PV_NANO_KWH) != 0
        || elements.get(Element.WATER_NANO_M3) != 0;
  }

  /** Own generation less what of it was exported; what was sold is exported first. */
  private static long claimedNanoKwh(Elements elements) {
    long claimable = elements.get(Element.CLAIMED_NANO_KWH);
    long sold = elements.get(Element.PV_NANO_KWH) - claimable;
    long exported = Math.max(0, elements.get(Element.EXPORT_NANO_KWH) - sold);
    return Math.max(0, claimable - exported);
  }

  static double[] of(Elements elements) {
    double good = elements.get(Element.GOOD_ITEMS);
    double claimed = claimedNanoKwh(elements) / 1e9;
    return new Fields(Measurement.SUSTAINABILITY)
        .nano("scope1_kg", elements, Element.SCOPE1_NANO_KG)
        .nano("scope2_location_kg", elements, Element.SCOPE2_LOCATION_NANO_KG)
        .nano("scope2_market_kg", elements, Element.SCOPE2_MARKET_NANO_KG)
        .nano("scope3_kg", elements, Element.SCOPE3_NANO_KG)
        .ratio(
            "scope2_location_kg_per_good",
            elements.get(Element.SCOPE2_LOCATION_NANO_KG) / 1e9,
            good)
        .ratio("scope2_market_kg_per_good", elements.get(Element.SCOPE2_MARKET_NANO_KG) / 1e9, good)
        .nano("renewable_generated_kwh", elements, Element.PV_NANO_KWH)
        .set("renewable_claimed_kwh", claimed)
        .ratio("renewable_share", claimed, EnergyFigures.activeNanoKwh(elements) / 1e9)
        .nano("water_m3", elements, Element.WATER_NANO_M3)
        .ratio("water_m3_per_good", elements.get(Element.WATER_NANO_M3) / 1e9, good)
        .values();
  }
}
