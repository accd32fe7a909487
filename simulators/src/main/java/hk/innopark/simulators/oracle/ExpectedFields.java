package hk.innopark.simulators.oracle;

import hk.innopark.events.DowntimeReason;
import hk.innopark.simulators.oracle.ExpectedField.Tolerance;
import hk.innopark.simulators.plant.TruthElement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Every figure that truth determines, by the contract's names. */
final class ExpectedFields {
  private static final double NANO = 1e-9;
  private static final double MICRO = 1e-6;
  private static final double SECOND = 1e-3;
  private static final double HOURS_A_SECOND = 1 / 3600.0;

  private ExpectedFields() {}

  /** Figures that are sums, by the contract's names. */
  static Map<String, ExpectedField> sums() {
    Map<String, ExpectedField> fields = new LinkedHashMap<>();
    fields.put("produced", count(TruthElement.GOOD, TruthElement.REJECT));
    fields.put("good", count(TruthElement.GOOD));
    fields.put("scrap", count(TruthElement.REJECT));
    // no simulated plant reworks, exports, or hides its state
    fields.put("rework", count());
    fields.put("unknown_s", new ExpectedField(Tolerance.MILLISECOND, sum -> 0));
    fields.put("export_kwh", metered());
    fields.put("unknown_kwh", metered());
    fields.put("planned_busy_s", new ExpectedField(Tolerance.MILLISECOND, ExpectedFields::busy));
    fields.put("planned_down_s", time(TruthElement.PLANNED_DOWN));
    fields.put("production_s", time(TruthElement.PRODUCTION));
    fields.put("setup_s", time(TruthElement.SETUP));
    fields.put("delay_s", time(TruthElement.DELAY));
    fields.put("idle_s", time(TruthElement.IDLE));
    fields.put("outside_plan_s", time(TruthElement.OUTSIDE_PLAN));
    for (DowntimeReason reason : DowntimeReason.values()) {
      fields.put(
          "delay_" + reason.wireName() + "_s",
          new ExpectedField(Tolerance.MILLISECOND, sum -> sum.delay(reason) * SECOND));
    }
    fields.put("ideal_s", time(TruthElement.IDEAL));
    fields.put("ideal_good_s", time(TruthElement.IDEAL_GOOD));
    fields.put("ideal_covered_s", time(TruthElement.IDEAL_PLANNED));
    fields.put("ideal_good_covered_s", time(TruthElement.IDEAL_GOOD_PLANNED));
    fields.put("grid_kwh", metered(TruthElement.GRID));
    fields.put("pv_kwh", metered(TruthElement.PV));
    fields.put("active_kwh", metered(TruthElement.GRID, TruthElement.PV));
    fields.put("reactive_kvarh", metered(TruthElement.REACTIVE));
    fields.put("running_kwh", metered(TruthElement.RUNNING_ENERGY));
    fields.put("idle_kwh", metered(TruthElement.IDLE_ENERGY));
    fields.put("setup_kwh", metered(TruthElement.SETUP_ENERGY));
    fields.put("down_kwh", metered(TruthElement.DOWN_ENERGY));
    fields.put("off_kwh", metered(TruthElement.OFF_ENERGY));
    fields.put("renewable_generated_kwh", metered(TruthElement.PV));
    fields.put("renewable_claimed_kwh", metered(TruthElement.PV));
    fields.put("water_m3", metered(TruthElement.WATER));
    return fields;
  }

