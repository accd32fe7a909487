package hk.innopark.console;

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

  private static final Map<String, Function<Elements, Double>> RATIOS =
      Map.ofEntries(
          Map.entry("oee", e -> over(e.sum("ideal_good_covered_s"), knownBusySeconds(e))),
          Map.entry("availability", e -> over(e.sum("production_s"), knownBusySeconds(e))),
          Map.entry("effectiveness", e -> over(e.sum("ideal_covered_s"), e.sum("production_s"))),
          Map.entry("quality", e -> over(e.sum("good"), e.sum("produced"))),
          Map.entry("scrap_ratio", e -> over(e.sum("scrap"), e.sum("produced"))),
          Map.entry("nee", Ratios::netEquipmentEffectiveness),
          Map.entry(
              "setup_ratio",
              e -> over(e.sum("setup_s"), e.orZero("setup_s") + e.orZero("production_s"))),
          Map.entry(
              "technical_efficiency",
              e -> over(e.sum("production_s"), e.orZero("production_s") + e.orZero("delay_s"))),
          Map.entry("utilization", e -> over(e.sum("production_s"), orderSeconds(e))),
          Map.entry(
              "throughput_per_h", e -> over(e.sum("produced"), orderSeconds(e) / SECONDS_PER_HOUR)),
          Map.entry(
              "renewable_share", e -> over(e.sum("renewable_claimed_kwh"), e.sum("active_kwh"))),
          Map.entry("kwh_per_good", e -> over(e.sum("active_kwh"), e.sum("good"))),
          Map.entry("base_load_share", e -> over(nonProducingKwh(e), e.sum("active_kwh"))),
          Map.entry("hkd_per_kwh", e -> over(e.sum("cost_energy_hkd"), e.sum("grid_kwh"))),
          Map.entry("power_factor", Ratios::powerFactor),
          Map.entry("carbon_kg", Ratios::carbonKg),
          Map.entry("carbon_kg_per_good", e -> over(carbonKg(e), e.sum("good"))),
          Map.entry(
              "scope2_location_kg_per_good", e -> over(e.sum("scope2_location_kg"), e.sum("good"))),
          Map.entry(
              "scope2_market_kg_per_good", e -> over(e.sum("scope2_market_kg"), e.sum("good"))),
          Map.entry("water_m3_per_good", e -> over(e.sum("water_m3"), e.sum("good"))),
          Map.entry("coverage", e -> over(e.sum("valid"), e.sum("expected"))),
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
    RATIOS.forEach(
        (field, ratio) -> {
          Double value = ratio.apply(elements);
          if (value != null) {
            figures.put(field, value);
          }
        });
    return figures;
  }

  /** Planned busy time that is not unknown; ratios over PBT use this part of it. */
  static double knownBusySeconds(Elements e) {
    return e.orZero("production_s")
        + e.orZero("setup_s")
        + e.orZero("delay_s")
        + e.orZero("idle_s");
  }

  /** Actual order execution time where no order is given. */
  private static double orderSeconds(Elements e) {
    return e.orZero("production_s") + e.orZero("setup_s") + e.orZero("delay_s");
  }

  private static Double netEquipmentEffectiveness(Elements e) {
    Double uptime = over(e.orZero("production_s") + e.orZero("setup_s"), knownBusySeconds(e));
    Double effectiveness = over(e.sum("ideal_covered_s"), e.sum("production_s"));
    Double quality = over(e.sum("good"), e.sum("produced"));
    return uptime == null || effectiveness == null || quality == null
        ? null
        : uptime * effectiveness * quality;
  }

  private static Double nonProducingKwh(Elements e) {
    return e.sum("active_kwh") == null
        ? null
        : e.orZero("idle_kwh")
            + e.orZero("setup_kwh")
            + e.orZero("down_kwh")
            + e.orZero("off_kwh")
            + e.orZero("unknown_kwh");
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
