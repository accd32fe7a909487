package hk.innopark.dashboards;

import hk.innopark.events.Ratio;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What panels show, with its formula over several rows: sums of elements divided once, never means
 * of ratios, as in docs/metrics.md. A figure that is a mean here is read at a level and grain of
 * which each period has one row, since what it is divided by lies in another measurement.
 */
enum Figure {
  GOOD("throughput", Unit.COUNT, Palette.GREEN, sum("good")),
  SCRAP("throughput", Unit.COUNT, Palette.RED, sum("scrap")),
  REWORK("throughput", Unit.COUNT, Palette.YELLOW, sum("rework")),
  FAILURES("throughput", Unit.COUNT, Palette.RED, sum("failures")),
  DELAY("throughput", Unit.SECONDS, Palette.RED, sum("delay_s")),
  OUTSIDE_PLAN("throughput", Unit.SECONDS, Palette.LIGHT_GREEN, sum("outside_plan_s")),
  PRODUCTION("throughput", Unit.SECONDS, Palette.GREEN, sum("production_s")),
  OEE("throughput", Unit.SHARE, null, Ratio.OEE),
  AVAILABILITY("throughput", Unit.SHARE, Palette.BLUE, Ratio.AVAILABILITY),
  EFFECTIVENESS("throughput", Unit.SHARE, Palette.YELLOW, Ratio.EFFECTIVENESS),
  QUALITY("throughput", Unit.SHARE, Palette.GREEN, Ratio.QUALITY),
  NEE("throughput", Unit.SHARE, null, Ratio.NEE),
  UTILIZATION("throughput", Unit.SHARE, Palette.BLUE, Ratio.UTILIZATION),
  TECHNICAL_EFFICIENCY("throughput", Unit.SHARE, Palette.GREEN, Ratio.TECHNICAL_EFFICIENCY),
  SETUP_RATIO("throughput", Unit.SHARE, Palette.PURPLE, Ratio.SETUP_RATIO),
  SCRAP_RATIO("throughput", Unit.SHARE, Palette.RED, Ratio.SCRAP_RATIO),
  THROUGHPUT_PER_H("throughput", Unit.PER_HOUR, null, Ratio.THROUGHPUT_PER_H),
  /** What the produced mix would have come to at its ideal cycles in all of the planned time. */
  PLAN_ITEMS(
      "throughput",
      Unit.COUNT,
      Palette.GREY,
      sum("produced") + " * " + sum("planned_busy_s"),
      sum("ideal_s")),
  MTBF("throughput", Unit.SECONDS, null, Ratio.MTBF_S),
  MTTR("throughput", Unit.SECONDS, null, mean("mttr_s")),
  UNNAMED_SHARE("throughput", Unit.SHARE, Palette.GREY, Ratio.UNNAMED_SHARE),

  ACTIVE_KWH("energy", Unit.KWH, Palette.BLUE, sum("active_kwh")),
  GRID_KWH("energy", Unit.KWH, Palette.YELLOW, sum("grid_kwh")),
  PV_KWH("energy", Unit.KWH, Palette.GREEN, sum("pv_kwh")),
  EXPORT_KWH("energy", Unit.KWH, Palette.BLUE, sum("export_kwh")),
  EXPORTED_BELOW_ZERO("energy", Unit.KWH, Palette.BLUE, "-1 * " + sum("export_kwh")),
  RUNNING_KWH("energy", Unit.KWH, Palette.GREEN, sum("running_kwh")),
  SETUP_KWH("energy", Unit.KWH, Palette.BLUE, sum("setup_kwh")),
  IDLE_KWH("energy", Unit.KWH, Palette.YELLOW, sum("idle_kwh")),
  DOWN_KWH("energy", Unit.KWH, Palette.RED, sum("down_kwh")),
  OFF_KWH("energy", Unit.KWH, Palette.DARK, sum("off_kwh")),
  UNKNOWN_KWH("energy", Unit.KWH, Palette.GREY, sum("unknown_kwh")),
  REACTIVE_KVARH("energy", Unit.KVARH, null, sum("reactive_kvarh")),
  MEAN_KW("energy", Unit.KW, null, mean("mean_kw")),
  PEAK_DEMAND_KVA("energy", Unit.KVA, Palette.YELLOW, "max(\"peak_demand_kva\")"),
  MONTH_PEAK("energy", Unit.KVA, Palette.RED, "last(\"peak_demand_kva\")"),
  DEMAND_BILLED_KVA("energy", Unit.KVA, Palette.RED, "last(\"demand_billed_kva\")"),
  POWER_FACTOR("energy", Unit.FACTOR, null, mean("power_factor")),
  COST_ENERGY_HKD("energy", Unit.HKD, null, sum("cost_energy_hkd")),
  COST_DEMAND_HKD("energy", Unit.HKD, null, "last(\"cost_demand_hkd\")"),
  KWH_PER_GOOD("energy", Unit.KWH_PER_ITEM, null, mean("kwh_per_good")),
  BASE_LOAD_SHARE("energy", Unit.SHARE, null, Ratio.BASE_LOAD_SHARE),
  /** Of the lines that have a baseline. */
  MEASURED_KWH("energy", Unit.KWH, Palette.BLUE, sum("expected_kwh") + " - " + sum("saving_kwh")),
  EXPECTED_KWH("energy", Unit.KWH, Palette.GREY, sum("expected_kwh")),
  SAVING_KWH("energy", Unit.KWH, Palette.GREEN, sum("saving_kwh")),
  CUSUM_KWH("energy", Unit.KWH, null, mean("cusum_kwh")),

