package hk.innopark.console.figures;

import hk.innopark.events.DowntimeReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The measurements of the figure contract, with those of their fields that add up. */
public enum Measure {
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
          "cost_energy_hkd")),
  SUSTAINABILITY(
      List.of(
          "scope1_kg",
          "scope2_location_kg",
          "scope2_market_kg",
          "scope3_kg",
          "renewable_generated_kwh",
          "renewable_claimed_kwh",
          "water_m3",
          "waste_kg")),
  QUALITY_OF_DATA(
      List.of(
          "messages",
          "duplicates",
          "late",
          "dead_letters",
          "sequence_gaps",
          "expected",
          "valid",
          "estimated"));

  @SuppressWarnings("ImmutableEnumChecker") // always List.of or List.copyOf
  private final List<String> additiveFields;

  Measure(List<String> additiveFields) {
    this.additiveFields = additiveFields;
  }

  /** The measurement's name in the store. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The fields whose sum over machines and periods is the field of their whole. */
  public List<String> additiveFields() {
    return additiveFields;
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
                "outside_plan_s",
                "ideal_s",
                "ideal_good_s",
                "failures"));
    for (DowntimeReason reason : DowntimeReason.values()) {
      fields.add("delay_" + reason.wireName() + "_s");
    }
    return List.copyOf(fields);
  }
}
