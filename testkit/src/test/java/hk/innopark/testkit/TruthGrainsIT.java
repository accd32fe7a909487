package hk.innopark.testkit;

import hk.innopark.simulators.junit.ReplayFeed;
import hk.innopark.simulators.junit.SimulatedFeed;
import hk.innopark.simulators.scenario.Scenario;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every figure of every grain is what truly happened: minutes, half hours, hours, shifts, days,
 * months.
 */
class TruthGrainsIT {
  private static final String MONTH =
      """
      scenario: month
      seed: 6
      from: 2026-03-31T14:00:00Z
      lasts: P30DT3H
      lines: %s
      """;

  private static final String BASELINES =
      """
      baselines:
        - {id: b1, tenant: %s, valid_from: 2026-04-01, kwh_per_day: 150, kwh_per_item: 0.01, kwh_per_degree_day: 12, base_temperature_c: 18, r_squared: 0.9, points: 30, source: sample}
      temperatures:
      """;

  @TempDir Path folder;

  @Test
  void minutesHoursAndShiftsOfAllEstates(@ReplayFeed(lasts = "PT10H") SimulatedFeed feed)
      throws Exception {
    check(feed, "minute", "half_hour", "hour", "shift");
  }

  @Test
  void daysAndAMonthWithItsBillAndItsBaseline() throws Exception {
    String tenant = "tolo-precision";
    SimulatedFeed feed =
        SimulatedFeed.of(Scenario.parse("month", MONTH.formatted(tenant + "/cell-b")));
    StringBuilder registry = new StringBuilder(feed.registryYaml());
    registry.append(BASELINES.formatted(tenant));
    for (int day = 1; day <= 30; day++) {
      registry.append("  - {date: 2026-04-%02d, mean_c: %d}\n".formatted(day, 15 + day % 9));
    }
    check(
        new SimulatedFeed(
            feed.messages(), feed.truth(), feed.faults(), feed.plants(), registry.toString()),
        "hour",
        "shift",
        "day",
        "month");
  }

  private void check(SimulatedFeed feed, String... grains) throws Exception {
    Computed computed = Pipeline.in(folder).withGrains(grains).compute(feed);
    Set<String> reported = new TreeSet<>();
    computed.figures().rows().forEach(row -> reported.add(row.period().grain()));
    Assertions.assertThat(reported).contains(grains);
    InnoparkAssertions.assertThat(computed).isTheTruthOf(feed);
  }
}
