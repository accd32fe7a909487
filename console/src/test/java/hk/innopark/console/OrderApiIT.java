package hk.innopark.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hk.innopark.console.access.Grant;
import hk.innopark.console.access.Role;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Orders, products and footprints for programs, over a real database. */
class OrderApiIT {
  private static final Grant NOODLES = new Grant(Role.TENANT_ENGINEER, "golden-noodle");
  private static final String API = "/api/tenants/golden-noodle/";
  private static final String DAYS = "from=2026-11-18&to=2026-11-20";
  private static TestServer database;
  private static ConsoleServer server;

  @BeforeAll
  static void start() {
    database = new TestServer();
    server = ApiIT.server(database);
    SampleOrders.fill(database);
    server.start();
  }

  @AfterAll
  static void stop() {
    server.close();
    database.close();
  }

  private static HttpResponse<String> get(String path) {
    ConsoleClient client = new ConsoleClient(server, database.session(NOODLES));
    return client.send(client.request(path).GET());
  }

  private static JsonNode json(String path) {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
    return ConsoleClient.json(answer);
  }

  private static JsonNode order(String id) {
    for (JsonNode order : json(API + "orders?" + DAYS).path("items")) {
      if (order.path("order").asText().equals(id)) {
        return order;
      }
    }
    throw new AssertionError("no order " + id);
  }

  @Test
  void anOrderHasItsSumsAndTheRatiosOfThem() {
    JsonNode order = order("20261118-early-1");

    assertThat(order.path("good").asInt()).isEqualTo(9001);
    assertThat(order.path("planned_busy_s").asDouble()).isEqualTo(10_800.5);
    assertThat(order.path("availability").asDouble()).isCloseTo(9_000 / 10_700.5, within(1e-12));
    assertThat(order.path("oee").asDouble()).isCloseTo(7_900.125 / 10_700.5, within(1e-12));
    assertThat(order.path("active_kwh").asDouble()).isEqualTo(214.5);
    assertThat(order.path("scope1_kg_per_good").asDouble()).isCloseTo(12.25 / 9_001, within(1e-15));
    assertThat(order.path("measured_share").asDouble()).isCloseTo(1 - 2 / 214.5, within(1e-12));
    assertThat(order.path("running").asBoolean()).isFalse();
    assertThat(order.path("planned").isNull()).isTrue();
    assertThat(order.path("end").asLong() - order.path("begin").asLong()).isEqualTo(10_800_000);
  }

  @Test
  void anEmissionWithoutAFactorHasNoValueInNoSum() {
    assertThat(order("NK-4711").path("scope1_kg").isNull()).isTrue();
    for (JsonNode product : json(API + "products?grain=month&" + DAYS).path("items")) {
      boolean isWithIt = product.path("product").asText().equals("noodle-xl");
      assertThat(product.path("scope1_kg").isNull()).isEqualTo(isWithIt);
    }
  }

  @Test
  void aRunningOrderIsExpectedToEndInPlannedTime() {
    JsonNode order = order("NK-4711");

    assertThat(order.path("running").asBoolean()).isTrue();
    assertThat(order.path("end").isNull()).isTrue();
    assertThat(order.path("progress").asDouble()).isEqualTo(12_500 / 40_000.0);
    // 150 minutes for 12,500: 330 more planned ones, in which there are breaks and a shift's end
    assertThat(order.path("expected_end").asLong())
        .isGreaterThanOrEqualTo(ApiIT.NOW.toEpochMilli() + 330 * 60_000L);
  }

