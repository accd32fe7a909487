package hk.innopark.jobs.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hk.innopark.events.Grain;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerJson;
import hk.innopark.registry.ledger.LedgerRow;
import hk.innopark.registry.model.Registry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A plant's greenhouse gases, worked by hand and computed by the pipeline from its meters'
 * readings. The sources of the factors: CLP's intensity of 2024, 0.38 kg CO₂e/kWh (sustainability
 * report); Towngas' unit of 48 MJ, 0.549 kg for production and supply (2023); combustion of towngas
 * 2.55 kg a unit and of gas oil 2.614 kg a litre (guidelines of Hong Kong's EPD and EMSD for
 * buildings); sewage 0.29 kWh and fresh water 0.6 kWh a m³; R-134a 1,300 (IPCC AR5, GWP of 100
 * years).
 */
class CarbonExamplesTest {
  private static final double EXACT = 1e-9;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long START = Instant.parse("2024-05-07T01:00:00Z").toEpochMilli();

  private static final String PLANT =
      """
      tenants:
        - id: works
          name: Works
          estate: tai-po
          lines:
            - id: line-1
              calendar: always
              machines:
                - id: m-1
                  sample_period: PT30M
                  stale_after: PT2H
                  meters:
                    - {signal: active_energy_kwh, source: grid, utility: clp}
                    - {signal: towngas_mj, utility: towngas}
                    - {signal: diesel_l}
                    - {signal: water_m3}
      calendars:
        - id: always
          zone: Asia/Hong_Kong
          shifts: [{id: all, days: [MON, TUE, WED, THU, FRI, SAT, SUN], start: "00:00", end: "24:00"}]
      factors:
        - {carrier: electricity, utility: clp, valid_from: 2024-01-01, kg_per_unit: 0.38, unit: kwh, scope: 2, basis: location, source: "CLP 2024"}
        - {carrier: electricity, utility: clp, valid_from: 2024-01-01, kg_per_unit: 0.38, unit: kwh, scope: 2, basis: market, source: "CLP 2024, no residual mix is known"}
        - {carrier: towngas, utility: towngas, valid_from: 2023-01-01, kg_per_unit: 0.053125, unit: mj, scope: 1, source: "2.55 kg a unit of 48 MJ"}
        - {carrier: towngas, utility: towngas, valid_from: 2023-01-01, kg_per_unit: 0.0114375, unit: mj, scope: 3, source: "0.549 kg a unit of 48 MJ"}
        - {carrier: water, valid_from: 2024-01-01, kg_per_unit: 0.228, unit: m3, scope: 3, source: "0.6 kWh at 0.38"}
        - {carrier: sewage, valid_from: 2024-01-01, kg_per_unit: 0.1102, unit: m3, scope: 3, source: "0.29 kWh at 0.38"}
        - {carrier: refrigerant_r134a, valid_from: 2024-01-01, kg_per_unit: 1300, unit: kg, scope: 1, source: "IPCC AR5"}
      """;
  private static final String DIESEL =
      """
        - {carrier: diesel, valid_from: 2024-01-01, kg_per_unit: 2.614, unit: l, scope: 1, source: "EPD and EMSD"}
      """;
  private static final String DECLARED =
      """
      certificates:
        - {id: REC-7, tenant: works, account: A-1, kwh: 4000, year: 2024, period: "2024-05", source: test}
      declarations:
        - {tenant: works, principle: 8, metric: refrigerant_r134a_kg, period: "2024-05", value: 2.5, evidence: test}
        - {tenant: works, principle: 8, metric: waste_non_hazardous_kg, period: "2024-05", value: 800, evidence: test}
        - {tenant: works, principle: 8, metric: waste_recycled_kg, period: "2024-05", value: 200, evidence: test}
      commitments:
        - {id: day-carbon, tenant: works, metric: sustainability.scope2_location_kg, baseline: 5000, target: 3900, by: 2024-05-07, minimum_coverage: 0, judged_over: day, baseline_period: "2023", method: "2"}
        - {id: month-diesel, tenant: works, metric: sustainability.scope1_kg, baseline: 5000, target: 100, by: 2024-12-31, minimum_coverage: 0}
        - {id: well-covered, tenant: works, metric: energy.active_kwh, baseline: 20000, target: 15000, by: 2024-05-31, minimum_coverage: 0.99}
      """;

