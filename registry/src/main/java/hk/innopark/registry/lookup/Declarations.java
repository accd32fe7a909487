package hk.innopark.registry.lookup;

import hk.innopark.registry.model.Certificate;
import hk.innopark.registry.model.Declaration;
import hk.innopark.registry.model.EmissionFactor;
import hk.innopark.registry.model.Registry;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a tenant has declared of a year or a month, summed: waste, refrigerants that leaked,
 * certificates.
 *
 * <p>Of a year its own declaration counts, else the sum of its months; of a month its own alone. A
 * certificate of a year counts in a month by the month's share of the year's days.
 */
public final class Declarations {
  /** Kinds of waste, and what became of it, kg. */
  public static final List<String> WASTE_METRICS =
      List.of(
          "waste_hazardous_kg",
          "waste_non_hazardous_kg",
          "waste_reused_kg",
          "waste_recycled_kg",
          "waste_composted_kg",
          "waste_incinerated_kg",
          "waste_landfilled_kg",
          "waste_diverted_kg");

  private static final List<String> GENERATED =
      List.of("waste_hazardous_kg", "waste_non_hazardous_kg");
  private static final List<String> DIVERTED =
      List.of("waste_reused_kg", "waste_recycled_kg", "waste_composted_kg");
  private static final Pattern REFRIGERANT = Pattern.compile("(refrigerant_[a-z0-9]{2,20})_kg");
  private static final Pattern CARRIER =
      Pattern.compile(
          "refrigerant_[a-z0-9]{2,20}"
              + "|waste_(reused|recycled|composted|incinerated|landfilled|hazardous)");

  private final Registry registry;
  private final String tenant;
  private final LocalDate first;
  private final LocalDate end;
  private final Map<String, BigDecimal> values;
  private final Set<String> missing = new TreeSet<>();
  private final Set<String> used = new TreeSet<>();

  private Declarations(Registry registry, String tenant, LocalDate first, LocalDate end) {
    this.registry = registry;
    this.tenant = tenant;
    this.first = first;
    this.end = end;
    this.values = values();
  }

  public static Declarations ofMonth(Registry registry, String tenant, YearMonth month) {
    return new Declarations(registry, tenant, month.atDay(1), month.plusMonths(1).atDay(1));
  }

  public static Declarations ofYear(Registry registry, String tenant, Year year) {
    return new Declarations(registry, tenant, year.atDay(1), year.plusYears(1).atDay(1));
  }

  /** Whether a name looks like one of those that figures rest on, and is none. */
  public static boolean isMisspelt(String metric) {
    return (metric.startsWith("waste") && !WASTE_METRICS.contains(metric))
        || (metric.startsWith("refrigerant") && !REFRIGERANT.matcher(metric).matches());
  }

  /** Whether an emission factor's carrier is something that is declared, in kg. */
  public static boolean isCarrier(String carrier) {
    return CARRIER.matcher(carrier).matches();
  }

  /** Refrigerants leak on site; waste is treated by others. */
  public static int scope(String carrier) {
    return carrier.startsWith("refrigerant") ? 1 : 3;
  }

  /** Each metric that is declared. */
  public Map<String, BigDecimal> declared() {
    return values;
  }

  /** Waste generated, kg. */
  public Optional<BigDecimal> wasteKg() {
    return sum(GENERATED);
  }

  /** (Reused + recycled + composted) / generated; empty where one of both is not declared. */
  public Optional<BigDecimal> diversionShare() {
    Optional<BigDecimal> generated = wasteKg().filter(kg -> kg.signum() > 0);
    return divertedKg().flatMap(kg -> generated.map(all -> kg.divide(all, MathContext.DECIMAL64)));
  }

  /**
   * Waste that was reused, recycled or composted, kg; of a month that says so alone, in one sum.
   */
  public Optional<BigDecimal> divertedKg() {
    return sum(DIVERTED).or(() -> Optional.ofNullable(values.get("waste_diverted_kg")));
  }

  /** Waste directed to disposal, kg. */
  public Optional<BigDecimal> disposedKg() {
    return sum(List.of("waste_incinerated_kg", "waste_landfilled_kg"));
  }

