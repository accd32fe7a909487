package hk.innopark.jobs.compute;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hk.innopark.events.Grain;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.simulators.feed.FeedProgress;
import hk.innopark.simulators.scenario.Scenario;
import hk.innopark.simulators.scenario.ScenarioFeed;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A month of orders on a line: by order, by product and by line the sums are the same. */
class OrderMonthTest {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  /** All that adds up. */
  private static final List<String> AMOUNTS =
      List.of(
          "good",
          "scrap",
          "rework",
          "production_s",
          "setup_s",
          "delay_s",
          "idle_s",
          "unknown_s",
          "outside_plan_s",
          "active_kwh",
          "scope1_kg",
          "scope2_location_kg",
          "scope2_market_kg",
          "scope3_kg");

  @TempDir static Path directory;
  private static Path out;

  @BeforeAll
  static void compute() throws Exception {
    Path feed = directory.resolve("month.ndjson");
    Scenario scenario =
        Scenario.parse(
            "test",
            """
            scenario: orders-month
            seed: 5
            from: 2026-02-28T16:00:00Z
            lasts: P31D
            lines: [junk-bay-micro/test-1]
            orders: true
            """);
    ScenarioFeed.Result result = new ScenarioFeed(scenario).write(feed, FeedProgress.SILENT);
    out = directory.resolve("out");
    new FeedComputation(
            RegistryYaml.read(result.registry()), feed, EnumSet.of(Grain.DAY, Grain.MONTH), 2)
        .run(out);
  }

  private static Map<String, Map<String, BigDecimal>> sums(Function<JsonNode, String> by)
      throws Exception {
    Map<String, Map<String, BigDecimal>> sums = new TreeMap<>();
    for (String line : Files.readAllLines(out.resolve("orders.ndjson"))) {
      JsonNode row = JSON.readTree(line);
      Map<String, BigDecimal> sum = sums.computeIfAbsent(by.apply(row), key -> new TreeMap<>());
      for (String amount : AMOUNTS) {
        sum.merge(amount, row.path(amount).decimalValue(), BigDecimal::add);
      }
    }
    return sums;
  }

  private static Map<String, BigDecimal> total(Map<String, Map<String, BigDecimal>> sums) {
    Map<String, BigDecimal> total = new TreeMap<>();
    sums.values()
        .forEach(sum -> sum.forEach((name, value) -> total.merge(name, value, BigDecimal::add)));
    return total;
  }

  private static void assertSame(Map<String, BigDecimal> one, Map<String, BigDecimal> other) {
    for (String amount : AMOUNTS) {
      assertThat(one.get(amount)).as(amount).isEqualByComparingTo(other.get(amount));
    }
  }

  @Test
  void ordersTimesProductsTimesLineAreTheSameToTheLastUnit() throws Exception {
    Map<String, Map<String, BigDecimal>> byLevelAndProduct =
        sums(row -> row.path("level").asText() + ' ' + row.path("product").asText());
    assertThat(byLevelAndProduct.size()).isGreaterThan(3);
    Map<String, Map<String, BigDecimal>> byLevel = sums(row -> row.path("level").asText());
    assertSame(byLevel.get("line"), byLevel.get("machine"));
    byLevelAndProduct.forEach(
        (key, line) -> {
          if (key.startsWith("line ")) {
            assertSame(line, byLevelAndProduct.get(key.replace("line ", "machine ")));
          }
        });
    Map<String, Map<String, BigDecimal>> byOrder =
        sums(row -> row.path("level").asText() + ' ' + row.path("order").asText());
    byOrder.keySet().removeIf(key -> !key.startsWith("line "));
    byLevelAndProduct.keySet().removeIf(key -> !key.startsWith("line "));
    assertThat(byOrder.size()).isGreaterThan(60);
    assertSame(total(byOrder), total(byLevelAndProduct));
  }

  @Test
  void whatIsMadeInTheMonthIsMadeForOrders() throws Exception {
    Map<String, BigDecimal> orders = sums(row -> row.path("level").asText()).get("line");
    Map<String, BigDecimal> month = new TreeMap<>();
    for (String line : Files.readAllLines(out.resolve("figures.ndjson"))) {
      JsonNode row = JSON.readTree(line);
      if (row.path("level").asText().equals("line") && row.path("grain").asText().equals("month")) {
        for (String amount : AMOUNTS) {
          if (row.hasNonNull(amount)) {
            month.merge(amount, row.path(amount).decimalValue(), BigDecimal::add);
          }
        }
      }
    }
    // plants run, and make, nothing without an order
    for (String amount : List.of("good", "scrap", "rework", "production_s")) {
      assertThat(orders.get(amount)).as(amount).isEqualByComparingTo(month.get(amount));
    }
    for (String amount : AMOUNTS) {
      assertThat(orders.get(amount)).as(amount).isLessThanOrEqualTo(month.get(amount));
    }
    assertThat(orders.get("active_kwh")).isPositive();
  }
}
