package hk.innopark.jobs.figures;

import hk.innopark.jobs.element.Element;
import hk.innopark.jobs.element.Elements;
import hk.innopark.jobs.element.Subject;
import hk.innopark.jobs.reference.MissingFactors;
import hk.innopark.registry.lookup.Declarations;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Greenhouse gases by scope and by both scope 2 methods (GHG Protocol), carriers, renewables,
 * water, and what was declared of a tenant's month. An emission that lacks a factor has no value.
 */
final class SustainabilityFigures {
  private SustainabilityFigures() {}

  static boolean isPresent(Elements elements, Inventory inventory) {
    return Subject.SUSTAINABILITY.isIn(elements)
        || (inventory.declared() != null && !inventory.declared().declared().isEmpty());
  }

  /** Own generation less what of it was exported; what was sold is exported first. */
  private static long claimedNanoKwh(Elements elements) {
    long claimable = elements.get(Element.CLAIMED_NANO_KWH);
    long sold = elements.get(Element.PV_NANO_KWH) - claimable;
    long exported = Math.max(0, elements.get(Element.EXPORT_NANO_KWH) - sold);
    return Math.max(0, claimable - exported);
  }

  static double[] of(Elements elements, Inventory inventory) {
    double good = elements.get(Element.GOOD_ITEMS);
    double grid = elements.get(Element.GRID_NANO_KWH) / 1e9;
    MissingFactors missing = inventory.missing();
    double certificates =
        inventory.declared() == null
            ? Double.NaN
            : inventory.declared().certificatesKwh().doubleValue();
    double used = Double.isNaN(certificates) ? 0 : Math.min(certificates, Math.max(0, grid));
    double scope1 = kg(elements, Element.SCOPE1_NANO_KG, missing.ofScope1());
    double location = kg(elements, Element.SCOPE2_LOCATION_NANO_KG, missing.ofScope2Location());
    double market = kg(elements, Element.SCOPE2_MARKET_NANO_KG, missing.ofScope2Market());
    if (used > 0) {
      market *= 1 - used / grid; // Σ (kWh − certificates) · factor, with the period's mean factor
    }
    double scope3 = kg(elements, Element.SCOPE3_NANO_KG, missing.ofScope3());
    double claimed = claimedNanoKwh(elements) / 1e9 + used;
    Declarations declared = inventory.declared();
    Fields fields =
        new Fields(Measurement.SUSTAINABILITY)
            .set("scope1_kg", scope1)
            .set("scope2_location_kg", location)
            .set("scope2_market_kg", market)
            .set("scope3_kg", scope3)
            .ratio("scope2_location_kg_per_good", location, good)
            .ratio("scope2_market_kg_per_good", market, good)
            .nano("renewable_generated_kwh", elements, Element.PV_NANO_KWH)
            .set("renewable_claimed_kwh", claimed)
            .ratio("renewable_share", claimed, EnergyFigures.activeNanoKwh(elements) / 1e9)
            .nano("water_m3", elements, Element.WATER_NANO_M3)
            .ratio("water_m3_per_good", elements.get(Element.WATER_NANO_M3) / 1e9, good);
    if (declared != null) {
      fields
          .set("waste_kg", value(declared.wasteKg()))
          .set("diversion_share", value(declared.diversionShare()));
    }
    fields
        .nano("gas_m3", elements, Element.GAS_NANO_M3)
        .nano("towngas_mj", elements, Element.TOWNGAS_NANO_MJ)
        .nano("diesel_l", elements, Element.DIESEL_NANO_L)
        .nano("compressed_air_m3", elements, Element.COMPRESSED_AIR_NANO_M3)
        .ratio("scope1_kg_per_good", scope1, good)
        .ratio("scope3_kg_per_good", scope3, good);
    perGood(fields, "gas_m3_per_good", elements, Element.GAS_NANO_M3);
    perGood(fields, "towngas_mj_per_good", elements, Element.TOWNGAS_NANO_MJ);
    perGood(fields, "diesel_l_per_good", elements, Element.DIESEL_NANO_L);
    perGood(fields, "compressed_air_m3_per_good", elements, Element.COMPRESSED_AIR_NANO_M3);
    if (declared != null) {
      fields
          .ratio("waste_kg_per_good", value(declared.wasteKg()), good)
          .set("declared_scope1_kg", value(declared.scope1Kg()))
          .set("declared_scope3_kg", value(declared.scope3Kg()));
    }
    return fields.set("certificates_kwh", certificates).values();
  }

  private static double kg(Elements elements, Element element, boolean isIncomplete) {
    return isIncomplete ? Double.NaN : elements.get(element) / 1e9;
  }

  /** What a plant does not use would only lengthen every row. */
  private static void perGood(Fields fields, String field, Elements elements, Element element) {
    if (elements.get(element) != 0) {
      double good = elements.get(Element.GOOD_ITEMS);
      fields.ratio(field, elements.get(element) / 1e9, good);
    }
  }

  private static double value(Optional<BigDecimal> declared) {
    return declared.map(BigDecimal::doubleValue).orElse(Double.NaN);
  }
}