  /** Leaks of refrigerants by their global warming potential, kg CO₂e; empty where none is said. */
  public Optional<BigDecimal> scope1Kg() {
    return emissions(carrier -> scope(carrier) == 1);
  }

  /** Treatment of waste, kg CO₂e; empty where none is said, or a factor is missing. */
  public Optional<BigDecimal> scope3Kg() {
    return emissions(carrier -> scope(carrier) == 3);
  }

  /** Carriers that are declared and have no factor, as {@code carrier:*:scope:*}. */
  public Set<String> missingFactors() {
    scope1Kg();
    scope3Kg();
    return Set.copyOf(missing);
  }

  /** The emission factors by which what is declared was reckoned. */
  public Set<String> factorIds() {
    scope1Kg();
    scope3Kg();
    return Set.copyOf(used);
  }

  /** Certificates used for the period, kWh. */
  public BigDecimal certificatesKwh() {
    BigDecimal sum = BigDecimal.ZERO;
    for (Certificate certificate : registry.certificates()) {
      if (certificate.tenant().equals(tenant)) {
        sum =
            sum.add(certificate.kwh().multiply(share(certificate.period()), MathContext.DECIMAL64));
      }
    }
    return sum;
  }

  /** How much of another period lies in this one, by days, where one holds the other. */
  private BigDecimal share(String period) {
    LocalDate start =
        period.length() == 4 ? Year.parse(period).atDay(1) : YearMonth.parse(period).atDay(1);
    LocalDate until = period.length() == 4 ? start.plusYears(1) : start.plusMonths(1);
    LocalDate from = start.isAfter(first) ? start : first;
    LocalDate to = until.isBefore(end) ? until : end;
    long days = Math.max(0, to.toEpochDay() - from.toEpochDay());
    return BigDecimal.valueOf(days)
        .divide(BigDecimal.valueOf(until.toEpochDay() - start.toEpochDay()), MathContext.DECIMAL64);
  }

  private Optional<BigDecimal> sum(List<String> metrics) {
    return metrics.stream().map(values::get).filter(value -> value != null).reduce(BigDecimal::add);
  }

  private Optional<BigDecimal> emissions(Predicate<String> wanted) {
    BigDecimal sum = null;
    boolean complete = true;
    for (Map.Entry<String, BigDecimal> value : values.entrySet()) {
      String carrier = carrier(value.getKey());
      if (carrier != null && wanted.test(carrier)) {
        Optional<EmissionFactor> factor =
            EmissionFactors.applicable(
                registry, carrier, null, scope(carrier), null, end.minusDays(1));
        if (factor.isEmpty()) {
          missing.add(carrier + ":*:" + scope(carrier) + ":*");
          complete = false;
        } else {
          used.add(factor.get().id());
          BigDecimal kg = value.getValue().multiply(factor.get().kgPerUnit());
          sum = sum == null ? kg : sum.add(kg);
        }
      }
    }
    return complete ? Optional.ofNullable(sum) : Optional.empty();
  }

  /** What factors call a declared metric; null for what has no emission of its own. */
  private static String carrier(String metric) {
    Matcher refrigerant = REFRIGERANT.matcher(metric);
    if (refrigerant.matches()) {
      return refrigerant.group(1);
    }
    boolean isTreatment =
        WASTE_METRICS.contains(metric)
            && !GENERATED.contains(metric)
            && !metric.equals("waste_diverted_kg");
    return isTreatment ? metric.substring(0, metric.length() - "_kg".length()) : null;
  }

  private Map<String, BigDecimal> values() {
    boolean isYear = first.plusYears(1).equals(end);
    String year = Integer.toString(first.getYear());
    String own = isYear ? year : YearMonth.from(first).toString();
    Map<String, BigDecimal> sums = new TreeMap<>();
    Map<String, BigDecimal> exact = new TreeMap<>();
    for (Declaration declaration : registry.declarations()) {
      if (declaration.tenant().equals(tenant)) {
        if (declaration.period().equals(own)) {
          exact.put(declaration.metric(), declaration.value());
        } else if (isYear && declaration.period().startsWith(year + '-')) {
          sums.merge(declaration.metric(), declaration.value(), BigDecimal::add);
        }
      }
    }
    sums.putAll(exact);
    return sums;
  }
}
