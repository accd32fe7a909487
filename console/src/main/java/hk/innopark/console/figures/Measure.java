package hk.innopark.console.figures;

import hk.innopark.events.FigureFields;
import java.util.List;
import java.util.Locale;

/** The measurements of the figure contract, with those of their fields that add up. */
public enum Measure {
  THROUGHPUT(
      join(
          List.of(
              FigureFields.ITEMS_AND_TIMES,
              FigureFields.IDEAL_TIMES_AND_FAILURES,
              FigureFields.IDEAL_TIMES_COVERED,
              FigureFields.DELAYS))),
  ENERGY(join(List.of(FigureFields.ENERGY_AMOUNTS, List.of("cost_energy_hkd")))),
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
  QUALITY_OF_DATA(FigureFields.MESSAGES_AND_INTERVALS);

  @SuppressWarnings("ImmutableEnumChecker") // List.of and Stream.toList are immutable
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

  private static List<String> join(List<List<String>> parts) {
    return parts.stream().flatMap(List::stream).toList();
  }
}
