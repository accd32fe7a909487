package hk.innopark.jobs.compute;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.FeedWriter;
import hk.innopark.events.Grain;
import hk.innopark.events.RawMessage;
import hk.innopark.jobs.compute.ComputedRows.PeriodKey;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.simulators.junit.ReplayFeed;
import hk.innopark.simulators.junit.SimulatedFeed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What is additive is the same sum in every grain and at every level, with duplicates and gaps. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GrainsAgreeTest {
  private static final long MINUTE = Duration.ofMinutes(1).toMillis();

  /** Each with its measurement. */
  private static final List<String> ADDITIVE =
      List.of(
          "throughput.produced",
          "throughput.good",
          "throughput.scrap",
          "throughput.planned_busy_s",
          "throughput.planned_down_s",
          "throughput.production_s",
          "throughput.setup_s",
          "throughput.delay_s",
          "throughput.delay_breakdown_s",
          "throughput.idle_s",
          "throughput.unknown_s",
          "throughput.outside_plan_s",
          "throughput.ideal_s",
          "throughput.ideal_good_s",
          "throughput.ideal_covered_s",
          "throughput.ideal_good_covered_s",
          "throughput.failures",
          "energy.grid_kwh",
          "energy.pv_kwh",
          "energy.running_kwh",
          "energy.cost_energy_hkd",
          "sustainability.scope2_location_kg",
          "sustainability.water_m3",
          "quality_of_data.messages",
          "quality_of_data.expected",
          "quality_of_data.valid");

  private ComputedRows rows;

  @BeforeAll
  void compute(
      @ReplayFeed(lasts = "PT11H", tenant = "golden-noodle", faults = ReplayFeed.Faults.DEMO)
          SimulatedFeed feed,
      @TempDir Path directory)
      throws Exception {
    Path file = directory.resolve("feed.ndjson");
    try (FeedWriter writer = FeedWriter.create(file)) {
      for (RawMessage message : feed.messages()) {
        writer.write(message);
      }
      // nobody's, so that the last minute is over, which would not say all of itself else
      long last = feed.messages().get(feed.messages().size() - 1).receivedAtMillis();
      long over = (last / MINUTE + 1) * MINUTE;
      writer.write(new RawMessage(over, "innopark/nowhere", new byte[] {'x'}));
    }
    new FeedComputation(RegistryYaml.sample(), file, EnumSet.allOf(Grain.class), 2)
        .run(directory.resolve("out"));
    rows = ComputedRows.read(directory.resolve("out/figures.ndjson"));
  }

  @Test
  void minutesSumToEveryLongerPeriod() {
    int compared = 0;
    for (Grain grain : EnumSet.complementOf(EnumSet.of(Grain.MINUTE))) {
      for (PeriodKey period : rows.keys(key -> key.grain().equals(grain.wireName()))) {
        long end = rows.endOf(period);
        compared +=
            agree(period, key -> key.grain().equals("minute") && isWithin(key, period, end));
      }
    }
    assertThat(compared).isGreaterThan(2_000);
  }

  @Test
  void machinesSumToTheirLineAndLinesToTheirTenantAndTenantsToTheirEstate() {
    int compared = 0;
    for (PeriodKey whole : rows.keys(key -> key.machine() == null)) {
      if (!whole.grain().equals("minute") || whole.start() % (7 * MINUTE) == 0) {
        String path = whole.path().replaceAll("(/null)+$", "") + "/";
        compared += agree(whole, key -> isChild(key, whole) && key.path().startsWith(path));
      }
    }
    assertThat(compared).isGreaterThan(2_000);
  }

  private int agree(PeriodKey whole, Predicate<PeriodKey> parts) {
    List<PeriodKey> chosen = rows.keys(parts);
    for (String field : ADDITIVE) {
      double expected = rows.value(whole, field);
      double sum = chosen.stream().mapToDouble(key -> rows.value(key, field)).sum();
      assertThat(sum)
          .as("%s of %s", field, whole)
          .isCloseTo(expected, Offset.offset(1e-9 * Math.max(1, Math.abs(expected))));
    }
    return ADDITIVE.size();
  }

  private static boolean isWithin(PeriodKey minute, PeriodKey period, long end) {
    return minute.path().equals(period.path())
        && minute.start() >= period.start()
        && minute.start() < end;
  }

  private static boolean isChild(PeriodKey key, PeriodKey whole) {
    return key.grain().equals(whole.grain())
        && key.start() == whole.start()
        && depth(key) == depth(whole) + 1;
  }

  private static int depth(PeriodKey key) {
    return key.machine() != null ? 3 : key.line() != null ? 2 : key.tenant() != null ? 1 : 0;
  }
}
