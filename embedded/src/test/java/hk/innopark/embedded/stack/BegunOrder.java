package hk.innopark.embedded.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** An order of yesterday that an engineer begins and ends on the page, after the fact. */
final class BegunOrder {
  static final String ORDER = "NK-1";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String TENANT = "api/tenants/yl-semicon/";

  /** What the machine made in its hour, and how long it ran. */
  private static final int GOOD =
      PlainClient.SAMPLES - 1 - (NamedStop.FIRST_UP - NamedStop.FIRST_DOWN);

  private final LocalDate day = LocalDate.now(ZoneId.of("Asia/Hong_Kong")).minusDays(1);
  private final SignedIn engineer;
  private final Duration patience;

  BegunOrder(SignedIn engineer, Duration patience) {
    this.engineer = engineer;
    this.patience = patience;
  }

  /** Begins and ends it, and waits until its figures are those of the machine's hour. */
  void isMade() throws Exception {
    Instant hour = NamedStop.hour();
    String answer =
        engineer.post(
            TENANT + "lines/smt-1/orders",
            JSON.readTree(engineer.get("api/session")).path("changeToken").asText(),
            JSON.writeValueAsString(
                Map.of(
                    "order",
                    ORDER,
                    "product",
                    "board",
                    "planned",
                    1_000,
                    "origin",
                    PlainClient.ORIGIN,
                    "machines",
                    List.of("printer-1"),
                    "from",
                    hour.toEpochMilli(),
                    "to",
                    hour.plus(Duration.ofHours(1)).toEpochMilli())));
    assertThat(answer).startsWith("202 ");

    await("the order's figures are there")
        .atMost(patience)
        .pollInterval(Duration.ofSeconds(1))
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              JsonNode order = order();
              assertThat(order.path("order").asText()).isEqualTo(ORDER);
              assertThat(order.path("good").asInt()).isEqualTo(GOOD);
            });
    JsonNode order = order();
    assertThat(order.path("line").asText()).isEqualTo("smt-1");
    assertThat(order.path("product").asText()).isEqualTo("board");
    assertThat(order.path("planned").asInt()).isEqualTo(1_000);
    assertThat(order.path("progress").asDouble()).isEqualTo(GOOD / 1_000.0);
    assertThat(order.path("running").asBoolean()).isFalse();
    assertThat(order.path("begin").asLong()).isEqualTo(hour.toEpochMilli());
    assertThat(order.path("end").asLong()).isEqualTo(hour.plus(Duration.ofHours(1)).toEpochMilli());
    assertThat(order.path("production_s").asDouble()).isEqualTo(GOOD * 10.0);
    assertThat(order.path("delay_s").asDouble()).isEqualTo(3_600 - GOOD * 10.0);
  }

  private JsonNode order() throws Exception {
    return JSON.readTree(
            engineer.get(
                TENANT + "orders?origin=" + PlainClient.ORIGIN + "&from=" + day + "&to=" + day))
        .path("items")
        .path(0);
  }
}
