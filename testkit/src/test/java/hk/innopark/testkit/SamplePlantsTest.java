package hk.innopark.testkit;

import static hk.innopark.testkit.InnoparkAssertions.assertThat;

import hk.innopark.simulators.junit.ReplayFeed;
import hk.innopark.simulators.junit.SimulatedFeed;
import org.junit.jupiter.api.Test;

@InnoparkTest
class SamplePlantsTest {
  @Test
  void everyFigureOfTheSamplePlantsIsTheTruthOnAnyGoodDay(
      @ReplayFeed(
              from = "2026-03-03T10:00:00Z",
              lasts = "PT3H",
              seed = 9,
              faults = ReplayFeed.Faults.DEMO)
          SimulatedFeed feed,
      Pipeline pipeline)
      throws Exception {
    Computed computed = pipeline.withGrains("half_hour", "hour").compute(feed);
    assertThat(computed).isTheTruthOf(feed);
    assertThat(computed.ledger()).isUnbroken();
    assertThat(computed.deadLetters()).isNotEmpty();
  }
}
