package hk.innopark.jobs.figures;

import hk.innopark.events.DowntimeReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The measurements and their fields, in the contract's order; the units are in the names. */
public enum Measurement {
  THROUGHPUT(throughputFields()),
  ENERGY(
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
          "unknown_kwh",
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
          "cusum_kwh")),
  SUSTAINABILITY(
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
          "diversion_share")),
  QUALITY_OF_DATA(
      List.of(
          "messages",
          "duplicates",
          "late",
          "dead_letters",
          "sequence_gaps",
          "expected",
          "valid",
          "estimated",
          "coverage",
          "measured_share",
          "quarantined",
          "resets",
          "stuck_s",
          "clock_off",
          "power_mismatch_pct"));

  @SuppressWarnings("ImmutableEnumChecker") // always List.of or List.copyOf
  private final List<String> fields;

  Measurement(List<String> fields) {
    this.fields = fields;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Names of the fields, in the order of {@link FigureRow#values()}. */
  public List<String> fields() {
    return fields;
  }

  private static List<String> throughputFields() {
    List<String> fields =
        new ArrayList<>(
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
                "outside_plan_s"));
    for (DowntimeReason reason : DowntimeReason.values()) {
      fields.add("delay_" + reason.wireName() + "_s");
    }
    fields.addAll(
        List.of(
            "ideal_s",
            "ideal_good_s",
            "failures",
            "availability",
            "effectiveness",
            "quality",
            "oee",
            "nee",
            "utilization",
            "technical_efficiency",
            "setup_ratio",
            "scrap_ratio",
            "throughput_per_h",
            "mtbf_s",
            "mttr_s",
            "unnamed_share"));
    return List.copyOf(fields);
  }
}