  @Test
  void ordersAndProductsSumToTheSameAndAListGoesOnWhereItEnded() {
    double byOrder = 0;
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = json(API + "orders?limit=2&" + DAYS + cursor);
      for (JsonNode order : page.path("items")) {
        byOrder += order.path("good").asDouble();
        seen.add(order.path("order").asText());
      }
      cursor = page.path("next").isNull() ? null : "&cursor=" + page.path("next").asText();
    } while (cursor != null);
    assertThat(seen).hasSize(7).doesNotHaveDuplicates().startsWith("NK-4711");
    for (String grain : List.of("day", "month")) {
      double byProduct = 0;
      String after = "";
      do {
        JsonNode page = json(API + "products?limit=2&grain=" + grain + "&" + DAYS + after);
        for (JsonNode product : page.path("items")) {
          byProduct += product.path("good").asDouble();
        }
        after = page.path("next").isNull() ? null : "&cursor=" + page.path("next").asText();
      } while (after != null);
      assertThat(byProduct).isEqualTo(byOrder);
    }
  }

  @Test
  void aListComesAsCsvAndOnlyOfWhatIsAskedFor() {
    HttpResponse<String> csv = get(API + "orders?format=csv&product=noodle-s&" + DAYS);

    assertThat(csv.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    List<String> lines = csv.body().lines().toList();
    assertThat(lines.get(0)).startsWith("line,order,product,begin,end,running,planned,");
    assertThat(lines).hasSize(4);
    assertThat(json(API + "orders?line=line-2&" + DAYS).path("items")).isEmpty();
    assertThat(json(API + "orders?from=2026-11-10&to=2026-11-11").path("items")).isEmpty();
    assertThat(get(API + "orders?from=2026-11-11&to=2026-11-10").statusCode()).isEqualTo(400);
    assertThat(get(API + "orders?cursor=bm8").statusCode()).isEqualTo(404);
  }

  @Test
  void aFootprintIsAsItsSchemaSaysAndSaysWhatItIsNot() {
    JsonNode footprint =
        json(API + "footprint?product=noodle-s&mass_kg=0.085&basis=location&" + DAYS);

    assertThat(PactSchema.faults(footprint)).isEmpty();
    // (12.25 + 80.5 + 1.5) · 3 / (3 · 9,002)
    assertThat(footprint.at("/pcf/pcfExcludingBiogenicUptake").asDouble())
        .isCloseTo(94.25 / 9_002, within(1e-11));
    assertThat(footprint.at("/pcf/declaredUnitOfMeasurement").asText()).isEqualTo("piece");
    assertThat(footprint.at("/pcf/referencePeriodStart").asText())
        .isEqualTo("2026-11-17T16:00:00Z");
    assertThat(footprint.at("/pcf/referencePeriodEnd").asText()).isEqualTo("2026-11-20T16:00:00Z");
    assertThat(footprint.at("/pcf/primaryDataShare").asDouble())
        .isCloseTo(100 * (1 - 2 / 214.5) * 5_300 / 5_400, within(1e-3));
    assertThat(footprint.at("/pcf/boundaryProcessesDescription").asText())
        .contains("Gate to gate", "Not included: materials");
    assertThat(footprint.path("comment").asText()).startsWith("SIMULATED DATA");
    // the same again is the same
    assertThat(
            json(API + "footprint?product=noodle-s&mass_kg=0.085&basis=location&" + DAYS)
                .path("id"))
        .isEqualTo(footprint.path("id"));
    ((ObjectNode) footprint.path("pcf")).put("declaredUnitAmount", 1).remove("fossilCarbonContent");
    assertThat(PactSchema.faults(footprint)).hasSize(2);
  }

  @Test
  void aFootprintIsNotMadeOfWhatIsNotKnown() {
    String asked = API + "footprint?" + DAYS;
    assertThat(get(asked + "&product=noodle-xl&mass_kg=0.085").statusCode()).isEqualTo(409);
    assertThat(get(asked + "&product=noodle-s").statusCode()).isEqualTo(400);
    assertThat(get(asked + "&product=noodle-s&mass_kg=0").statusCode()).isEqualTo(400);
    assertThat(get(asked + "&product=nothing&mass_kg=1").statusCode()).isEqualTo(404);
  }
}
