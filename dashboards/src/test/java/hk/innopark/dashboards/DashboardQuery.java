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
    for (ShownPanel panel : ShownPanel.of(List.of(dashboard))) {
      panel
          .targets()
          .forEach(
              target -> {
                boolean influx = target.has("query");
                queries.add(
                    new DashboardQuery(
                        panel + " / " + target.get("refId").asText(),
                        influx,
                        target.get(influx ? "query" : "expr").asText()));
              });
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
}
