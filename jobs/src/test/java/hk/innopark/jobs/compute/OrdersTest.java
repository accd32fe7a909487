package hk.innopark.jobs.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hk.innopark.events.Grain;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.model.Registry;
import hk.innopark.simulators.feed.FeedProgress;
import hk.innopark.simulators.scenario.Scenario;
import hk.innopark.simulators.scenario.ScenarioFeed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders of simulated plants through the whole pipeline, against what truly happened. */
class OrdersTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> FIELDS =
      List.of(
          "good",
          "scrap",
          "production_s",
          "setup_s",
          "delay_s",
          "idle_s",
          "active_kwh",
          "scope2_location_kg");

  @TempDir static Path directory;
  private static Path out;
  private static Path truth;
  private static Registry registry;
  private static Path feed;

  @BeforeAll
  static void compute() throws Exception {
    feed = directory.resolve("orders.ndjson");
    Scenario scenario =
        Scenario.parse(
            "test",
            """
            scenario: orders
            seed: 11
            from: 2026-03-02T16:00:00Z
            lasts: P2D
            lines: [golden-noodle/line-1]
            orders: true
            """);
    ScenarioFeed.Result result = new ScenarioFeed(scenario).write(feed, FeedProgress.SILENT);
    truth = result.truth();
    registry = RegistryYaml.read(result.registry());
    out = compute("one", 1);
  }

  private static Path compute(String name, int parallelism) throws Exception {
    Path out = directory.resolve(name);
    new FeedComputation(registry, feed, EnumSet.of(Grain.DAY, Grain.MONTH), parallelism).run(out);
    return out;
  }

  @Test
  void itemsAndEnergyOfAnOrderAreTheTruth() throws Exception {
    Map<String, JsonNode> computed = new TreeMap<>();
    for (JsonNode row : rows(out.resolve("orders.ndjson"))) {
      if (row.path("level").asText().equals("machine")) {
        computed.put(row.path("machine").asText() + ' ' + row.path("order").asText(), row);
      }
    }
    int compared = 0;
    for (JsonNode order : rows(truth)) {
      if (!order.path("truth").asText().equals("order")) {
        continue;
      }
      String machine = order.path("machine").asText();
      JsonNode row =
          computed.get(
              machine.substring(machine.lastIndexOf('/') + 1) + ' ' + order.path("order").asText());
      if (order.path("good").asLong() == 0) {
        continue;
      }
      assertThat(row).as(order.toString()).isNotNull();
      // what is between two samples at an order's ends belongs to the one or the other
      assertThat(row.path("good").asDouble())
          .as("good of %s", order)
          .isCloseTo(order.path("good").asDouble(), within(70.0));
      assertThat(row.path("active_kwh").asDouble())
          .as("energy of %s", order)
          .isCloseTo(order.path("active_kwh").asDouble(), within(1.5));
      assertThat(row.path("product").asText()).isEqualTo(order.path("product").asText());
      compared++;
    }
    assertThat(compared).isGreaterThan(4);
  }

  @Test
  void ordersOfMachinesMakeThoseOfTheLineAndNoMoreThanTheLineDid() throws Exception {
    Map<String, Double> machines = new TreeMap<>();
    Map<String, Double> lines = new TreeMap<>();
    for (JsonNode row : rows(out.resolve("orders.ndjson"))) {
      for (String field : FIELDS) {
        (row.path("level").asText().equals("line") ? lines : machines)
            .merge(field, row.path(field).asDouble(), Double::sum);
      }
    }
    Map<String, Double> month = new TreeMap<>();
    for (JsonNode row : rows(out.resolve("figures.ndjson"))) {
      if (row.path("level").asText().equals("line") && row.path("grain").asText().equals("month")) {
        for (String field : FIELDS) {
          if (row.has(field)) {
            month.merge(field, row.path(field).asDouble(), Double::sum);
          }
        }
      }
    }
    for (String field : FIELDS) {
      assertThat(lines.get(field)).as(field).isCloseTo(machines.get(field), within(1e-6));
      assertThat(lines.get(field)).as(field).isLessThanOrEqualTo(month.get(field) + 1e-6);
    }
    // plants make nothing without an order
    assertThat(lines.get("good")).isCloseTo(month.get("good"), within(0.0));
    assertThat(lines.get("scrap")).isCloseTo(month.get("scrap"), within(0.0));
  }

  @Test
  void aRecomputationGivesTheSameBytesAtAnyParallelism() throws Exception {
    assertThat(compute("three", 3).resolve("orders.ndjson"))
        .hasSameTextualContentAs(out.resolve("orders.ndjson"));
  }

  private static List<JsonNode> rows(Path file) throws IOException {
    List<JsonNode> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      rows.add(JSON.readTree(line));
    }
    return rows;
  }
}
