package hk.innopark.registry.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.model.Registry;
import java.time.Year;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;

/** Worked by hand; sources of the factors stand in the file. */
class DeclarationsTest {
  private static final String DECLARED =
      """
      certificates:
        - {id: r1, tenant: golden-noodle, account: A, kwh: 36500, year: 2025, period: "2026", source: test}
        - {id: r2, tenant: golden-noodle, account: A, kwh: 1000, year: 2026, period: "2026-10", source: test}
        - {id: r3, tenant: lotus-bakery, account: B, kwh: 9999, year: 2026, period: "2026", source: test}
      """;

  private static Registry registry(String more) {
    String sample = RegistryYaml.sampleText();
    sample = sample.substring(0, sample.indexOf("\ncommitments:") + 1);
    String factors =
        """
          # IPCC AR5, table 8.A.1: R-134a (HFC-134a) 1,300; R-32 (HFC-32) 677
          - {carrier: waste_landfilled, valid_from: 2024-01-01, kg_per_unit: 0.5, unit: kg, scope: 3, source: test}
        """;
    return RegistryYaml.parse(sample + factors + DECLARED + "declarations:\n" + more, "test");
  }

  private static String declared(String metric, String period, String value) {
    return "  - {tenant: golden-noodle, principle: 8, metric: %s, period: \"%s\", value: %s, evidence: test}\n"
        .formatted(metric, period, value);
  }

  @Test
  void wasteIsGeneratedByKindAndDivertedByTreatment() {
    Declarations october =
        Declarations.ofMonth(
            registry(
                declared("waste_hazardous_kg", "2026-10", "50")
                    + declared("waste_non_hazardous_kg", "2026-10", "950")
                    + declared("waste_recycled_kg", "2026-10", "300")
                    + declared("waste_composted_kg", "2026-10", "100")
                    + declared("waste_landfilled_kg", "2026-10", "600")),
            "golden-noodle",
            YearMonth.of(2026, 10));

    assertThat(october.wasteKg().orElseThrow()).isEqualByComparingTo("1000");
    assertThat(october.diversionShare().orElseThrow()).isEqualByComparingTo("0.4");
    assertThat(october.disposedKg().orElseThrow()).isEqualByComparingTo("600");
    // recycling and composting are declared too, and have no factor: no sum that leaves them out
    assertThat(october.scope3Kg()).isEmpty();
    assertThat(october.missingFactors())
        .containsExactlyInAnyOrder("waste_recycled:*:3:*", "waste_composted:*:3:*");
  }

  @Test
  void aLeakCountsByItsGlobalWarmingPotential() {
    // 2.5 kg of R-134a · 1,300 = 3,250 kg CO₂e
    Declarations year =
        Declarations.ofYear(
            registry(declared("refrigerant_r134a_kg", "2026-03", "2.5")),
            "golden-noodle",
            Year.of(2026));
    assertThat(year.scope1Kg().orElseThrow()).isEqualByComparingTo("3250");

    Declarations unknownGas =
        Declarations.ofYear(
            registry(declared("refrigerant_r32_kg", "2026", "1")), "golden-noodle", Year.of(2026));
    assertThat(unknownGas.scope1Kg()).isEmpty();
    assertThat(unknownGas.missingFactors()).containsExactly("refrigerant_r32:*:1:*");
  }

  @Test
  void theYearsOwnDeclarationTakesThePlaceOfItsMonths() {
    String months =
        declared("waste_non_hazardous_kg", "2026-01", "10")
            + declared("waste_non_hazardous_kg", "2026-02", "20");
    assertThat(
            Declarations.ofYear(registry(months), "golden-noodle", Year.of(2026))
                .wasteKg()
                .orElseThrow())
        .isEqualByComparingTo("30");
    assertThat(
            Declarations.ofYear(
                    registry(months + declared("waste_non_hazardous_kg", "2026", "31")),
                    "golden-noodle",
                    Year.of(2026))
                .wasteKg()
                .orElseThrow())
        .isEqualByComparingTo("31");
  }

  @Test
  void aYearsCertificateCountsInAMonthByDays() {
    Registry registry = registry(declared("waste_recycled_kg", "2026", "1"));
    // 36,500 kWh · 31 / 365 + 1,000
    assertThat(
            Declarations.ofMonth(registry, "golden-noodle", YearMonth.of(2026, 10))
                .certificatesKwh()
                .doubleValue())
        .isEqualTo(4100, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(
            Declarations.ofYear(registry, "golden-noodle", Year.of(2026))
                .certificatesKwh()
                .doubleValue())
        .isEqualTo(37_500, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(Declarations.ofYear(registry, "golden-noodle", Year.of(2025)).certificatesKwh())
        .isEqualByComparingTo("0");
  }

  @Test
  void nothingDeclaredIsNothingAndNotZero() {
    Declarations none =
        Declarations.ofYear(
            registry(declared("waste_recycled_kg", "2026", "1")), "lotus-bakery", Year.of(2026));
    assertThat(none.wasteKg()).isEmpty();
    assertThat(none.diversionShare()).isEmpty();
    assertThat(none.scope1Kg()).isEmpty();
  }
}
