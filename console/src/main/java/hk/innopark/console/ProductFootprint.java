package hk.innopark.console;

import hk.innopark.console.shopfloor.OrderFilter;
import hk.innopark.console.shopfloor.OrderSum;
import hk.innopark.registry.model.EmissionFactor;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A product's carbon footprint from gate to gate, in the data model of the PACT Technical
 * Specifications 3.0 (WBCSD), per good item. What the data model asks and no meter knows comes with
 * the request: {@link Declared}. The boundary is one plant's gates, which is a partial footprint of
 * ISO 14067 and not cradle to gate, and is said so.
 */
final class ProductFootprint {
  static final String SPECIFICATION = "3.0.0";
  private static final int DECIMALS = 12;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private ProductFootprint() {}

  /** Which emission factors of electricity are used (GHG Protocol, scope 2). */
  enum Basis {
    MARKET,
    LOCATION
  }

  /**
   * What is declared with the request.
   *
   * @param massKg of one item, without its packaging
   * @param fossilCarbonKg in one item
   * @param ipcc by which report gases are weighed, such as {@code AR6}
   */
  record Declared(BigDecimal massKg, BigDecimal fossilCarbonKg, String ipcc, Basis basis) {}

  /**
   * As a JSON object's members.
   *
   * @throws RequestException where nothing good was made, or an emission factor is missing
   */
  static Map<String, Object> of(
      Tenant tenant,
      Registry registry,
      OrderSum product,
      OrderFilter asked,
      Declared declared,
      Instant now) {
    BigDecimal good = product.amounts().get("good");
    if (good.signum() <= 0) {
      throw RequestException.conflict("error.footprint_no_good");
    }
    BigDecimal kg = BigDecimal.ZERO;
    String scope2 = declared.basis() == Basis.MARKET ? "scope2_market_kg" : "scope2_location_kg";
    for (String emission : List.of("scope1_kg", scope2, "scope3_kg")) {
      BigDecimal amount = product.amounts().get(emission);
      if (amount == null) {
        throw RequestException.conflict("error.footprint_no_factor", emission);
      }
      kg = kg.add(amount);
    }
    String each = plain(kg.divide(good, DECIMALS, RoundingMode.HALF_UP));
    Map<String, Double> figures = OrderValues.of(product);
    boolean isSimulated = !asked.origin().equals("real");

    Map<String, Object> pcf = new LinkedHashMap<>();
    pcf.put("declaredUnitOfMeasurement", "piece");
    pcf.put("declaredUnitAmount", "1");
    pcf.put("productMassPerDeclaredUnit", plain(declared.massKg()));
    pcf.put("referencePeriodStart", start(asked.from()));
    pcf.put("referencePeriodEnd", start(asked.to().plusDays(1)));
    pcf.put("geographyCountry", "HK");
    pcf.put(
        "boundaryProcessesDescription",
        "Gate to gate, a partial footprint: the electricity, fuels and water of the machines of "
            + tenant.name()
            + " while they worked on orders of this product, set-up, stops and rejects included."
            + " Not included: materials and parts, transport, packaging, buildings, time without"
            + " an order, use and end of life.");
    pcf.put("pcfExcludingBiogenicUptake", each);
    pcf.put("pcfIncludingBiogenicUptake", each);
    pcf.put("fossilGhgEmissions", each);
    pcf.put("fossilCarbonContent", plain(declared.fossilCarbonKg()));
    pcf.put("ipccCharacterizationFactors", List.of(declared.ipcc()));
    pcf.put("crossSectoralStandards", List.of("ISO14067"));
    pcf.put(
        "allocationRulesDescription",
        "None by mass or price: each machine's energy counts for the order that it works on, by"
            + " time, and is divided by the good items of that order.");
    pcf.put("exemptedEmissionsPercent", "0");
    pcf.put("exemptedEmissionsDescription", "None within the boundary that is described.");
    pcf.put("packagingEmissionsIncluded", false);
    primaryDataShare(figures).ifPresent(share -> pcf.put("primaryDataShare", plain(share)));
    List<Map<String, String>> sources = sources(registry, asked);
    if (!sources.isEmpty()) {
      pcf.put("secondaryEmissionFactorSources", sources);
    }

    Map<String, Object> footprint = new LinkedHashMap<>();
    String name = product.product();
    footprint.put("id", id(tenant, product, asked, declared, each));
    footprint.put("specVersion", SPECIFICATION);
    footprint.put("created", now.truncatedTo(ChronoUnit.SECONDS).toString());
    footprint.put("status", "Active");
    footprint.put("validityPeriodStart", start(asked.from()));
    footprint.put("companyName", tenant.name());
    footprint.put("companyIds", List.of(urn("company", tenant.id())));
    footprint.put("productDescription", name + ", made by " + tenant.name());
    footprint.put("productIds", List.of(urn("product", name)));
    footprint.put("productNameCompany", name);
    footprint.put(
        "comment",
        (isSimulated ? "SIMULATED DATA, not of a real plant. " : "")
            + "%s good items; scope 1 %s, scope 2 (%s) %s, scope 3 %s kg CO2e in all. The share of"
                .formatted(
                    plain(good),
                    plain(product.amounts().get("scope1_kg")),
                    declared.basis().name().toLowerCase(Locale.ROOT),
                    plain(product.amounts().get(scope2)),
                    plain(product.amounts().get("scope3_kg")))
            + " primary data is that of valid sample intervals, times that of measured energy;"
            + " emission factors are secondary data.");
    footprint.put("pcf", pcf);
    return footprint;
  }

  /** Valid sample intervals, times measured energy, in percent. */
  private static Optional<BigDecimal> primaryDataShare(Map<String, Double> figures) {
    Double coverage = figures.get("coverage");
    Double measured = figures.get("measured_share");
    if (coverage == null) {
      return Optional.empty();
    }
    double share = Math.max(0, Math.min(1, coverage * (measured == null ? 1 : measured)));
    return Optional.of(BigDecimal.valueOf(share).multiply(HUNDRED).round(new MathContext(6)));
  }

  /** Sources of the factors that apply within the time; each once. */
  private static List<Map<String, String>> sources(Registry registry, OrderFilter asked) {
    return registry.factors().stream()
        .filter(factor -> !factor.validFrom().isAfter(asked.to()))
        .filter(factor -> factor.source() != null && !factor.source().isBlank())
        .collect(
            Collectors.toMap(
                EmissionFactor::source,
                EmissionFactor::validFrom,
                (one, other) -> one.isAfter(other) ? one : other,
                TreeMap::new))
        .entrySet()
        .stream()
        .map(source -> Map.of("name", source.getKey(), "version", source.getValue().toString()))
        .toList();
  }

  /** The same footprint has the same id, and another has another. */
  private static String id(
      Tenant tenant, OrderSum product, OrderFilter asked, Declared declared, String each) {
    return UUID.nameUUIDFromBytes(
            String.join(
                    "\n",
                    tenant.id(),
                    product.product(),
                    asked.origin(),
                    String.valueOf(asked.line()),
                    asked.from().toString(),
                    asked.to().toString(),
                    declared.toString(),
                    each)
                .getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  private static String urn(String kind, String code) {
    return "urn:pathfinder:"
        + kind
        + ":customcode:vendor-assigned:"
        + URLEncoder.encode(code, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static String start(LocalDate day) {
    return day.atStartOfDay(HongKongTime.ZONE).toInstant().toString();
  }

  private static String plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
  }
}
