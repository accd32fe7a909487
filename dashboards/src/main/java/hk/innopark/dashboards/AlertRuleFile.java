package hk.innopark.dashboards;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/**
 * The file from which Grafana takes its alert rules, for its first organisation: HKSTP and
 * operators, over the bucket of all tenants.
 */
final class AlertRuleFile {
  /** Where it lies in the repository. */
  static final String PATH = "deploy/grafana/provisioning/alerting/rules.yaml";

  private static final String HEADER =
      "# Made by hk.innopark.dashboards.DashboardGenerator; a change here is undone by a test.\n";
  private static final String SOURCE = "innopark-hkstp";
  private static final YAMLMapper MAPPER =
      new YAMLMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .build());

  private AlertRuleFile() {}

  static ObjectNode model() {
    ObjectNode file =
        Json.object(
            """
            {"apiVersion": 1, "groups": [
              {"orgId": 1, "name": "Plants", "folder": "HKSTP", "interval": "1m", "rules": []}]}
            """);
    GrafanaDashboard page = new HkstpPage().build();
    ArrayNode rules = (ArrayNode) file.at("/groups/0/rules");
    for (AlertRule rule : AlertRule.values()) {
      rules.add(rule(rule, page.uid(), panel(page, rule)));
    }
    return file;
  }

  /** The content of the file. */
  static String yaml() {
    try {
      return HEADER + MAPPER.writeValueAsString(model());
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static ObjectNode rule(AlertRule rule, String page, int panel) {
    ObjectNode node = Json.object();
    node.put("uid", rule.uid()).put("title", rule.title).put("condition", "C");
    node.putArray("data").add(query(rule)).add(last()).add(threshold(rule));
    node.put("dashboardUid", page).put("panelId", panel);
    // that nothing comes at all is told by Prometheus: deploy/prometheus/rules.yml
    node.put("noDataState", "OK").put("execErrState", "Error");
    node.put("for", rule.lasts());
    node.putObject("annotations")
        .put("summary", rule.summary)
        .put("description", "docs/alerts.md says when it is raised and cleared.")
        .put("__dashboardUid__", page)
        .put("__panelId__", Integer.toString(panel));
    node.putObject("labels").put("kind", rule.kind()).put("severity", rule.severity);
    return node.put("isPaused", false);
  }

  private static ObjectNode query(AlertRule rule) {
    ObjectNode model =
        Json.object(
            """
            {"refId": "A", "datasource": {"type": "influxdb", "uid": "%s"}, "rawQuery": true,
             "resultFormat": "time_series", "intervalMs": 60000, "maxDataPoints": 43200}
            """,
            SOURCE);
    return step("A", SOURCE, rule.rangeSeconds(), model.put("query", rule.query()));
  }

  private static ObjectNode last() {
    return expression(
        "B",
        "{\"refId\": \"B\", \"type\": \"reduce\", \"expression\": \"A\", \"reducer\": \"last\"}");
  }

  private static ObjectNode threshold(AlertRule rule) {
    return expression(
        "C",
        "{\"refId\": \"C\", \"type\": \"threshold\", \"expression\": \"B\", \"conditions\":"
            + " [{\"evaluator\": "
            + rule.evaluator()
            + "}]}");
  }

  private static ObjectNode expression(String refId, String model) {
    ObjectNode expression = Json.object(model);
    expression.set("datasource", Json.object("{\"type\": \"__expr__\", \"uid\": \"__expr__\"}"));
    return step(refId, "__expr__", 0, expression);
  }

  private static ObjectNode step(String refId, String source, int fromSeconds, ObjectNode model) {
    ObjectNode step = Json.object().put("refId", refId);
    step.putObject("relativeTimeRange").put("from", fromSeconds).put("to", 0);
    step.put("datasourceUid", source);
    step.set("model", model);
    return step;
  }

  /** The panel on which a reader sees more. */
  private static int panel(GrafanaDashboard page, AlertRule rule) {
    String title = rule.isOfTheStream() ? "Active alerts" : "Completeness";
    for (JsonNode panel : page.model().get("panels")) {
      if (panel.get("title").asText().equals(title)) {
        return panel.get("id").asInt();
      }
    }
    throw new IllegalStateException("page " + page.uid() + " has no panel " + title);
  }
}