  /** Figures that are quotients of sums, by the contract's names. */
  static Map<String, ExpectedField> quotients() {
    Map<String, ExpectedField> fields = new LinkedHashMap<>();
    fields.put("failures", count(TruthElement.FAILURES));
    fields.put("availability", quotient(seconds(TruthElement.PRODUCTION), ExpectedFields::busy));
    fields.put(
        "effectiveness",
        quotient(seconds(TruthElement.IDEAL_PLANNED), seconds(TruthElement.PRODUCTION)));
    fields.put("quality", quotient(sum -> sum.get(TruthElement.GOOD), ExpectedFields::produced));
    fields.put("oee", quotient(seconds(TruthElement.IDEAL_GOOD_PLANNED), ExpectedFields::busy));
    fields.put(
        "scrap_ratio", quotient(sum -> sum.get(TruthElement.REJECT), ExpectedFields::produced));
    fields.put(
        "throughput_per_h",
        quotient(
            ExpectedFields::produced,
            sum ->
                (sum.get(TruthElement.PRODUCTION)
                        + sum.get(TruthElement.SETUP)
                        + sum.get(TruthElement.DELAY))
                    * SECOND
                    * HOURS_A_SECOND));
    fields.put("kwh_per_good", quotient(ExpectedFields::active, sum -> sum.get(TruthElement.GOOD)));
    fields.put(
        "water_m3_per_good",
        quotient(sum -> sum.get(TruthElement.WATER) * NANO, sum -> sum.get(TruthElement.GOOD)));
    fields.put("nee", new ExpectedField(Tolerance.RELATIVE, ExpectedFields::nee));
    fields.put(
        "utilization",
        quotient(
            seconds(TruthElement.PRODUCTION),
            seconds(TruthElement.PRODUCTION, TruthElement.SETUP, TruthElement.DELAY)));
    fields.put(
        "technical_efficiency",
        quotient(
            seconds(TruthElement.PRODUCTION),
            seconds(TruthElement.PRODUCTION, TruthElement.DELAY)));
    fields.put(
        "setup_ratio",
        quotient(
            seconds(TruthElement.SETUP), seconds(TruthElement.PRODUCTION, TruthElement.SETUP)));
    fields.put(
        "mtbf_s",
        quotient(seconds(TruthElement.PRODUCTION), sum -> sum.get(TruthElement.FAILURES)));
    fields.put(
        "mttr_s", quotient(seconds(TruthElement.REPAIR), sum -> sum.get(TruthElement.FAILURES)));
    fields.put(
        "power_factor",
        quotient(
            sum -> sum.get(TruthElement.GRID) * NANO,
            sum -> root(sum.get(TruthElement.GRID) * NANO, sum.get(TruthElement.REACTIVE) * NANO)));
    fields.put(
        "base_load_share",
        quotient(
            sum -> active(sum) - sum.get(TruthElement.RUNNING_ENERGY) * NANO,
            ExpectedFields::active));
    fields.put(
        "renewable_share",
        quotient(sum -> sum.get(TruthElement.PV) * NANO, ExpectedFields::active));
    fields.put(
        "mean_kw", new ExpectedField(Tolerance.RELATIVE, sum -> active(sum) / sum.periodHours()));
    return fields;
  }

  /** What tariffs, factors and baselines make of the truth. */
  static Map<String, ExpectedField> ofRates() {
    Map<String, ExpectedField> fields = new LinkedHashMap<>();
    fields.put("cost_energy_hkd", rounded(sum -> sum.amounts().costHkd()));
    fields.put("scope1_kg", rounded(sum -> sum.amounts().scope1Kg()));
    fields.put("scope2_location_kg", rounded(sum -> sum.amounts().scope2LocationKg()));
    fields.put("scope2_market_kg", rounded(sum -> sum.amounts().scope2MarketKg()));
    fields.put("scope3_kg", rounded(sum -> sum.amounts().scope3Kg()));
    fields.put("scope2_location_kg_per_good", perGood(sum -> sum.amounts().scope2LocationKg()));
    fields.put("scope2_market_kg_per_good", perGood(sum -> sum.amounts().scope2MarketKg()));
    fields.put("peak_demand_kva", new ExpectedField(Tolerance.RELATIVE, TruthSum::peakKva));
    fields.put(
        "demand_billed_kva", new ExpectedField(Tolerance.RELATIVE, TruthSum::demandBilledKva));
    fields.put("cost_demand_hkd", new ExpectedField(Tolerance.RELATIVE, TruthSum::demandHkd));
    fields.put("expected_kwh", new ExpectedField(Tolerance.RELATIVE, TruthSum::expectedKwh));
    fields.put(
        "saving_kwh",
        new ExpectedField(Tolerance.DIFFERENCE, sum -> sum.expectedKwh() - active(sum)));
    fields.put("cusum_kwh", new ExpectedField(Tolerance.DIFFERENCE, TruthSum::cusumKwh));
    return fields;
  }