  SCOPE1("sustainability", Unit.TONNES, Palette.RED, sum("scope1_kg") + " / 1000"),
  SCOPE2_LOCATION(
      "sustainability", Unit.TONNES, Palette.YELLOW, sum("scope2_location_kg") + " / 1000"),
  SCOPE2_MARKET("sustainability", Unit.TONNES, Palette.ORANGE, sum("scope2_market_kg") + " / 1000"),
  SCOPE3("sustainability", Unit.TONNES, Palette.PURPLE, sum("scope3_kg") + " / 1000"),
  EMISSIONS(
      "sustainability",
      Unit.TONNES,
      null,
      "("
          + sum("scope1_kg")
          + " + "
          + sum("scope2_location_kg")
          + " + "
          + sum("scope3_kg")
          + ") / 1000"),
  SCOPE2_LOCATION_PER_GOOD(
      "sustainability", Unit.KG_PER_ITEM, null, mean("scope2_location_kg_per_good")),
  SCOPE2_MARKET_PER_GOOD(
      "sustainability", Unit.KG_PER_ITEM, null, mean("scope2_market_kg_per_good")),
  RENEWABLE_GENERATED(
      "sustainability", Unit.KWH, Palette.LIGHT_GREEN, sum("renewable_generated_kwh")),
  RENEWABLE_CLAIMED("sustainability", Unit.KWH, Palette.GREEN, sum("renewable_claimed_kwh")),
  RENEWABLE_SHARE("sustainability", Unit.SHARE, null, mean("renewable_share")),
  WATER("sustainability", Unit.M3, Palette.BLUE, sum("water_m3")),
  WATER_PER_GOOD("sustainability", Unit.M3_PER_ITEM, null, mean("water_m3_per_good")),
  SCOPE1_PER_GOOD("sustainability", Unit.KG_PER_ITEM, null, mean("scope1_kg_per_good")),
  SCOPE3_PER_GOOD("sustainability", Unit.KG_PER_ITEM, null, mean("scope3_kg_per_good")),
  GAS("sustainability", Unit.M3, Palette.ORANGE, sum("gas_m3")),
  GAS_PER_GOOD("sustainability", Unit.M3_PER_ITEM, null, mean("gas_m3_per_good")),
  TOWNGAS("sustainability", Unit.MJ, Palette.RED, sum("towngas_mj")),
  TOWNGAS_PER_GOOD("sustainability", Unit.MJ_PER_ITEM, null, mean("towngas_mj_per_good")),
  DIESEL("sustainability", Unit.LITRES, Palette.PURPLE, sum("diesel_l")),
  DIESEL_PER_GOOD("sustainability", Unit.LITRES_PER_ITEM, null, mean("diesel_l_per_good")),
  COMPRESSED_AIR("sustainability", Unit.M3, Palette.BLUE, sum("compressed_air_m3")),
  COMPRESSED_AIR_PER_GOOD(
      "sustainability", Unit.M3_PER_ITEM, null, mean("compressed_air_m3_per_good")),
  /** What is declared is of a tenant's month, as it was written. */
  CERTIFICATES("sustainability", Unit.KWH, Palette.GREEN, "last(\"certificates_kwh\")"),
  WASTE("sustainability", Unit.KG, null, "last(\"waste_kg\")"),
  DIVERSION_SHARE("sustainability", Unit.SHARE, null, "last(\"diversion_share\")"),
  DECLARED_SCOPE1("sustainability", Unit.KG, null, "last(\"declared_scope1_kg\")"),
  DECLARED_SCOPE3("sustainability", Unit.KG, null, "last(\"declared_scope3_kg\")"),

