package hk.innopark.dashboards;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One dashboard.
 *
 * @param uid its identity in Grafana, and the name of its file
 */
public record GrafanaDashboard(String uid, Audience audience, ObjectNode model) {
  public GrafanaDashboard {
    model = model.deepCopy();
  }

  @Override
  public ObjectNode model() {
    return model.deepCopy();
  }

  /** Where its JSON lies, below {@code dashboards/grafana/dashboards}. */
  public String path() {
    return audience.folder() + "/" + uid + ".json";
  }

  /** The content of its file. */
  public String json() {
    return Json.text(model);
  }
}
