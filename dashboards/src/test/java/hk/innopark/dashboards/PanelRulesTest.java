package hk.innopark.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every rule over every panel of every page, in every language, of every tenant of the sample. */
class PanelRulesTest {
  /** Panels that may break a rule, by rule and key of the title: each with its reason. */
  private static final Map<String, String> EXCEPTIONS = Map.of();

  private static final List<GrafanaDashboard> DASHBOARDS = SamplePlants.dashboards();

  @Test
  void noPanelBreaksARuleWithoutAReason() {
    List<ShownPanel> panels = ShownPanel.of(DASHBOARDS);
    panels.addAll(ShownPanel.ofUnregistered(DashboardCatalogue.all(Plant.unknown())));
    List<String> broken = new ArrayList<>();
    Set<String> used = new HashSet<>();
    for (ShownPanel panel : panels) {
      PanelRules.ALL.forEach(
          (rule, problem) -> {
            String found = problem.apply(panel);
            String exception = rule.substring(0, 2) + " " + panel;
            if (found != null && EXCEPTIONS.containsKey(exception)) {
              used.add(exception);
            } else if (found != null) {
              broken.add(panel + " " + found + " (rule " + rule + ")");
            }
          });
    }
    long different = panels.stream().map(ShownPanel::toString).distinct().count();
    System.out.printf(
        "panel rules: %d rules, %d pages, %d panels (%d different), %d exceptions%n",
        PanelRules.ALL.size(), DASHBOARDS.size(), panels.size(), different, EXCEPTIONS.size());
    assertThat(broken).isEmpty();
    assertThat(used).as("exceptions that nothing needs").isEqualTo(EXCEPTIONS.keySet());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "01; States; /fieldConfig/defaults/color; mode; \"thresholds\"",
        "01; States; /fieldConfig/defaults; noValue; \"–\"",
        "02; Energy by source; /fieldConfig/defaults/custom/stacking; mode; \"none\"",
        "03; Energy by source; /fieldConfig/defaults/custom; axisSoftMin; 5",
        "03; PV generated and claimed; /fieldConfig/defaults/custom; axisSoftMin; 5",
        "04; Shifts; /gridPos; w; 12",
        "04; Machines; /transformations/1; id; \"none\"",
        "04; Machines; /fieldConfig/overrides/0; matcher; {\"options\": \"other\"}",
        "05; NEE by line; /fieldConfig/defaults/custom; spanNulls; true",
        "05; NEE by line; /targets/0; query; \"SELECT oee FROM throughput /^$machine$/\"",
        "06; Messages; /targets/0; expr; \"rate(x[$__interval])\"",
        "06; Messages; /targets/0; expr; \"sum(increase(x[1m]))\"",
        "09; Good items; /targets/0; query; \"SELECT x WHERE grain = '$grain' /^$machine$/\"",
        "09; Good items; /fieldConfig/defaults; noValue; \"–\"",
        "10; Time by state; /fieldConfig/defaults; unit; \"dtdurations\"",
        "10; Time by state; /fieldConfig/defaults; decimals; 0",
        "10; Downtime by reason; /transformations/1; id; \"none\"",
        "11; Energy by source; /fieldConfig/defaults; decimals; 1",
        "11; Energy cost; /fieldConfig/defaults; unit; \"currency:HK$\"",
        "12; Throughput; /fieldConfig/defaults; unit; \"suffix: /h\"",
        "13; Good items; /targets/0; query; \"SELECT good FROM throughput\"",
        "14; CUSUM by line; ; timeFrom; \"2d\"",
        "15; Power by machine; /options/legend; placement; \"bottom\"",
        "15; Power by machine; /gridPos; w; 8",
        "15; Busy by task; /fieldConfig/defaults; max; 100",
        "16; Use of time and energy; /options; sortBy; []",
        "16; Availability by estate; /targets/0; alias; \"$tag_tenant\"",
        "16; Emissions by estate; /targets/0; query; \"SELECT scope2\"",
        "17; Good items; /fieldConfig/defaults; noValue; \"–\"",
        "17; Good items; ; title; \"Good items of everything that was picked\"",
        "17; OEE; /fieldConfig/defaults; thresholds; {}"
      })
  void aPanelThatBreaksARuleIsFound(
      String number, String title, String at, String member, String value) throws Exception {
    ShownPanel panel =
        ShownPanel.of(DASHBOARDS).stream()
            .filter(one -> one.title().equals(title))
            .findFirst()
            .orElseThrow();
    String rule =
        PanelRules.ALL.keySet().stream()
            .filter(one -> one.startsWith(number))
            .findFirst()
            .orElseThrow();
    assertThat(PanelRules.ALL.get(rule).apply(panel)).isNull();

    ObjectNode broken = panel.node().deepCopy();
    JsonNode place = at == null ? broken : broken.at(at);
    ((ObjectNode) place).set(member, new ObjectMapper().readTree(value));

    assertThat(PanelRules.ALL.get(rule).apply(new ShownPanel(panel.dashboard(), broken, true)))
        .isNotNull();
  }

  @Test
  void panelsBesideOneAnotherAreEquallyHighAndOverlapNothing() {
    for (GrafanaDashboard dashboard : DASHBOARDS) {
      Map<Integer, Integer> heights = new HashMap<>();
      Set<String> cells = new HashSet<>();
      Set<Integer> ids = new HashSet<>();
      for (JsonNode panel : dashboard.model().get("panels")) {
        String name = dashboard.uid() + " / " + panel.get("title").asText();
        JsonNode place = panel.get("gridPos");
        int height = place.get("h").asInt();
        assertThat(ids.add(panel.get("id").asInt())).as("id of %s", name).isTrue();
        assertThat(heights.merge(place.get("y").asInt(), height, (one, ignored) -> one))
            .as("height of %s", name)
            .isEqualTo(height);
        for (int x = 0; x < place.get("w").asInt(); x++) {
          for (int y = 0; y < height; y++) {
            int column = place.get("x").asInt() + x;
            assertThat(column).isLessThan(24);
            assertThat(cells.add(column + "," + (place.get("y").asInt() + y)))
                .as("place of %s", name)
                .isTrue();
          }
        }
        if (!panel.get("type").asText().equals("row")) {
          assertThat(panel.get("description").asText()).as(name).isNotBlank();
        }
      }
    }
  }

  @Test
  void aTenantsFirstScreenLeadsOn() {
    List<ShownPanel> first =
        ShownPanel.of(DASHBOARDS).stream()
            .filter(panel -> panel.dashboard().uid().startsWith("innopark-overview"))
            .filter(panel -> panel.node().at("/gridPos/y").asInt() < 20)
            .filter(panel -> panel.is("stat") || panel.is("barchart"))
            .filter(panel -> !panel.title().matches(".*[≤≥].*"))
            .toList();
    assertThat(first).isNotEmpty();
    for (ShownPanel panel : first) {
      assertThat(panel.text("/links/0/url"))
          .as(panel.toString())
          .matches("/d/innopark-[a-z-]+\\?\\$\\{__url_time_range}.*|https://console.*from=.*");
    }
  }
}