  /** The quality of data to which nothing happened on its way. */
  static Map<String, ExpectedField> ofCleanFeeds() {
    Map<String, ExpectedField> fields = new LinkedHashMap<>();
    fields.put("messages", count(TruthElement.MESSAGES));
    for (String none :
        List.of(
            "duplicates",
            "late",
            "dead_letters",
            "sequence_gaps",
            "estimated",
            "quarantined",
            "resets",
            "stuck_s",
            "doubtful_s",
            "clock_off")) {
      fields.put(none, count());
    }
    ExpectedField intervals =
        new ExpectedField(Tolerance.RELATIVE, sum -> sum.get(TruthElement.INTERVALS) * MICRO);
    fields.put("expected", intervals);
    fields.put("valid", intervals);
    fields.put("coverage", quotient(intervals.value(), intervals.value()));
    fields.put("measured_share", quotient(ExpectedFields::active, ExpectedFields::active));
    return fields;
  }

  /** What truth does not determine, and why. */
  static Map<String, String> undetermined() {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (String declared :
        List.of(
            "waste_kg",
            "waste_kg_per_good",
            "diversion_share",
            "declared_scope1_kg",
            "declared_scope3_kg",
            "certificates_kwh")) {
      reasons.put(declared, "is declared, not simulated");
    }
    for (String amount :
        List.of("towngas_mj", "towngas_mj_per_good", "scope1_kg_per_good", "scope3_kg_per_good")) {
      reasons.put(amount, "is of the amounts whose masses are compared");
    }
    for (String medium :
        List.of(
            "gas_m3",
            "gas_m3_per_good",
            "diesel_l",
            "diesel_l_per_good",
            "compressed_air_m3",
            "compressed_air_m3_per_good")) {
      reasons.put(medium, "no simulated plant takes it");
    }
    reasons.put("unnamed_share", "depends on what people say of stops");
    reasons.put("power_mismatch_pct", "depends on the noise of the power that is sampled");
    return reasons;
  }

  private static ExpectedField rounded(ToDoubleFunction<TruthSum> amount) {
    return new ExpectedField(Tolerance.ROUNDED, amount);
  }

  private static ExpectedField perGood(ToDoubleFunction<TruthSum> amount) {
    return new ExpectedField(
        Tolerance.ROUNDED_PER_GOOD, quotient(amount, sum -> sum.get(TruthElement.GOOD)).value());
  }

  private static ExpectedField count(TruthElement... elements) {
    return new ExpectedField(Tolerance.EXACT, sum -> total(sum, elements));
  }

  private static ExpectedField time(TruthElement element) {
    return new ExpectedField(Tolerance.MILLISECOND, seconds(element));
  }

  private static ExpectedField metered(TruthElement... elements) {
    return new ExpectedField(Tolerance.RELATIVE, sum -> total(sum, elements) * NANO);
  }

  private static ExpectedField quotient(
      ToDoubleFunction<TruthSum> numerator, ToDoubleFunction<TruthSum> denominator) {
    return new ExpectedField(
        Tolerance.RELATIVE,
        sum -> {
          double divisor = denominator.applyAsDouble(sum);
          return divisor == 0 ? Double.NaN : numerator.applyAsDouble(sum) / divisor;
        });
  }

  private static ToDoubleFunction<TruthSum> seconds(TruthElement... elements) {
    return sum -> total(sum, elements) * SECOND;
  }

  private static double nee(TruthSum sum) {
    double production = sum.get(TruthElement.PRODUCTION);
    double busy = busy(sum);
    double produced = produced(sum);
    if (production == 0 || busy == 0 || produced == 0) {
      return Double.NaN;
    }
    double effectiveness = sum.get(TruthElement.IDEAL_PLANNED) / production;
    double quality = sum.get(TruthElement.GOOD) / produced;
    return (production + sum.get(TruthElement.SETUP)) * SECOND * effectiveness * quality / busy;
  }

  private static double root(double one, double other) {
    return Math.sqrt(one * one + other * other);
  }

  private static double busy(TruthSum sum) {
    return total(
            sum, TruthElement.PRODUCTION, TruthElement.SETUP, TruthElement.DELAY, TruthElement.IDLE)
        * SECOND;
  }

  static double produced(TruthSum sum) {
    return total(sum, TruthElement.GOOD, TruthElement.REJECT);
  }

  /** kWh. */
  static double active(TruthSum sum) {
    return total(sum, TruthElement.GRID, TruthElement.PV) * NANO;
  }

  private static double total(TruthSum sum, TruthElement... elements) {
    double total = 0;
    for (TruthElement element : elements) {
      total += sum.get(element);
    }
    return total;
  }
}