  /** Of orders, by line and local day. */
  ORDER_GOOD("order", Unit.COUNT, Palette.GREEN, sum("good")),
  ORDER_SCRAP("order", Unit.COUNT, Palette.RED, sum("scrap")),
  ORDER_OEE("order", Unit.SHARE, null, mean("oee")),
  ORDER_KWH_PER_GOOD("order", Unit.KWH_PER_ITEM, null, sum("active_kwh"), sum("good")),

  COVERAGE("quality_of_data", Unit.SHARE, null, Ratio.COVERAGE),
  BRIDGED("quality_of_data", Unit.SHARE, null, sum("estimated"), sum("expected")),
  MEASURED_SHARE("quality_of_data", Unit.SHARE, null, mean("measured_share")),
  EXPECTED("quality_of_data", Unit.COUNT, Palette.GREY, sum("expected")),
  VALID("quality_of_data", Unit.COUNT, Palette.GREEN, sum("valid")),
  ESTIMATED("quality_of_data", Unit.COUNT, Palette.YELLOW, sum("estimated")),
  MESSAGES("quality_of_data", Unit.COUNT, null, sum("messages")),
  DUPLICATES("quality_of_data", Unit.COUNT, Palette.GREY, sum("duplicates")),
  SEQUENCE_GAPS("quality_of_data", Unit.COUNT, Palette.RED, sum("sequence_gaps")),
  LATE("quality_of_data", Unit.COUNT, Palette.YELLOW, sum("late")),
  DEAD_LETTERS("quality_of_data", Unit.COUNT, Palette.PURPLE, sum("dead_letters")),
  QUARANTINED("quality_of_data", Unit.COUNT, Palette.RED, sum("quarantined")),
  RESETS("quality_of_data", Unit.COUNT, Palette.YELLOW, sum("resets")),
  CLOCK_OFF("quality_of_data", Unit.COUNT, Palette.PURPLE, sum("clock_off")),
  STUCK("quality_of_data", Unit.SECONDS, null, sum("stuck_s")),
  DOUBTFUL("quality_of_data", Unit.SECONDS, null, sum("doubtful_s")),
  REVISION("quality_of_data", Unit.COUNT, null, "max(\"revision\")"),
  POWER_MISMATCH("quality_of_data", Unit.PERCENT, null, mean("power_mismatch_pct"));

  final String measurement;
  final Unit unit;

  /** Null where it has none of its own. */
  final String color;

  final String numerator;

  /** Null where nothing is divided; where it is zero there is no value. */
  final String denominator;

  Figure(String measurement, Unit unit, String color, String numerator, String denominator) {
    this.measurement = measurement;
    this.unit = unit;
    this.color = color;
    this.numerator = numerator;
    this.denominator = denominator;
  }

  Figure(String measurement, Unit unit, String color, Ratio ratio) {
    this(measurement, unit, color, ratio.numerator(Figure::sum), ratio.denominator(Figure::sum));
  }

  Figure(String measurement, Unit unit, String color, String expression) {
    this(measurement, unit, color, expression, null);
  }

  /** The figure of a written field, if pages show it under a name of its own. */
  static Optional<Figure> ofField(String field) {
    String name = field.replaceAll("_(kg|m3|mj|l)(?=_|$)", "").toUpperCase(Locale.ROOT);
    return Arrays.stream(values()).filter(figure -> figure.name().equals(name)).findFirst();
  }

  boolean isRatio() {
    return denominator != null;
  }

  /** Of its texts. */
  String key() {
    return "figure." + name().toLowerCase(Locale.ROOT);
  }

  /** As a column of a query that is named after it. */
  String column() {
    return numerator + " AS \"" + name() + "\"";
  }

  private static String sum(String field) {
    return "sum(\"" + field + "\")";
  }

  private static String mean(String field) {
    return "mean(\"" + field + "\")";
  }
}
