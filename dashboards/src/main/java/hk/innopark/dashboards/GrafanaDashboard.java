package hk.innopark.dashboards;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One dashboard in one language.
 *
 * @param uid its identity in Grafana
 */
public record GrafanaDashboard(String uid, Audience audience, Language language, ObjectNode model) {
  public GrafanaDashboard {
    model = model.deepCopy();
  }

  @Override
  public ObjectNode model() {
    return model.deepCopy();
  }

  @Override
  public String toString() {
    return uid;
  }

  /** As a person reads it. */
  public String json() {
    return Json.text(model);
  }
}
