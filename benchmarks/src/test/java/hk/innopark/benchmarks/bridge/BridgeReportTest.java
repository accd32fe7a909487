package hk.innopark.benchmarks.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hk.innopark.benchmarks.Spread;
import java.util.List;
import org.junit.jupiter.api.Test;

class BridgeReportTest {
  private final BridgeReport report =
      new BridgeReport(
          1000,
          List.of(
              new Round(Contestant.GATEWAY, 1, 1000, 1, 0.5, 0.1, 0.1, 1 << 20),
              new Round(Contestant.PIPE, 1, 1000, 2, 0.25, 0.1, 0.1, 1 << 20),
              new Round(Contestant.GATEWAY, 2, 1000, 4, 0.5, 0.1, 0.1, 2 << 20),
              new Round(Contestant.PIPE, 2, 1000, 4, 1, 0.1, 0.1, 1 << 20)));

  @Test
  void ratiosAreThoseOfNeighboursInTime() {
    assertThat(report.ratio()).isEqualTo(new Spread(1.5, 1, 2));
    assertThat(report.cpuRatio()).isEqualTo(new Spread(1.25, 0.5, 2));
  }

  @Test
  void theTableNamesBothAndTheirRatio() {
    assertThat(report.table())
        .contains("gateway                625 (250 - 1,000)")
        .contains("mosquitto_sub | kcat")
        .contains("1.50 (1.00 - 2.00)");
  }

  @Test
  void theJsonHoldsEveryRound() throws Exception {
    JsonNode json = new ObjectMapper().readTree(report.json());

    assertThat(json.at("/ratio_messages_per_second/median").asDouble()).isCloseTo(1.5, within(0.0));
    assertThat(json.at("/gateway/rounds")).hasSize(2);
    assertThat(json.at("/gateway/rounds/1/seconds").asDouble()).isCloseTo(4, within(0.0));
  }
}
