package hk.innopark.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A query of a dashboard.
 *
 * @param place where it stands, for a person
 */
record DashboardQuery(String place, boolean isInflux, String text) {

  /** Those of panels. */
  static List<DashboardQuery> ofPanels(GrafanaDashboard dashboard) {
    List<DashboardQuery> queries = new ArrayList<>();
    for (JsonNode panel : dashboard.model().get("panels")) {
      for (JsonNode target : panel.path("targets")) {
        String place =
            dashboard.uid()
                + " / "
                + panel.get("title").asText()
                + " / "
                + target.get("refId").asText();
        boolean influx = target.has("query");
        queries.add(
            new DashboardQuery(place, influx, target.get(influx ? "query" : "expr").asText()));
      }
    }
    return queries;
  }

  /** Those that fill variables. */
  static List<DashboardQuery> ofVariables(GrafanaDashboard dashboard) {
    List<DashboardQuery> queries = new ArrayList<>();
    for (JsonNode variable : dashboard.model().at("/templating/list")) {
      if (variable.get("type").asText().equals("query")) {
        queries.add(
            new DashboardQuery(
                dashboard.uid() + " / $" + variable.get("name").asText(),
                true,
                variable.get("query").asText()));
      }
    }
    return queries;
  }

  static long panels(GrafanaDashboard dashboard) {
    long panels = 0;
    for (JsonNode panel : dashboard.model().get("panels")) {
      panels += panel.get("type").asText().equals("row") ? 0 : 1;
    }
    return panels;
  }
}
