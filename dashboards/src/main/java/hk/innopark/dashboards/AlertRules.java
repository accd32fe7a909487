package hk.innopark.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The group of alert rules that an organisation over figures has, as Grafana's provisioning API
 * takes it. Titles and summaries are in both languages, since a rule has one text for all readers.
 */
public final class AlertRules {
  /** The group's name in Grafana. */
  public static final String GROUP = "Plants";

  private static final String EXPRESSION = "__expr__";

  private AlertRules() {}

  /**
   * @param folder the uid of the folder in which the rules lie
   * @param page the page on which a reader sees more
   */
  public static ObjectNode group(String folder, GrafanaDashboard page) {
    Texts english = Texts.of(Language.ENGLISH);
    Texts chinese = Texts.of(Language.TRADITIONAL_CHINESE);
    return group(folder, page, english, chinese);
  }

  static ObjectNode group(String folder, GrafanaDashboard page, Texts english, Texts chinese) {
    ObjectNode group = Json.of("title", GROUP, "folderUid", folder, "interval", 60);
    ArrayNode rules = group.putArray("rules");
    int panel = activeAlerts(page, english, chinese);
    for (AlertRule rule : AlertRule.values()) {
      String key = "alert." + rule.kind();
      rules.add(
          rule(rule, folder)
              .put("title", english.get(key) + " · " + chinese.get(key))
              .set(
                  "annotations",
                  Json.of(
                      "summary",
                      english.get(key + ".summary") + " " + chinese.get(key + ".summary"),
                      "description",
                      english.get("alert.description"),
                      "__dashboardUid__",
                      page.uid(),
                      "__panelId__",
                      Integer.toString(panel))));
    }
    return group;
  }

  private static ObjectNode rule(AlertRule rule, String folder) {
    ObjectNode node =
        Json.of(
            "uid",
            rule.uid(),
            "folderUID",
            folder,
            "ruleGroup",
            GROUP,
            "condition",
            "C",
            // that nothing comes at all is told by Prometheus: deploy/prometheus/rules.yml
            "noDataState",
            "OK",
            "execErrState",
            "Error",
            "for",
            rule.lasts(),
            "isPaused",
            false);
    node.set("labels", Json.of("kind", rule.kind(), "severity", rule.severity));
    node.putArray("data")
        .add(query(rule))
        .add(
            step(
                "B",
                EXPRESSION,
                0,
                Json.of("type", "reduce", "expression", "A", "reducer", "last")))
        .add(step("C", EXPRESSION, 0, threshold(rule)));
    return node;
  }

  private static ObjectNode query(AlertRule rule) {
    return step(
        "A",
        Source.FIGURES.uid(),
        rule.rangeSeconds(),
        Json.of(
            "query",
            rule.query(),
            "rawQuery",
            true,
            "resultFormat",
            "time_series",
            "intervalMs",
            60_000,
            "maxDataPoints",
            43_200));
  }

  private static ObjectNode threshold(AlertRule rule) {
    ObjectNode threshold = Json.of("type", "threshold", "expression", "B");
    threshold
        .putArray("conditions")
        .addObject()
        .set("evaluator", Json.of("type", rule.side(), "params", new double[] {rule.bound()}));
    return threshold;
  }

  private static ObjectNode step(String refId, String source, int fromSeconds, ObjectNode model) {
    boolean isExpression = source.equals(EXPRESSION);
    model.put("refId", refId);
    model.set(
        "datasource",
        isExpression ? Json.of("type", EXPRESSION, "uid", EXPRESSION) : Source.FIGURES.reference());
    return Json.of(
        "refId",
        refId,
        "datasourceUid",
        source,
        "relativeTimeRange",
        Json.of("from", fromSeconds, "to", 0),
        "model",
        model);
  }

  private static int activeAlerts(GrafanaDashboard page, Texts... texts) {
    for (JsonNode panel : page.model().get("panels")) {
      for (Texts language : texts) {
        if (panel.get("title").asText().equals(language.get("panel.alerts.active"))) {
          return panel.get("id").asInt();
        }
      }
    }
    throw new IllegalStateException("page " + page.uid() + " has no table of active alerts");
  }
}
