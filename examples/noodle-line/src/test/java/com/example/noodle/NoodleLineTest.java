package com.example.noodle;

import static hk.innopark.testkit.InnoparkAssertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import hk.innopark.simulators.junit.ReplayFeed;
import hk.innopark.simulators.junit.SimulatedFeed;
import hk.innopark.testkit.Computed;
import hk.innopark.testkit.InnoparkTest;
import hk.innopark.testkit.Pipeline;
import org.junit.jupiter.api.Test;

/** What a tenant's engineer may want to know of the pipeline before trusting it with a line. */
@InnoparkTest
class NoodleLineTest {

  /** Late data is not lost data: every figure is what truly happened at the simulated machines. */
  @Test
  void anOutageWithABacklogChangesNoFigure(
      @ReplayFeed(scenario = "scenarios/oven-outage.yaml") SimulatedFeed feed, Pipeline pipeline)
      throws Exception {
    Computed computed = pipeline.compute(feed);

    assertThat(computed).isTheTruthOf(feed);
    assertThat(computed.figures()).machine("oven-1").hour("2026-03-03T09:00").isClean();
    assertThat(computed.ledger()).isUnbroken();
  }

  /** A figure is asked for by place, period and name. Times are Hong Kong's. */
  @Test
  void aLinesHourIsTheSumOfItsMachines(
      @ReplayFeed(scenario = "scenarios/oven-outage.yaml") SimulatedFeed feed, Pipeline pipeline)
      throws Exception {
    Computed computed = pipeline.compute(feed);

    assertThat(computed.figures())
        .tenant("golden-noodle")
        .line("line-1")
        .hour("2026-03-03T10:00")
        .activeKwh()
        .isCloseTo(110.5, within(0.01));
    assertThat(computed.figures()).line("line-1").day("2026-03-03").oee().isBetween(0.5, 1.0);
    assertThat(computed.deadLetters()).isEmpty();
  }

  /** What cannot be right is not counted, and the period says that it is not whole. */
  @Test
  void whatCannotBeRightIsFlagged(
      @ReplayFeed(scenario = "scenarios/wrong-unit.yaml") SimulatedFeed feed, Pipeline pipeline)
      throws Exception {
    Computed computed = pipeline.compute(feed);

    assertThat(computed).agreesWithTruthOf(feed);
    assertThat(computed.figures()).machine("mixer-1").hour("2026-03-03T09:00").isFlagged();
    assertThat(computed.deadLetters()).isNotEmpty();
  }

  /** All figures at once: -Dinnopark.golden=update writes the file, and the review reads it. */
  @Test
  void theMorningIsAsItWas(
      @ReplayFeed(scenario = "scenarios/oven-outage.yaml") SimulatedFeed feed, Pipeline pipeline)
      throws Exception {
    Computed computed = pipeline.withGrains("day").compute(feed);

    assertThat(computed.figures()).tenant("golden-noodle").matchGolden("oven-outage-day");
  }
}
