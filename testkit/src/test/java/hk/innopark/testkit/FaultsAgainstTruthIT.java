package hk.innopark.testkit;

import hk.innopark.simulators.junit.SimulatedFeed;
import hk.innopark.simulators.scenario.FaultNames;
import hk.innopark.simulators.scenario.Scenario;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every fault alone, and all at once: a figure is the truth, or its period's quality warns. */
class FaultsAgainstTruthIT {
  private static final String BASE =
      """
      scenario: faults
      seed: 4
      from: 2026-03-03T00:00:00Z
      lasts: PT4H
      lines: golden-noodle/line-1
      language: %s
      faults:
      """;

  private static final String CORRECTED =
      "{fault: corrected, signal: good_count, items: 2, machines: oven-1, onset: PT70M}";
  private static final String FREE_REASON =
      "{fault: free_reason, text: waiting for Ah Ming, lasts: PT3H}";

  @TempDir Path folder;

  static List<String> faults() {
    String oven = "machines: oven-1, onset: PT70M";
    return List.of(
        "{fault: clock_off, ahead: PT3M, " + oven + ", lasts: PT30M}",
        "{fault: clock_off, ahead: -PT7M, " + oven + ", lasts: PT30M}",
        "{fault: compressed, algorithm: gzip}",
        "{fault: drift, signal: temperature_c, share_a_day: 0.5, " + oven + "}",
        "{fault: duplicate, rate: 0.2, delay: PT5S, lasts: PT3H30M}",
        "{fault: epoch_seconds, " + oven + ", lasts: PT10M}",
        "{fault: garbage, rate: 0.1}",
        "{fault: gateway_clock, ahead: -PT10M, onset: PT70M, lasts: PT20M}",
        "{fault: gateway_clock, ahead: PT10M, onset: PT70M, lasts: PT20M}",
        "{fault: local_time, " + oven + ", lasts: PT10M}",
        "{fault: loss, rate: 0.5, " + oven + ", lasts: PT20M}",
        "{fault: loss, " + oven + ", lasts: PT20M}",
        "{fault: missing_signal, signal: state, " + oven + ", lasts: PT20M}",
        "{fault: null_value, signal: active_energy_kwh, rate: 0.5, " + oven + ", lasts: PT20M}",
        "{fault: reordering, rate: 0.2, lasts: PT3H30M}",
        "{fault: reset, signal: good_count, " + oven + "}",
        "{fault: reset, signal: active_energy_kwh, " + oven + "}",
        "{fault: restart, loses: all_counters, machines: '**', onset: PT2H3M}",
        "{fault: restored, signal: good_count, behind: 20, " + oven + "}",
        "{fault: rollover, signal: active_energy_kwh, modulus: 1000000, units_before: 20}",
        "{fault: sentinel, signal: good_count, value: 65535, rate: 0.1, " + oven + "}",
        "{fault: sentinel, signal: active_energy_kwh, value: 4294967295, rate: 0.1, " + oven + "}",
        "{fault: sequence_nanos, " + oven + ", lasts: PT10M}",
        "{fault: sequence_restart, " + oven + "}",
        "{fault: spike, signal: active_energy_kwh, factor: 100, rate: 0.05, " + oven + "}",
        "{fault: store_and_forward, " + oven + ", lasts: PT1H}",
        "{fault: store_and_forward, " + oven + ", lasts: PT1H, backlog: after_live}",
        "{fault: stuck, signal: active_energy_kwh, " + oven + ", lasts: PT30M}",
        "{fault: swapped_ct, " + oven + ", lasts: PT10M}",
        "{fault: thousandfold, signal: active_energy_kwh, " + oven + ", lasts: PT10M}");
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFigureIsTheTruthOrItsPeriodWarns(String fault) throws Exception {
    check(List.of(fault));
  }

  /** A fault that begins with an hour costs the minute before it as well. */
  @EnabledIfSystemProperty(named = "thorough", matches = "true")
  @ParameterizedTest
  @MethodSource("faultsOfCounters")
  void aFaultAtTheEdgeOfAnHourWarnsOnBothSides(String fault) throws Exception {
    check(List.of(fault.replace("onset: PT70M", "onset: PT1H")));
  }

  static List<String> faultsOfCounters() {
    return faults().stream().filter(fault -> fault.contains("signal: ")).toList();
  }

  @Test
  void allFaultsAtOnce() throws Exception {
    check(faults().stream().filter(fault -> !fault.contains("compressed")).toList());
  }

  @Test
  void noFaultOfAScenarioIsLeftOut() {
    String tried = String.join("", faults()) + CORRECTED + FREE_REASON;
    Assertions.assertThat(FaultNames.ALL).allMatch(name -> tried.contains("fault: " + name + ","));
  }

  /** Whoever takes items back from a counter says that they were none, and is believed. */
  @Test
  void itemsThatAreTakenBackAreTakenBackAndNothingElse() throws Exception {
    SimulatedFeed feed = feed(List.of(CORRECTED));
    Computed computed = compute(feed);
    Assertions.assertThat(TruthCheck.all(computed.figures(), feed))
        .isNotEmpty()
        .allMatch(
            wrong ->
                wrong.matches(
                    ".*, \\w*(good|produced|quality|scrap_ratio|oee|nee|effectiveness|ideal_(good_)?(covered_)?s|throughput_per_h):"
                        + " .*"),
            "is of items");
  }

  /** A reason that nobody knows moves time to "other" and changes nothing else. */
  @Test
  void aReasonThatSomebodyTypedMovesTimeBetweenReasonsAlone() throws Exception {
    SimulatedFeed feed = feed(List.of(FREE_REASON));
    Computed computed = compute(feed);
    Assertions.assertThat(TruthCheck.all(computed.figures(), feed))
        .isNotEmpty()
        .allMatch(wrong -> wrong.contains(", delay_") && !wrong.contains(", delay_s:"));
  }

  private void check(List<String> faults) throws Exception {
    SimulatedFeed feed = feed(faults);
    Computed computed = compute(feed);
    InnoparkAssertions.assertThat(computed).agreesWithTruthOf(feed);
    InnoparkAssertions.assertThat(computed.ledger()).isUnbroken();
  }

  private static SimulatedFeed feed(List<String> faults) throws Exception {
    String language = String.join("", faults).contains("compressed") ? "sparkplug" : "json";
    return SimulatedFeed.of(
        Scenario.parse(
            "faults", BASE.formatted(language) + "  - " + String.join("\n  - ", faults) + "\n"));
  }

  private Computed compute(SimulatedFeed feed) throws Exception {
    return Pipeline.in(folder).withGrains("minute", "half_hour", "hour", "shift").compute(feed);
  }
}
