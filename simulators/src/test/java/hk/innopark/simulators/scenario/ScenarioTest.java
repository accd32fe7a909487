package hk.innopark.simulators.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hk.innopark.events.RawMessage;
import hk.innopark.simulators.feed.FeedProgress;
import hk.innopark.simulators.feed.FeedSelection;
import hk.innopark.simulators.feed.MergedFeed;
import hk.innopark.simulators.junit.SimulatedFeed;
import hk.innopark.simulators.plant.TruthElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String BASE =
      """
      scenario: test
      seed: 4
      from: 2026-03-03T00:00:00Z
      lasts: PT2H
      lines: golden-noodle/line-1
      """;

  @TempDir Path folder;

  private static Scenario scenario(String more) throws IOException {
    return Scenario.parse("test.yaml", BASE + more);
  }

  private static List<RawMessage> read(Path feed) throws IOException {
    List<RawMessage> messages = new ArrayList<>();
    try (MergedFeed reader = MergedFeed.open(FeedSelection.of(feed))) {
      for (Optional<RawMessage> next = reader.next(); next.isPresent(); next = reader.next()) {
        messages.add(next.get());
      }
    }
    return messages;
  }

  private static List<JsonNode> truth(Path file, String kind) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode row = JSON.readTree(line);
      if (row.get("truth").asText().equals(kind)) {
        rows.add(row);
      }
    }
    return rows;
  }

  @Test
  void the_truth_beside_the_feed_is_the_truth_that_is_kept_in_memory() throws Exception {
    Scenario scenario = scenario("orders: true\n");
    Path feed = folder.resolve("feed.ndjson");
    ScenarioFeed.Result result = new ScenarioFeed(scenario).write(feed, FeedProgress.SILENT);
    SimulatedFeed kept = SimulatedFeed.of(scenario);
    assertThat(read(feed)).hasSameSizeAs(kept.messages()).hasSize((int) result.messages());
    Map<String, Long> good = new TreeMap<>();
    kept.truth()
        .completeHours()
        .forEach(row -> good.merge(row.machine().key(), row.get(TruthElement.GOOD), Long::sum));
    Map<String, Long> ordered = new TreeMap<>();
    for (JsonNode order : truth(result.truth(), "order")) {
      ordered.merge(order.get("machine").asText(), order.get("good").asLong(), Long::sum);
    }
    assertThat(ordered).isEqualTo(good).hasSize(3);
    for (JsonNode hour : truth(result.truth(), "hour")) {
      assertThat(hour.get("running_energy").asDouble() + hour.get("off_energy").asDouble())
          .isLessThanOrEqualTo(hour.get("grid").asDouble() + hour.get("pv").asDouble() + 1e-9);
    }
  }

  @Test
  void states_follow_one_another_without_a_gap() throws Exception {
    Path feed = folder.resolve("feed.ndjson");
    ScenarioFeed.Result result = new ScenarioFeed(scenario("")).write(feed, FeedProgress.SILENT);
    Map<String, Long> ends = new TreeMap<>();
    for (JsonNode state : truth(result.truth(), "state")) {
      Long before = ends.put(state.get("machine").asText(), state.get("end").asLong());
      assertThat(before == null || before == state.get("start").asLong()).isTrue();
    }
    assertThat(ends).hasSize(3);
  }

  @Test
  void so_many_machines_are_made_of_the_lines_that_there_are() throws Exception {
    Scenario scenario = scenario("machines: 1_000\n");
    Set<String> keys =
        scenario.plants().machines().stream()
            .map(machine -> machine.id().key())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(keys).hasSize(1000).contains("tai-po/golden-noodle/line-1-334/mixer-1");
  }

  static List<String> faults() {
    String oven = "machines: oven-1, onset: PT30M";
    return List.of(
        "{fault: clock_off, ahead: PT3M, " + oven + ", lasts: PT20M}",
        "{fault: corrected, signal: reject_count, items: 1, " + oven + "}",
        "{fault: drift, signal: temperature_c, share_a_day: 0.5, " + oven + "}",
        "{fault: duplicate, rate: 0.2, delay: PT5S}",
        "{fault: epoch_seconds, " + oven + ", lasts: PT5M}",
        "{fault: free_reason, text: No material}",
        "{fault: garbage, rate: 0.1}",
        "{fault: gateway_clock, ahead: -PT10M, onset: PT30M, lasts: PT20M}",
        "{fault: local_time, " + oven + ", lasts: PT5M}",
        "{fault: loss, rate: 0.5, " + oven + ", lasts: PT20M}",
        "{fault: missing_signal, signal: state, " + oven + ", lasts: PT20M}",
        "{fault: null_value, signal: active_energy_kwh, rate: 0.5, " + oven + ", lasts: PT20M}",
        "{fault: reordering, rate: 0.2}",
        "{fault: reset, signal: good_count, " + oven + "}",
        "{fault: restart, loses: all_counters, machines: '**', onset: PT1H}",
        "{fault: restored, signal: good_count, behind: 20, " + oven + "}",
        "{fault: rollover, signal: active_energy_kwh, modulus: 1000000, units_before: 20}",
        "{fault: sentinel, signal: [good_count, water_m3], value: 65535, rate: 0.1, " + oven + "}",
        "{fault: sequence_nanos, " + oven + ", lasts: PT5M}",
        "{fault: sequence_restart, " + oven + "}",
        "{fault: spike, signal: active_energy_kwh, factor: 100, rate: 0.05, " + oven + "}",
        "{fault: store_and_forward, " + oven + ", lasts: PT20M, backlog: after_live}",
        "{fault: stuck, signal: active_energy_kwh, " + oven + ", lasts: PT20M}",
        "{fault: swapped_ct, " + oven + ", lasts: PT5M}",
        "{fault: thousandfold, signal: active_energy_kwh, " + oven + ", lasts: PT5M}");
  }

  @ParameterizedTest
  @MethodSource("faults")
  void each_fault_changes_the_feed_and_nothing_of_the_truth(String fault) throws Exception {
    SimulatedFeed clean = SimulatedFeed.of(scenario(""));
    SimulatedFeed faulty = SimulatedFeed.of(scenario("faults:\n  - " + fault + "\n"));
    assertThat(lines(faulty)).isNotEqualTo(lines(clean));
    assertThat(faulty.truth().completeHours()).isEqualTo(clean.truth().completeHours());
    assertThat(lines(SimulatedFeed.of(scenario("faults:\n  - " + fault + "\n"))))
        .as("the same seed")
        .isEqualTo(lines(faulty));
  }

  @Test
  void every_fault_that_may_be_named_is_tried_and_all_go_together() throws Exception {
    Set<String> tried = new TreeSet<>();
    faults().forEach(fault -> tried.add(fault.replaceAll("\\{fault: ([a-z_]+).*", "$1")));
    tried.add("compressed");
    assertThat(tried).containsExactlyElementsOf(FaultNames.ALL);
    SimulatedFeed all =
        SimulatedFeed.of(scenario("faults:\n  - " + String.join("\n  - ", faults()) + "\n"));
    assertThat(all.faults().counts()).hasSizeGreaterThan(20);
    assertThat(all.messages()).isNotEmpty();
  }

  private static List<String> lines(SimulatedFeed feed) {
    return feed.messages().stream().map(hk.innopark.events.FeedLine::format).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "faults: [{fault: flood}]|test.yaml.faults[0].fault: \"flood\" is none of",
        "faults: [{fault: loss, rate: 2}]|rate: 2.0 is not between",
        "faults: [{fault: loss, machines: oven-9}]|\"oven-9\" meets no machine of the plants",
        "faults: [{fault: loss, onset: PT3H}]|onset: lies behind the scenario's end",
        "faults: [{fault: loss, colour: red}]|colour: unknown entry",
        "faults: [{fault: stuck, signal: colour}]|signal: \"colour\" is not a signal",
        "faults: [{fault: compressed}]|say language: sparkplug",
        "colour: red|test.yaml.colour: unknown entry",
        "machines: 0|machines: a number from 1 to 1000000",
        "language: klingon|language: json or sparkplug",
        "plants: my.yaml|plants: a file cannot be named here"
      })
  void what_is_wrong_is_named(String more, String complaint) {
    assertThatThrownBy(() -> scenario(more + "\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(complaint);
  }
}
