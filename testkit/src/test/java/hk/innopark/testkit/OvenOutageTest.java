package hk.innopark.testkit;

import static hk.innopark.testkit.InnoparkAssertions.assertThat;

import hk.innopark.simulators.junit.ReplayFeed;
import hk.innopark.simulators.junit.SimulatedFeed;
import org.junit.jupiter.api.Test;

@InnoparkTest
class OvenOutageTest {
  @Test
  void anOutageWithABacklogLosesNothing(
      @ReplayFeed(scenario = "scenarios/oven-outage.yaml") SimulatedFeed feed, Pipeline pipeline)
      throws Exception {
    Computed computed =
        pipeline.withGrains("minute", "half_hour", "hour", "shift", "day", "month").compute(feed);
    assertThat(computed).isTheTruthOf(feed);
    assertThat(computed.figures()).line("line-1").hour("2026-03-03T09:00").good().isPositive();
    assertThat(computed.figures()).machine("oven-1").hour("2026-03-03T09:00").isClean();
    assertThat(computed.deadLetters()).isEmpty();
    assertThat(computed.ledger()).isUnbroken().isNotEmpty();
  }
}
