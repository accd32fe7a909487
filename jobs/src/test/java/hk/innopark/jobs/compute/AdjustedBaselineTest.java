package hk.innopark.jobs.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import hk.innopark.events.Grain;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.ledger.LedgerJson;
import hk.innopark.registry.ledger.LedgerRow;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three days of 96 kWh and 480 items each, held against a baseline of 24 kWh a day, 0.1 kWh an item
 * and 2 kWh a degree day above 18 °C, worked by hand:
 *
 * <table>
 * <caption>By day</caption>
 * <tr><th>Day</th><th>Mean</th><th>Degree days</th><th>Expected</th><th>Saved</th><th>Σ more</th></tr>
 * <tr><td>3 May</td><td>24.0</td><td>6</td><td>24 + 48 + 12 = 84</td><td>−12</td><td>12</td></tr>
 * <tr><td>4 May</td><td>21.5</td><td>3.5</td><td>24 + 48 + 7 = 79</td><td>−17</td><td>29</td></tr>
 * <tr><td>5 May</td><td>unknown</td><td>–</td><td>–</td><td>–</td><td>–</td></tr>
 * </table>
 */
class AdjustedBaselineTest {
  private static final double EXACT = 1e-6;
  private static final JsonMapper JSON = new JsonMapper();
  private static final int HALF_HOURS = 3 * 48;
  private static final long START =
      LocalDate.parse("2026-05-03")
          .atStartOfDay(ZoneId.of("Asia/Hong_Kong"))
          .toInstant()
          .toEpochMilli();

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
                  meters: [{signal: active_energy_kwh, source: grid, utility: clp}]
      calendars:
        - id: always
          zone: Asia/Hong_Kong
          shifts: [{id: all, days: [MON, TUE, WED, THU, FRI, SAT, SUN], start: "00:00", end: "24:00"}]
      baselines:
        - {id: b, tenant: works, valid_from: 2026-05-01, kwh_per_day: 24, kwh_per_item: 0.1,
           kwh_per_degree_day: 2, base_temperature_c: 18, r_squared: 0.9, points: 30, source: test}
      temperatures:
        - {date: 2026-05-03, mean_c: 24.0, source: test}
        - {date: 2026-05-04, mean_c: 21.5}
      commitments:
        - {id: no-more, tenant: works, metric: energy.saving_kwh, baseline: -20, target: -14,
           by: 2026-05-02, minimum_coverage: 0, judged_over: day}
      """;

  @TempDir private Path folder;
  private final List<JsonNode> days = new ArrayList<>();

  @BeforeEach
  void computeThreeDays() throws Exception {
    StringBuilder lines = new StringBuilder();
    for (int half = 0; half <= HALF_HOURS; half++) {
      long ts = START + half * 1_800_000L;
      lines.append(
          ("{\"at\": %d, \"topic\": \"innopark/tai-po/works/line-1/m-1\", \"payload\": {\"ts\": %d,"
                  + " \"boot\": \"b\", \"seq\": %d, \"signals\": {\"state\": \"RUNNING\","
                  + " \"active_energy_kwh\": %d, \"good_count\": %d}}}%n")
              .formatted(ts + 500, ts, half + 1, 7 + 2 * half, 10 * half));
    }
    Path feed = Files.writeString(folder.resolve("days.ndjson"), lines);
    new FeedComputation(
            RegistryYaml.parse(PLANT, "works.yaml"), feed, EnumSet.of(Grain.HOUR, Grain.DAY), 1)
        .run(folder.resolve("out"));
    for (String line : Files.readAllLines(folder.resolve("out/figures.ndjson"))) {
      JsonNode row = JSON.readTree(line);
      if (row.get("measurement").asText().equals("energy")
          && row.get("level").asText().equals("tenant")
          && row.get("grain").asText().equals("day")) {
        days.removeIf(other -> other.get("start").equals(row.get("start")));
        days.add(row);
      }
    }
    days.sort((one, other) -> Long.compare(one.get("start").asLong(), other.get("start").asLong()));
  }

  @Test
  void whatIsExpectedFollowsOutputAndWeather() {
    assertThat(days.get(0).get("active_kwh").asDouble()).isCloseTo(96, within(EXACT));
    assertThat(days.get(0).get("expected_kwh").asDouble()).isCloseTo(84, within(EXACT));
    assertThat(days.get(0).get("saving_kwh").asDouble()).isCloseTo(-12, within(EXACT));
    assertThat(days.get(0).get("cusum_kwh").asDouble()).isCloseTo(12, within(EXACT));
    assertThat(days.get(1).get("expected_kwh").asDouble()).isCloseTo(79, within(EXACT));
    assertThat(days.get(1).get("saving_kwh").asDouble()).isCloseTo(-17, within(EXACT));
    assertThat(days.get(1).get("cusum_kwh").asDouble()).isCloseTo(29, within(EXACT));
  }

  @Test
  void withoutADaysTemperatureNothingIsExpectedOfIt() {
    assertThat(days.get(2).get("active_kwh").asDouble()).isCloseTo(96, within(EXACT));
    assertThat(days.get(2).get("expected_kwh").isNull()).isTrue();
    assertThat(days.get(2).get("saving_kwh").isNull()).isTrue();
    assertThat(days.get(2).get("cusum_kwh").isNull()).isTrue();
  }

  @Test
  void aCommitmentToItIsJudgedDayByDay() throws Exception {
    List<JsonNode> verdicts = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve("out/ledger.ndjson"))) {
      LedgerRow row = LedgerJson.parse(line);
      if (row.entry().measurement().equals("commitment.no-more")) {
        verdicts.add(JSON.readTree(row.entry().figures()));
      }
    }
    assertThat(verdicts)
        .extracting(verdict -> verdict.get("verdict").asText())
        .containsExactly("met", "not_met", "insufficient_evidence");
    assertThat(verdicts.get(0).get("value").asDouble()).isCloseTo(-12, within(EXACT));
    assertThat(verdicts.get(1).get("value").asDouble()).isCloseTo(-17, within(EXACT));
    assertThat(verdicts.get(2).get("value").isNull()).isTrue();
  }
}