  @TempDir private Path folder;
  private Path feed;

  @BeforeEach
  void anHour() throws Exception {
    StringBuilder lines = new StringBuilder();
    // 10,000 kWh, 1,000 units of towngas (48,000 MJ), 20 l of diesel, 100 m³ of water, 500 items
    for (int half = 0; half <= 2; half++) {
      double share = half / 2.0;
      long ts = START + half * 1_800_000L;
      lines
          .append("{\"at\": ")
          .append(ts + 500)
          .append(", \"topic\": \"innopark/tai-po/works/line-1/m-1\", \"payload\": {\"ts\": ")
          .append(ts)
          .append(", \"boot\": \"b\", \"seq\": ")
          .append(half + 1)
          .append(", \"signals\": {\"state\": \"RUNNING\", \"active_energy_kwh\": ")
          .append(7 + 10_000 * share)
          .append(", \"towngas_mj\": ")
          .append(100 + 48_000 * share)
          .append(", \"diesel_l\": ")
          .append(3 + 20 * share)
          .append(", \"water_m3\": ")
          .append(1 + 100 * share)
          .append(", \"good_count\": ")
          .append(Math.round(500 * share))
          .append("}}}\n");
    }
    feed = Files.writeString(folder.resolve("hour.ndjson"), lines);
  }

  private void compute(String registry) throws Exception {
    Registry parsed = RegistryYaml.parse(registry, "works.yaml");
    new FeedComputation(parsed, feed, EnumSet.of(Grain.HOUR, Grain.DAY, Grain.MONTH), 1)
        .run(folder.resolve("out"));
  }

  private JsonNode figures(String level, String grain) throws Exception {
    for (String line : Files.readAllLines(folder.resolve("out/figures.ndjson"))) {
      JsonNode row = JSON.readTree(line);
      if (row.get("measurement").asText().equals("sustainability")
          && row.get("level").asText().equals(level)
          && row.get("grain").asText().equals(grain)) {
        return row;
      }
    }
    throw new AssertionError("no row of " + level + ", " + grain);
  }

  private List<LedgerRow> ledger() throws Exception {
    return Files.readAllLines(folder.resolve("out/ledger.ndjson")).stream()
        .map(LedgerJson::parse)
        .toList();
  }

  private static void assertFigure(JsonNode row, String field, double expected) {
    assertThat(row.get(field).asDouble()).as(field).isCloseTo(expected, within(expected * EXACT));
  }

  @Test
  void aMonthByHand() throws Exception {
    compute(PLANT + DIESEL + DECLARED);
    JsonNode day = figures("tenant", "day");
    // 1,000 units · 2.55 + 20 l · 2.614
    assertFigure(day, "scope1_kg", 2_550 + 52.28);
    // 10,000 kWh · 0.38, by both methods: a day has no certificates
    assertFigure(day, "scope2_location_kg", 3_800);
    assertFigure(day, "scope2_market_kg", 3_800);
    // 1,000 units · 0.549 + 100 m³ · (0.6 + 0.29) kWh · 0.38
    assertFigure(day, "scope3_kg", 549 + 33.82);
    assertFigure(day, "towngas_mj", 48_000);
    assertFigure(day, "diesel_l", 20);
    assertFigure(day, "water_m3", 100);
    assertFigure(day, "scope1_kg_per_good", 2_602.28 / 500);
    assertFigure(day, "scope2_location_kg_per_good", 7.6);
    assertFigure(day, "scope3_kg_per_good", 582.82 / 500);
    assertFigure(day, "diesel_l_per_good", 0.04);
    assertFigure(day, "towngas_mj_per_good", 96);
    assertThat(day.get("certificates_kwh").isNull()).isTrue();

    JsonNode month = figures("tenant", "month");
    assertFigure(month, "scope2_location_kg", 3_800);
    // (10,000 − 4,000) kWh · 0.38
    assertFigure(month, "scope2_market_kg", 2_280);
    assertFigure(month, "certificates_kwh", 4_000);
    assertFigure(month, "renewable_claimed_kwh", 4_000);
    assertFigure(month, "renewable_share", 0.4);
    // 2.5 kg of R-134a · 1,300
    assertFigure(month, "declared_scope1_kg", 3_250);
    assertFigure(month, "waste_kg", 800);
    assertFigure(month, "waste_kg_per_good", 1.6);
    assertFigure(month, "diversion_share", 0.25);
    assertThat(month.get("declared_scope3_kg").isNull())
        .as("recycling is declared and has no factor")
        .isTrue();
  }

