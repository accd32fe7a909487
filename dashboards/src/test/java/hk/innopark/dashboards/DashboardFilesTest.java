package hk.innopark.dashboards;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The committed JSON: made by the generator, and of Grafana's published types. */
class DashboardFilesTest {
  private static final Path FOLDER = Path.of("grafana/dashboards");

  private static JsonSchema schema;

  @BeforeAll
  static void readSchema() throws IOException {
    try (InputStream published =
        DashboardFilesTest.class.getResourceAsStream("/dashboard.schema.json")) {
      schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(published);
    }
  }

  static List<GrafanaDashboard> dashboards() {
    return DashboardCatalogue.all();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void theCommittedFileIsWhatTheGeneratorMakes(GrafanaDashboard dashboard) throws IOException {
    assertThat(Files.readString(FOLDER.resolve(dashboard.path())))
        .as("run hk.innopark.dashboards.DashboardGenerator dashboards/grafana/dashboards")
        .isEqualTo(dashboard.json());
  }

  @Test
  void thereAreNoOtherFiles() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> FOLDER.relativize(file).toString()))
          .containsExactlyInAnyOrderElementsOf(
              dashboards().stream().map(GrafanaDashboard::path).toList());
    }
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void isOfGrafanasPublishedTypes(GrafanaDashboard dashboard) {
    assertThat(problems(dashboard.model())).isEmpty();
  }

  @Test
  void aMisspeltMemberOrValueIsNoDashboard() {
    assertThat(problemsOf("/panels/1", "{\"discription\": \"x\"}")).isNotEmpty();
    assertThat(problemsOf("/panels/1/options", "{\"colorMod\": \"value\"}")).isNotEmpty();
    assertThat(problemsOf("/panels/1/options", "{\"colorMode\": \"valu\"}")).isNotEmpty();
    assertThat(problemsOf("/panels/1/fieldConfig/defaults", "{\"decimals\": \"1\"}")).isNotEmpty();
    assertThat(problemsOf("/panels/1/targets/0", "{\"resultFormat\": \"list\"}")).isNotEmpty();
    assertThat(problemsOf("/templating/list/0", "{\"type\": \"source\"}")).isNotEmpty();
    assertThat(problemsOf("/panels/1", "{}")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("dashboards")
  void everyPanelSaysWhatItShowsAndNoTwoLieOverEachOther(GrafanaDashboard dashboard) {
    Set<Integer> ids = new HashSet<>();
    Set<String> cells = new HashSet<>();
    for (JsonNode panel : dashboard.model().get("panels")) {
      assertThat(ids.add(panel.get("id").asInt())).as("id of %s", panel.get("title")).isTrue();
      JsonNode place = panel.get("gridPos");
      for (int x = 0; x < place.get("w").asInt(); x++) {
        for (int y = 0; y < place.get("h").asInt(); y++) {
          int column = place.get("x").asInt() + x;
          assertThat(column).isLessThan(24);
          assertThat(cells.add(column + "," + (place.get("y").asInt() + y)))
              .as("place of %s", panel.get("title"))
              .isTrue();
        }
      }
      if (!panel.get("type").asText().equals("row")) {
        assertThat(panel.get("description").asText()).isNotBlank();
        assertThat(panel.get("targets")).isNotEmpty();
      }
    }
  }

  private static List<String> problemsOf(String at, String change) {
    ObjectNode model = dashboards().get(0).model();
    ((ObjectNode) model.at(at)).setAll(Json.object(change.replace("%", "%%")));
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
