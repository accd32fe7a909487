package hk.innopark.events;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The ratios that can be computed again from the fields of rows: over any time and any places they
 * are quotients of sums, never means of ratios. Formulas are ISO 22400-2's where it has them; those
 * over planned busy time use its known part.
 */
public enum Ratio {
  /** PRI·GQ / PBT, which says 0 of a line that stood still. */
  OEE(of(Sums.IDEAL_GOOD), of(Sums.KNOWN_BUSY)),
  AVAILABILITY(of(Sums.PRODUCTION), of(Sums.KNOWN_BUSY)),
  /** Items made outside the plan or in unknown time are in no ratio over time. */
  EFFECTIVENESS(of(Sums.IDEAL), of(Sums.PRODUCTION)),
  QUALITY(of(Sums.GOOD), of(Sums.PRODUCED)),
  NEE(
      of(Sums.UNIT_PROCESSING, Sums.IDEAL, Sums.GOOD),
      of(Sums.KNOWN_BUSY, Sums.PRODUCTION, Sums.PRODUCED)),
  UTILIZATION(of(Sums.PRODUCTION), of(Sums.UNIT_BUSY)),
  TECHNICAL_EFFICIENCY(of(Sums.PRODUCTION), of(sum("production_s", "delay_s"))),
  SETUP_RATIO(of(sum("setup_s")), of(Sums.UNIT_PROCESSING)),
  SCRAP_RATIO(of(sum("scrap")), of(Sums.PRODUCED)),
  THROUGHPUT_PER_H(3600, of(Sums.PRODUCED), of(Sums.UNIT_BUSY)),
  MTBF_S(of(Sums.PRODUCTION), of(sum("failures"))),
  /** Of the time that machines stood, the part of which nobody has said why. */
  UNNAMED_SHARE(of(sum("delay_unspecified_s")), of(sum("delay_s"))),
  BASE_LOAD_SHARE(
      of(sum("idle_kwh", "setup_kwh", "down_kwh", "off_kwh", "unknown_kwh")),
      of(sum("active_kwh"))),
  COVERAGE(of(sum("valid")), of(sum("expected")));

  private final double factor;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<Sum> numerator;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
  private final List<Sum> denominator;

  /** The sum of fields. */
  private record Sum(List<String> fields) {}

  /** Sums that several formulas share. */
  private static final class Sums {
    static final Sum IDEAL = sum("ideal_covered_s");
    static final Sum IDEAL_GOOD = sum("ideal_good_covered_s");
    static final Sum PRODUCTION = sum("production_s");
    static final Sum UNIT_PROCESSING = sum("production_s", "setup_s");
    static final Sum UNIT_BUSY = sum("production_s", "setup_s", "delay_s");
    static final Sum KNOWN_BUSY = sum("production_s", "setup_s", "delay_s", "idle_s");
    static final Sum GOOD = sum("good");
    static final Sum PRODUCED = sum("produced");
  }

  Ratio(List<Sum> numerator, List<Sum> denominator) {
    this(1, numerator, denominator);
  }

  Ratio(double factor, List<Sum> numerator, List<Sum> denominator) {
    this.factor = factor;
    this.numerator = numerator;
    this.denominator = denominator;
  }

  /** The field in which rows hold it. */
  public String field() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The ratio over sums.
   *
   * @param sums the sum of a field, or null where no row has it
   * @return null where a part of the formula has no sum at all, or the denominator is zero
   */
  public Double over(Function<String, Double> sums) {
    Double above = product(numerator, sums);
    Double below = product(denominator, sums);
    return above == null || below == null || below == 0 ? null : factor * above / below;
  }

  /** What stands above the line, in a language that knows + and *. */
  public String numerator(Function<String, String> sumOf) {
    String text = text(numerator, sumOf);
    return factor == 1 ? text : (long) factor + " * " + text;
  }

  /** What stands below the line, in a language that knows + and *. */
  public String denominator(Function<String, String> sumOf) {
    String text = text(denominator, sumOf);
    return denominator.size() == 1 ? text : "(" + text + ")";
  }

  private static Double product(List<Sum> sums, Function<String, Double> sumOf) {
    double product = 1;
    for (Sum part : sums) {
      Double sum = null;
      for (String field : part.fields()) {
        Double value = sumOf.apply(field);
        if (value != null) {
          sum = sum == null ? value : sum + value;
        }
      }
      if (sum == null) {
        return null;
      }
      product *= sum;
    }
    return product;
  }

  private static String text(List<Sum> sums, Function<String, String> sumOf) {
    return sums.stream()
        .map(
            sum ->
                sum.fields().size() == 1
                    ? sumOf.apply(sum.fields().get(0))
                    : sum.fields().stream().map(sumOf).collect(Collectors.joining(" + ", "(", ")")))
        .collect(Collectors.joining(" * "));
  }

  private static Sum sum(String... fields) {
    return new Sum(List.of(fields));
  }

  private static List<Sum> of(Sum... sums) {
    return List.of(sums);
  }
}
