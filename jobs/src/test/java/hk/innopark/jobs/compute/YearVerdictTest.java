package hk.innopark.jobs.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hk.innopark.events.FeedWriter;
import hk.innopark.events.Grain;
import hk.innopark.events.RawMessage;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.ledger.LedgerEntry;
import hk.innopark.registry.ledger.LedgerJson;
import hk.innopark.registry.ledger.LedgerRow;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A calendar year of a meter that counts 2 kWh an hour, at 0.5 kg a kWh: 8,760 hours are 17,520 kWh
 * and 8,760 kg.
 */
class YearVerdictTest {
  private static final long HOUR = 3_600_000L;
  private static final int HOURS = 365 * 24;
  private static final long START =
      LocalDate.parse("2025-01-01")
          .atStartOfDay(ZoneId.of("Asia/Hong_Kong"))
          .toInstant()
          .toEpochMilli();

  /** Emissions and costs are rounded down to 10⁻⁹ in each of the year's minutes. */
  private static final double ROUNDED = 1e-3;

  private static final JsonMapper JSON = new JsonMapper();

  @TempDir Path folder;

  @Test
  void aYearIsJudgedWhenItsDecemberClosesAndAgainWhenThatIsRevised() throws Exception {
    List<LedgerRow> verdicts = verdicts(0, HOURS - 6);
    assertThat(verdicts)
        .extracting(row -> row.entry().revision(), row -> row.entry().reason())
        .containsExactly(
            tuple(1, "period closed"),
            tuple(1, "period closed"),
            tuple(2, "late data"),
            tuple(2, "late data"));
    LedgerEntry entry = verdicts.get(2).entry();
    assertThat(entry.measurement()).isEqualTo("commitment.carbon");
    assertThat(entry.grain()).isEqualTo("year");
    assertThat(entry.line()).isNull();
    assertThat(entry.elements()).isEqualTo("{}");
    assertThat(entry.periodStartMillis()).isEqualTo(START);
    assertThat(entry.periodEndMillis()).isEqualTo(START + HOURS * HOUR);
    assertThat(entry.rawMessages()).isEqualTo(HOURS);
    assertThat(entry.coverage()).isEqualTo(1.0);
    JsonNode said = JSON.readTree(entry.figures());
    assertThat(said.get("judged_over").asText()).isEqualTo("year");
    assertThat(said.get("value").asDouble()).isCloseTo(8_760.0, within(ROUNDED));
    assertThat(said.get("verdict").asText()).isEqualTo("met");
    assertThat(said.get("reason").isNull()).isTrue();
    JsonNode cost = JSON.readTree(verdicts.get(3).entry().figures());
    // 17,520 kWh · 0.9 HK$
    assertThat(cost.get("value").asDouble()).isCloseTo(15_768.0, within(ROUNDED));
    assertThat(cost.get("verdict").asText()).as("10,000 were promised").isEqualTo("not_met");
    // the reading that came late makes no difference to the sum, only to what is known of it
    JsonNode first = JSON.readTree(verdicts.get(0).entry().figures());
    assertThat(first.get("coverage").asDouble()).isLessThan(1);
    assertThat(first.get("grade").asText()).isEqualTo("estimated");
    assertThat(said.get("grade").asText()).isEqualTo("measured");
  }

  @Test
  void aYearThatLacksAMonthIsInsufficientEvidence() throws Exception {
    List<LedgerRow> verdicts = verdicts(59 * 24, -1);
    assertThat(verdicts).hasSize(2);
    JsonNode said = JSON.readTree(verdicts.get(0).entry().figures());
    assertThat(said.get("value").isNull()).isTrue();
    assertThat(said.get("verdict").asText()).isEqualTo("insufficient_evidence");
    assertThat(said.get("reason").asText()).isEqualTo("10 of 12 months are closed in the ledger");
  }

  /**
   * Verdicts on the year.
   *
   * @param first hour of the year that is read
   * @param late an hour whose reading comes a day late; -1 for none
   */
  private List<LedgerRow> verdicts(int first, int late) throws Exception {
    Path feed = folder.resolve("year.ndjson.gz");
    try (FeedWriter writer = FeedWriter.create(feed)) {
      for (int hour = first; hour <= HOURS + 30; hour++) {
        if (hour != late) {
          write(writer, hour, START + hour * HOUR + 1000);
        }
        if (hour == late + 24 && late >= 0) {
          write(writer, late, START + hour * HOUR + 2000);
        }
      }
    }
    new FeedComputation(
            RegistryYaml.parse(REGISTRY, "registry.yaml"),
            feed,
            EnumSet.of(Grain.HOUR, Grain.DAY, Grain.MONTH),
            1)
        .run(folder.resolve("out"));
    return Files.readAllLines(folder.resolve("out/ledger.ndjson")).stream()
        .map(LedgerJson::parse)
        .filter(row -> row.entry().isCommitment())
        .toList();
  }

  private static void write(FeedWriter writer, int hour, long atMillis) throws Exception {
    String payload =
        """
        {"ts": %d, "boot": "b1", "seq": %d, "signals": {"active_energy_kwh": %d}}"""
            .formatted(START + hour * HOUR, hour, 1000 + 2 * hour);
    writer.write(
        new RawMessage(
            atMillis,
            "innopark/tai-po/steelworks/mill/meter-1",
            payload.getBytes(StandardCharsets.UTF_8)));
  }

  private static final String REGISTRY =
      """
      tenants:
        - id: steelworks
          estate: tai-po
          lines:
            - id: mill
              calendar: always
              machines:
                - id: meter-1
                  sample_period: PT1H
                  stale_after: PT2H
                  rated_kw: 200
                  meters:
                    - {signal: active_energy_kwh, source: grid, utility: clp}
      calendars:
        - id: always
          zone: Asia/Hong_Kong
          shifts: [{id: all, days: [MON, TUE, WED, THU, FRI, SAT, SUN], start: "00:00", end: "24:00"}]
      tariffs:
        - {id: flat, utility: clp, valid_from: 2024-01-01, currency: HKD, energy: [{name: any, per_kwh: 0.9}], source: sample}
      factors:
        - {carrier: electricity, utility: clp, valid_from: 2024-01-01, kg_per_unit: 0.5, unit: kwh, scope: 2, basis: location, source: by hand}
      commitments:
        - {id: carbon, tenant: steelworks, metric: sustainability.scope2_location_kg, baseline: 12000, target: 9000, by: 2025-12-31, minimum_coverage: 0.9, judged_over: year}
        - {id: cost, tenant: steelworks, metric: energy.cost_energy_hkd, baseline: 20000, target: 10000, by: 2025-12-31, minimum_coverage: 0.9, judged_over: year}
      """;
}
