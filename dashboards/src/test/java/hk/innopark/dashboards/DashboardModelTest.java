package hk.innopark.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dashboards are of Grafana's published types. */
class DashboardModelTest {
  private static JsonSchema schema;

  @BeforeAll
  static void readSchema() throws IOException {
    try (InputStream published =
        DashboardModelTest.class.getResourceAsStream("/dashboard.schema.json")) {
      schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(published);
    }
  }

  static List<GrafanaDashboard> dashboards() {
    List<GrafanaDashboard> dashboards =
        new ArrayList<>(DashboardCatalogue.of(Audience.TENANT, SamplePlants.goldenNoodle()));
    dashboards.addAll(DashboardCatalogue.of(Audience.HKSTP, SamplePlants.all()));
    dashboards.addAll(DashboardCatalogue.of(Audience.OPERATIONS, Plant.unknown()));
    return dashboards;
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void isOfGrafanasPublishedTypes(GrafanaDashboard dashboard) {
    assertThat(problems(dashboard.model())).isEmpty();
  }

  @Test
  void aMisspeltMemberOrValueIsNoDashboard() throws IOException {
    assertThat(problemsOf("/panels/1", "{\"discription\": \"x\"}")).isNotEmpty();
    assertThat(problemsOf("/panels/1/options", "{\"colorMod\": \"value\"}")).isNotEmpty();
    assertThat(problemsOf("/panels/1/options", "{\"colorMode\": \"valu\"}")).isNotEmpty();
    assertThat(problemsOf("/panels/1/fieldConfig/defaults", "{\"decimals\": \"1\"}")).isNotEmpty();
    assertThat(problemsOf("/panels/1/targets/0", "{\"resultFormat\": \"list\"}")).isNotEmpty();
    assertThat(problemsOf("/templating/list/0", "{\"type\": \"source\"}")).isNotEmpty();
    assertThat(problemsOf("/panels/1", "{}")).isEmpty();
  }

  @Test
  void makingThemAgainGivesTheSame() {
    assertThat(dashboards().stream().map(GrafanaDashboard::json))
        .containsExactlyElementsOf(dashboards().stream().map(GrafanaDashboard::json).toList());
  }

  private static List<String> problemsOf(String at, String change) throws IOException {
    ObjectNode model = dashboards().get(0).model();
    ((ObjectNode) model.at(at)).setAll((ObjectNode) new ObjectMapper().readTree(change));
    return problems(model);
  }

  private static List<String> problems(JsonNode dashboard) {
    List<String> problems = new ArrayList<>();
    for (ValidationMessage message : schema.validate(dashboard)) {
      problems.add(message.getMessage());
    }
    return problems;
  }
}
