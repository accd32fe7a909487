package hk.innopark.console;

import hk.innopark.events.Ratio;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Figures from summed elements: the sums, and every ratio that is computed from them (ISO 22400-2
 * and the figure contract). Ratios are quotients of sums, never means of ratios; one with a zero
 * denominator has no value.
 */
final class Ratios {
  private static final double SECONDS_PER_HOUR = 3600;

  /** What is divided by good items or by time, and of which pages alone know the sums. */
  private static final Map<String, Function<Elements, Double>> OTHERS =
      Map.ofEntries(
          Map.entry(
              "renewable_share", e -> over(e.sum("renewable_claimed_kwh"), e.sum("active_kwh"))),
          Map.entry("kwh_per_good", e -> over(e.sum("active_kwh"), e.sum("good"))),
          Map.entry("hkd_per_kwh", e -> over(e.sum("cost_energy_hkd"), e.sum("grid_kwh"))),
          Map.entry("power_factor", Ratios::powerFactor),
          Map.entry("carbon_kg", Ratios::carbonKg),
          Map.entry("carbon_kg_per_good", e -> over(carbonKg(e), e.sum("good"))),
          Map.entry(
              "scope2_location_kg_per_good", e -> over(e.sum("scope2_location_kg"), e.sum("good"))),
          Map.entry(
              "scope2_market_kg_per_good", e -> over(e.sum("scope2_market_kg"), e.sum("good"))),
          Map.entry("water_m3_per_good", e -> over(e.sum("water_m3"), e.sum("good"))),
          Map.entry("good_per_h", e -> perHour(e, "good")),
          Map.entry("scrap_per_h", e -> perHour(e, "scrap")),
          Map.entry("produced_per_h", e -> perHour(e, "produced")),
          Map.entry("mean_kw", e -> perHour(e, "active_kwh")),
          Map.entry("running_kw", e -> perHour(e, "running_kwh")),
          Map.entry("setup_kw", e -> perHour(e, "setup_kwh")),
          Map.entry("idle_kw", e -> perHour(e, "idle_kwh")),
          Map.entry("down_kw", e -> perHour(e, "down_kwh")),
          Map.entry("off_kw", e -> perHour(e, "off_kwh")),
          Map.entry("unknown_kw", e -> perHour(e, "unknown_kwh")),
          Map.entry("scope1_kg_per_h", e -> perHour(e, "scope1_kg")),
          Map.entry("scope2_location_kg_per_h", e -> perHour(e, "scope2_location_kg")));

  private Ratios() {}

  /** Sums and ratios by field; what has no value is absent. */
  static Map<String, Double> figures(Elements elements) {
    Map<String, Double> figures = new TreeMap<>(elements.sums());
    for (Ratio ratio : Ratio.values()) {
      put(figures, ratio.field(), ratio.over(elements::sum));
    }
    OTHERS.forEach((field, ratio) -> put(figures, field, ratio.apply(elements)));
    return figures;
  }

  private static void put(Map<String, Double> figures, String field, Double value) {
    if (value != null) {
      figures.put(field, value);
    }
  }

  private static Double powerFactor(Elements e) {
    Double active = e.sum("active_kwh");
    Double reactive = e.sum("reactive_kvarh");
    return active == null || reactive == null ? null : over(active, Math.hypot(active, reactive));
  }

  private static Double carbonKg(Elements e) {
    return e.sum("scope1_kg") == null && e.sum("scope2_location_kg") == null
        ? null
        : e.orZero("scope1_kg") + e.orZero("scope2_location_kg");
  }

  private static Double perHour(Elements e, String field) {
    return over(e.sum(field), e.covered().toSeconds() / SECONDS_PER_HOUR);
  }

  private static Double over(Double numerator, Double denominator) {
    return numerator == null || denominator == null || denominator == 0
        ? null
        : Double.valueOf(numerator / denominator);
  }
}
