package hk.innopark.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Panels with the answers to their queries, drawn by Grafana's own {@code @grafana/data} in Node.
 * .ci/run installs the packages.
 */
final class RenderedPanels {
  /** Types that show what their queries give. */
  private static final Set<String> DRAWN =
      Set.of("stat", "timeseries", "barchart", "state-timeline", "table");

  private static final Path PACKAGES = Path.of("target/npm/node_modules");
  private static final Path FOLDER = Path.of("target/panels");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MINUTES = 5;

  private final ArrayNode panels = JSON.createArrayNode();

  /** The answer of a query: what is below {@code results/0} of InfluxDB's. */
  interface Source {
    JsonNode answer(String query) throws Exception;
  }

  static boolean isPossible() {
    return Files.isDirectory(PACKAGES.resolve("@grafana/data"));
  }

  /**
   * @param plant whose names must be shown where it has any
   */
  void add(ShownPanel panel, Plant plant, Source source) throws Exception {
    if (!DRAWN.contains(panel.text("/type"))) {
      return;
    }
    ObjectNode added = panels.addObject();
    added.put("dashboard", panel.dashboard().uid());
    added.put("width", Columns.panelPixels(panel.width()));
    added.set("panel", panel.node());
    ArrayNode ids = added.putArray("ids");
    plant.names().forEach((id, name) -> ids.add(id.equals(name) ? "" : id));
    ArrayNode answers = added.putArray("answers");
    for (JsonNode target : panel.targets().toList()) {
      ObjectNode answer = answers.addObject();
      answer.set("target", target);
      JsonNode series = source.answer(target.get("query").asText()).path("series");
      answer.set("series", series.isMissingNode() ? JSON.createArrayNode() : series);
    }
  }

  /** What each panel shows; also as a table in {@code target/panels/table.md}. */
  JsonNode draw() throws IOException, InterruptedException {
    Files.createDirectories(FOLDER);
    Path input = FOLDER.resolve("panels.json");
    Path output = FOLDER.resolve("drawn.json");
    JSON.writeValue(input.toFile(), panels);
    ProcessBuilder node =
        new ProcessBuilder("node", "src/test/js/render.cjs", input.toString(), output.toString());
    node.environment().put("NODE_PATH", PACKAGES.toAbsolutePath().toString());
    Path log = FOLDER.resolve("node.log");
    Process process = node.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
      process.destroy();
      throw new IOException("node src/test/js/render.cjs failed: " + Files.readString(log));
    }
    JsonNode drawn = JSON.readTree(output.toFile());
    Files.writeString(FOLDER.resolve("table.md"), table(drawn));
    return drawn;
  }

  private static String table(JsonNode drawn) {
    StringBuilder table =
        new StringBuilder(
            "| Page | Panel | Type | Fields | Visible | Shows |\n|---|---|---|--:|--:|---|\n");
    for (JsonNode panel : drawn) {
      table.append(
          "| %s | %s | %s | %d | %s | %s |%n"
              .formatted(
                  panel.get("dashboard").asText(),
                  panel.get("title").asText(),
                  panel.get("type").asText(),
                  panel.get("fields").asInt(),
                  panel.path("visible").asText(),
                  panel.get("sample").asText().replace("|", "/")));
    }
    return table.toString();
  }
}
