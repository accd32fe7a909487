package hk.innopark.jobs.compute;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.FeedWriter;
import hk.innopark.events.Grain;
import hk.innopark.events.RawMessage;
import hk.innopark.registry.RegistryYaml;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Twelve months of three meters at 15-minute samples. {@code -Dinnopark.meter-year=true}: it says
 * how long the computation takes beside reading the feed alone.
 */
@EnabledIfSystemProperty(named = "innopark.meter-year", matches = "true")
class MeterYearTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Hong_Kong");
  private static final int METERS = 3;
  private static final int READINGS = 365 * 96;

  @TempDir Path directory;

  @Test
  void twelveMonthsOfThreeMetersAreComputed() throws Exception {
    Path feed = directory.resolve("year.ndjson.gz");
    write(feed);
    long begin = System.nanoTime();
    assertThat(FeedScan.of(feed).messages()).isEqualTo(METERS * (READINGS + 1L));
    long read = System.nanoTime();
    FeedComputation.Summary summary =
        new FeedComputation(
                RegistryYaml.parse(registry(), "registry.yaml"),
                feed,
                EnumSet.of(Grain.HOUR, Grain.SHIFT, Grain.DAY, Grain.MONTH),
                2)
            .run(directory.resolve("out"));
    long done = System.nanoTime();
    assertThat(summary.messages()).isEqualTo(METERS * (READINGS + 1L));
    assertThat(summary.deadLetters()).isZero();
    System.out.printf(
        "%,d messages, %,d figure rows: %.1f s, %.1f times as long as reading the feed%n",
        summary.messages(),
        summary.figures(),
        (done - read) / 1e9,
        (done - read) / (double) (read - begin));
  }

  private static void write(Path feed) throws Exception {
    long start = LocalDate.parse("2025-01-01").atStartOfDay(ZONE).toInstant().toEpochMilli();
    try (FeedWriter writer = FeedWriter.create(feed)) {
      for (int reading = 0; reading <= READINGS; reading++) {
        long at = start + reading * 900_000L;
        for (int meter = 0; meter < METERS; meter++) {
          String payload =
              """
              {"ts": %d, "boot": "b1", "seq": %d, "signals": \
              {"active_energy_kwh": %d.%d, "reactive_energy_kvarh": %d}}"""
                  .formatted(at, reading, reading * 12 + reading % 7, reading % 10, reading * 5);
          writer.write(
              new RawMessage(
                  at + 1000,
                  "innopark/tai-po/steelworks/mill/meter-" + meter,
                  payload.getBytes(StandardCharsets.UTF_8)));
        }
      }
    }
  }

  private static String registry() {
    StringBuilder machines = new StringBuilder();
    for (int meter = 0; meter < METERS; meter++) {
      machines.append(
          """
                    - id: meter-%d
                      sample_period: PT15M
                      stale_after: PT30M
                      rated_kw: 200
                      meters:
                        - {signal: active_energy_kwh, source: grid, utility: clp}
                        - {signal: reactive_energy_kvarh, source: grid, utility: clp}
          """
              .formatted(meter));
    }
    return """
        tenants:
          - id: steelworks
            estate: tai-po
            lines:
              - id: mill
                calendar: always
                machines:
        """
        + machines
        + """
        calendars:
          - id: always
            zone: Asia/Hong_Kong
            shifts: [{id: all, days: [MON, TUE, WED, THU, FRI, SAT, SUN], start: "00:00", end: "24:00"}]
        tariffs:
          - id: bulk
            utility: clp
            valid_from: 2024-01-01
            currency: HKD
            energy: [{name: any, per_kwh: 0.9}]
            demand: {window: PT30M, per_kva_month: 68, minimum_kva: 100}
            source: sample, not a published rate
        """;
  }
}
