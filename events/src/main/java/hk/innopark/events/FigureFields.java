package hk.innopark.events;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The figure contract's measurements and their fields, in its order; units are in the names. */
public final class FigureFields {
  /** Items and times that add up; the delays by reason not among them. */
  public static final List<String> ITEMS_AND_TIMES =
      List.of(
          "produced",
          "good",
          "scrap",
          "rework",
          "planned_busy_s",
          "planned_down_s",
          "production_s",
          "setup_s",
          "delay_s",
          "idle_s",
          "unknown_s",
          "outside_plan_s");

  /** {@code delay_{reason}_s}, which add up to {@code delay_s}. */
  public static final List<String> DELAYS =
      Arrays.stream(DowntimeReason.values())
          .map(reason -> "delay_" + reason.wireName() + "_s")
          .toList();

  public static final List<String> IDEAL_TIMES_AND_FAILURES =
      List.of("ideal_s", "ideal_good_s", "failures");

  /** The part of the ideal times that is in the ratios over time. */
  public static final List<String> IDEAL_TIMES_COVERED =
      List.of("ideal_covered_s", "ideal_good_covered_s");

  /** Ratios of ISO 22400-2, as shares of one. */
  public static final List<String> EQUIPMENT_RATIOS =
      List.of(
          "availability",
          "effectiveness",
          "quality",
          "oee",
          "nee",
          "utilization",
          "technical_efficiency",
          "setup_ratio",
          "scrap_ratio");

  public static final List<String> RATES_AND_MEAN_TIMES =
      List.of("throughput_per_h", "mtbf_s", "mttr_s");

  public static final List<String> THROUGHPUT =
      join(
          List.of(
              ITEMS_AND_TIMES,
              DELAYS,
              IDEAL_TIMES_AND_FAILURES,
              EQUIPMENT_RATIOS,
              RATES_AND_MEAN_TIMES,
              List.of("unnamed_share"),
              IDEAL_TIMES_COVERED));

  /** Energy by source, and by the state in which it was used. */
  public static final List<String> ENERGY_AMOUNTS =
      List.of(
          "grid_kwh",
          "export_kwh",
          "pv_kwh",
          "active_kwh",
          "reactive_kvarh",
          "running_kwh",
          "idle_kwh",
          "setup_kwh",
          "down_kwh",
          "off_kwh",
          "unknown_kwh");

  public static final List<String> ENERGY =
      join(
          List.of(
              ENERGY_AMOUNTS,
              List.of(
                  "mean_kw",
                  "peak_demand_kva",
                  "power_factor",
                  "cost_energy_hkd",
                  "demand_billed_kva",
                  "cost_demand_hkd",
                  "kwh_per_good",
                  "base_load_share",
                  "expected_kwh",
                  "saving_kwh",
                  "cusum_kwh")));

  public static final List<String> SUSTAINABILITY =
      List.of(
          "scope1_kg",
          "scope2_location_kg",
          "scope2_market_kg",
          "scope3_kg",
          "scope2_location_kg_per_good",
          "scope2_market_kg_per_good",
          "renewable_generated_kwh",
          "renewable_claimed_kwh",
          "renewable_share",
          "water_m3",
          "water_m3_per_good",
          "waste_kg",
          "diversion_share",
          "gas_m3",
          "towngas_mj",
          "diesel_l",
          "compressed_air_m3",
          "scope1_kg_per_good",
          "scope3_kg_per_good",
          "gas_m3_per_good",
          "towngas_mj_per_good",
          "diesel_l_per_good",
          "compressed_air_m3_per_good",
          "waste_kg_per_good",
          "declared_scope1_kg",
          "declared_scope3_kg",
          "certificates_kwh");

  /** How many messages and sample intervals there were, and of what kind. */
  public static final List<String> MESSAGES_AND_INTERVALS =
      List.of(
          "messages",
          "duplicates",
          "late",
          "dead_letters",
          "sequence_gaps",
          "expected",
          "valid",
          "estimated");

  public static final List<String> QUALITY_OF_DATA =
      join(
          List.of(
              MESSAGES_AND_INTERVALS,
              List.of(
                  "coverage",
                  "measured_share",
                  "quarantined",
                  "resets",
                  "stuck_s",
                  "doubtful_s",
                  "clock_off",
                  "power_mismatch_pct")));

  private static final Map<String, List<String>> BY_MEASUREMENT =
      Map.of(
          "throughput", THROUGHPUT,
          "energy", ENERGY,
          "sustainability", SUSTAINABILITY,
          "quality_of_data", QUALITY_OF_DATA);

  private FigureFields() {}

  /** The fields of a measurement; empty where there is none of that name. */
  public static List<String> of(String measurement) {
    return BY_MEASUREMENT.getOrDefault(measurement, List.of());
  }

  private static List<String> join(List<List<String>> parts) {
    return parts.stream().flatMap(List::stream).toList();
  }
}