  @Test
  void whatLacksAFactorIsNullAtEveryLevelAndTheLedgerSaysWhich() throws Exception {
    compute(PLANT);
    for (String level : List.of("machine", "line", "tenant", "estate")) {
      JsonNode row = figures(level, "hour");
      assertThat(row.get("scope1_kg").isNull()).as("scope 1 of a " + level).isTrue();
      assertThat(row.get("scope1_kg_per_good").isNull()).isTrue();
      assertFigure(row, "scope2_location_kg", 3_800);
      assertFigure(row, "diesel_l", 20);
    }
    assertThat(ledger())
        .filteredOn(row -> row.entry().measurement().equals("sustainability"))
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.entry().factorIds()).contains("missing:diesel:*:1:*"));
  }

  @Test
  void aClosedPeriodsVerdictIsARowOfItsOwn() throws Exception {
    // a stranger's message moves the feed's clock past the month's end
    long later = Instant.parse("2024-06-01T01:00:00Z").toEpochMilli();
    Files.writeString(
        feed,
        "{\"at\": " + later + ", \"topic\": \"innopark/tai-po/x/x/x\", \"payload\": {}}\n",
        java.nio.file.StandardOpenOption.APPEND);
    compute(PLANT + DIESEL + DECLARED);
    LedgerEntry met = commitment("day-carbon");
    assertThat(met.grain()).isEqualTo("day");
    assertThat(met.line()).isNull();
    JsonNode said = JSON.readTree(met.figures());
    assertThat(said.get("verdict").asText()).as("%s", said).isEqualTo("met");
    assertThat(said.get("value").asDouble()).isCloseTo(3_800, within(1e-6));
    assertThat(said.get("progress").asDouble()).isCloseTo(1_200 / 1_100.0, within(EXACT));
    assertThat(said.get("baseline_period").asText()).isEqualTo("2023");
    assertThat(said.get("method").asText()).isEqualTo("2");
    assertThat(said.get("grade").asText()).isEqualTo("measured");
    assertThat(met.rawMessages()).isEqualTo(3);
    assertThat(met.coverage()).isEqualTo(said.get("coverage").asDouble());
    assertThat(met.factorIds()).contains("electricity:clp:2:location:2024-01-01");

    JsonNode early = JSON.readTree(commitment("month-diesel").figures());
    assertThat(early.get("verdict").asText()).isEqualTo("not_yet_due");
    assertThat(early.get("standing").asText()).isEqualTo("not_met");

    JsonNode uncovered = JSON.readTree(commitment("well-covered").figures());
    assertThat(uncovered.get("verdict").asText()).isEqualTo("insufficient_evidence");
    assertThat(uncovered.get("reason").asText()).startsWith("coverage 0.").endsWith("below 0.99");
  }

  private LedgerEntry commitment(String id) throws Exception {
    return ledger().stream()
        .map(LedgerRow::entry)
        .filter(entry -> entry.measurement().equals(LedgerEntry.commitmentMeasurement(id)))
        .findFirst()
        .orElseThrow();
  }
}
