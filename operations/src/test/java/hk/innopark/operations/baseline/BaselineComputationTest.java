package hk.innopark.operations.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hk.innopark.events.FeedWriter;
import hk.innopark.events.Grain;
import hk.innopark.events.RawMessage;
import hk.innopark.jobs.compute.FeedComputation;
import hk.innopark.registry.RegistryException;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.model.Baseline;
import hk.innopark.registry.model.Registry;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Twelve days of April take exactly 240 kWh + 0.5 kWh an item + 10 kWh a degree day above 20 °C;
 * then two days of May take 30 kWh more each. One reading an hour; day d makes 24 · (10 + d · d mod
 * 7) items at 20 + d mod 5 °C.
 */
class BaselineComputationTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ZoneId ZONE = ZoneId.of("Asia/Hong_Kong");
  private static final LocalDate FIRST = LocalDate.parse("2026-04-19");
  private static final LocalDate MAY = LocalDate.parse("2026-05-01");
  private static final int DAYS = 14;

  @TempDir Path directory;

  @Test
  void aBaselineIsFittedToComputedDaysAndTellsWhatIsSavedFromThen() throws Exception {
    Path feed = feed();
    Registry registry = RegistryYaml.parse(yaml(), "registry.yaml");
    compute(registry, feed, "before");
    Baseline baseline =
        new BaselineFit("april", "acme", "line-1", "real", MAY, new BigDecimal("20"))
            .of(onlyApril(directory.resolve("before/figures.ndjson")), registry);
    assertThat(baseline.points()).isEqualTo(12);
    assertThat(baseline.kwhPerDay().doubleValue()).isCloseTo(240, within(1e-5));
    assertThat(baseline.kwhPerItem().doubleValue()).isCloseTo(0.5, within(1e-7));
    assertThat(baseline.kwhPerDegreeDay().doubleValue()).isCloseTo(10, within(1e-6));
    assertThat(baseline.rSquared().doubleValue()).isCloseTo(1, within(1e-9));

    Registry fitted = BaselineFit.added(registry, baseline);
    compute(RegistryYaml.parse(RegistryYaml.write(fitted), "fitted.yaml"), feed, "after");

    assertThat(energy("day", FIRST, "expected_kwh")).as("before its first day").isNaN();
    for (int day = 0; day < 2; day++) {
      LocalDate date = MAY.plusDays(day);
      double expected = 240 + 0.5 * items(12 + day) + 10 * degrees(12 + day);
      assertThat(energy("day", date, "expected_kwh")).isCloseTo(expected, within(1e-3));
      assertThat(energy("day", date, "saving_kwh")).as("took more").isCloseTo(-30, within(1e-3));
      assertThat(energy("day", date, "cusum_kwh"))
          .as("30 kWh a day")
          .isCloseTo(30 * (day + 1), within(1e-3));
    }
    assertThat(energy("hour", MAY, "expected_kwh"))
        .as("a 24th of the day")
        .isCloseTo((240 + 0.5 * items(12) + 10 * degrees(12)) / 24, within(1e-3));
    assertThat(energy("hour", MAY, "cusum_kwh")).isNaN();
  }

  @Test
  void aWeakFitIsRefusedWithOneLine() {
    Registry registry = RegistryYaml.parse(yaml(), "registry.yaml");
    Baseline weak =
        new Baseline(
            "weak",
            "acme",
            null,
            MAY,
            BigDecimal.ONE,
            BigDecimal.ONE,
            BigDecimal.ZERO,
            null,
            new BigDecimal("0.74"),
            9,
            "a test");
    assertThatThrownBy(
            () ->
                RegistryYaml.parse(
                    RegistryYaml.write(BaselineFit.added(registry, weak)), "weak.yaml"))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("weak.yaml: baselines[0].r_squared: 0.74 is under 0.75")
        .hasMessageContaining("baselines[0].points: 9 are fewer than 10");
  }

  private Path onlyApril(Path figures) throws Exception {
    Path april = directory.resolve("april.ndjson");
    Files.write(
        april,
        Files.readAllLines(figures).stream()
            .filter(
                line -> {
                  long start = Long.parseLong(line.replaceAll(".*\"start\":([0-9]+).*", "$1"));
                  return start >= millis(FIRST) && start < millis(MAY);
                })
            .toList());
    return april;
  }

  private double energy(String grain, LocalDate day, String field) throws Exception {
    for (String line : Files.readAllLines(directory.resolve("after/figures.ndjson"))) {
      JsonNode row = JSON.readTree(line);
      if (row.get("measurement").asText().equals("energy")
          && row.get("level").asText().equals("line")
          && row.get("grain").asText().equals(grain)
          && row.get("start").asLong() == millis(day)) {
        return row.get(field).asDouble(Double.NaN);
      }
    }
    throw new AssertionError("no row " + grain + " " + day);
  }

  private void compute(Registry registry, Path feed, String out) throws Exception {
    new FeedComputation(registry, feed, EnumSet.of(Grain.HOUR, Grain.DAY, Grain.MONTH), 1)
        .run(directory.resolve(out));
  }

  private Path feed() throws Exception {
    Path feed = directory.resolve("feed.ndjson");
    try (FeedWriter writer = FeedWriter.create(feed)) {
      double kwh = 0;
      long good = 0;
      // three days more, in which nothing is taken, so that all settles
      for (int hour = 0; hour <= (DAYS + 3) * 24; hour++) {
        long at = millis(FIRST) + hour * 3_600_000L;
        String payload =
            """
            {"ts": %d, "boot": "b1", "seq": %d, "signals": \
            {"state": "RUNNING", "active_energy_kwh": %.4f, "good_count": %d}}\
            """
                .formatted(at, hour, kwh, good);
        writer.write(
            new RawMessage(
                at + 1,
                "innopark/tai-po/acme/line-1/m-1",
                payload.getBytes(StandardCharsets.UTF_8)));
        int day = hour / 24;
        if (day < DAYS) {
          kwh += (240 + 0.5 * items(day) + 10 * degrees(day) + (day < 12 ? 0 : 30)) / 24;
          good += items(day) / 24;
        }
      }
    }
    return feed;
  }

  private static long items(int day) {
    return 24L * (10 + day * day % 7);
  }

  private static int degrees(int day) {
    return day % 5;
  }

  private static long millis(LocalDate day) {
    return day.atStartOfDay(ZONE).toInstant().toEpochMilli();
  }

  private static String yaml() {
    StringBuilder yaml =
        new StringBuilder(
            """
            tenants:
              - id: acme
                estate: tai-po
                lines:
                  - id: line-1
                    calendar: always
                    machines:
                      - id: m-1
                        sample_period: PT1H
                        stale_after: PT2H
                        meters: [{signal: active_energy_kwh, source: grid, utility: clp}]
            calendars:
              - id: always
                zone: Asia/Hong_Kong
                shifts: [{id: all, days: [MON, TUE, WED, THU, FRI, SAT, SUN], start: "00:00", end: "24:00"}]
            temperatures:
            """);
    for (int day = 0; day < DAYS + 5; day++) {
      yaml.append("  - {date: %s, mean_c: %d}%n".formatted(FIRST.plusDays(day), 20 + degrees(day)));
    }
    return yaml.toString();
  }
}
