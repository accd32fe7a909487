package hk.innopark.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hk.innopark.events.AlertKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules that each organisation over figures gets. */
class AlertRulesTest {
  static Stream<GrafanaDashboard> homePages() {
    return Stream.of(
        DashboardCatalogue.of(Audience.TENANT, SamplePlants.goldenNoodle()).get(0),
        DashboardCatalogue.of(Audience.HKSTP, SamplePlants.all()).get(0));
  }

  @ParameterizedTest
  @MethodSource("homePages")
  void thereIsARuleForEveryKindOfAlertAndOneOfCoverage(GrafanaDashboard page) {
    List<String> kinds = new ArrayList<>();
    for (AlertKind kind : AlertKind.values()) {
      kinds.add(kind.wireName() + " " + kind.severity().wireName());
    }
    kinds.add("coverage_low warning");
    List<String> uids = new ArrayList<>();
    List<String> found = new ArrayList<>();
    for (JsonNode rule : rules(page)) {
      uids.add(rule.get("uid").asText());
      found.add(rule.at("/labels/kind").asText() + " " + rule.at("/labels/severity").asText());
    }
    assertThat(found).containsExactlyElementsOf(kinds);
    assertThat(uids).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("homePages")
  void everyRuleAsksTheOrganisationsSourceAndJudgesWhatItAsked(GrafanaDashboard page) {
    for (JsonNode rule : rules(page)) {
      JsonNode data = rule.get("data");
      assertThat(data).as(rule.get("uid").asText()).hasSize(3);
      assertThat(data.at("/0/datasourceUid").asText()).isEqualTo(Source.FIGURES.uid());
      assertThat(data.at("/0/relativeTimeRange/from").asInt()).isPositive();
      assertThat(data.at("/0/model/query").asText())
          .contains("$timeFilter", "\"origin\" = 'real'")
          .doesNotContain("$origin");
      assertThat(data.at("/1/model/expression").asText()).isEqualTo(data.at("/0/refId").asText());
      assertThat(data.at("/2/model/expression").asText()).isEqualTo(data.at("/1/refId").asText());
      assertThat(data.at("/2/refId")).isEqualTo(rule.get("condition"));
      assertThat(data.at("/2/model/conditions")).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("homePages")
  void everyRuleLeadsToTheActiveAlertsAndSpeaksBothLanguages(GrafanaDashboard page) {
    for (JsonNode rule : rules(page)) {
      String panel = rule.at("/annotations/__panelId__").asText();
      assertThat(
              ShownPanel.of(List.of(page)).stream()
                  .filter(one -> one.node().get("id").asText().equals(panel))
                  .map(ShownPanel::title))
          .containsExactly("Active alerts");
      assertThat(rule.get("title").asText()).matches("[A-Za-z ]+ · \\P{ASCII}.*|OEE low · OEE 偏低");
      assertThat(rule.at("/annotations/summary").asText()).contains("{{ $labels.tenant }}");
    }
  }

  @Test
  void simulatedPlantsCallNobody() {
    for (AlertRule rule : AlertRule.values()) {
      assertThat(rule.query()).contains("\"origin\" = 'real'");
    }
  }

  private static JsonNode rules(GrafanaDashboard page) {
    return AlertRules.group("innopark", page).get("rules");
  }
}
