package hk.innopark.dashboards;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The choices at the top of a page. */
final class Variables {
  private Variables() {}

  /** A data source of this type whose name matches. */
  static ObjectNode source(Source source, String label, String namePattern) {
    ObjectNode variable =
        Json.object(
            """
            {"type": "datasource", "name": "%s", "label": "%s", "query": "%s", "refresh": 1,
             "hide": 0, "includeAll": false, "multi": false, "skipUrlSync": false, "options": []}
            """,
            source.variable, label, source.type);
    return variable.put("regex", namePattern);
  }

  /** One value of a tag: origins are never added together. */
  static ObjectNode one(String tag, String label, String query) {
    return tag(tag, label, query).put("includeAll", false).put("multi", false);
  }

  /** Any values of a tag; at first all. */
  static ObjectNode several(String tag, String label, String query) {
    ObjectNode variable = tag(tag, label, query);
    variable.put("includeAll", true).put("multi", true).put("allValue", ".*");
    variable.set("current", Json.object("{\"text\": [\"All\"], \"value\": [\"$__all\"]}"));
    return variable;
  }

  private static ObjectNode tag(String tag, String label, String query) {
    ObjectNode variable =
        Json.object(
            """
            {"type": "query", "name": "%s", "label": "%s", "refresh": 2, "regex": "", "sort": 5,
             "hide": 0, "skipUrlSync": false, "options": []}
            """,
            tag, label);
    variable.set("datasource", Source.FIGURES.reference());
    return variable.put("query", query);
  }

  /** How long the periods are that are shown; the first is the usual one. */
  static ObjectNode grain(String... grains) {
    ObjectNode variable =
        Json.object(
            """
            {"type": "custom", "name": "grain", "label": "Period", "hide": 0, "includeAll": false,
             "multi": false, "skipUrlSync": false, "query": "%s",
             "current": {"selected": true, "text": "%s", "value": "%s"}, "options": []}
            """,
            String.join(",", grains), grains[0], grains[0]);
    for (String grain : grains) {
      variable
          .withArray("options")
          .add(
              Json.object(
                  "{\"selected\": %b, \"text\": \"%s\", \"value\": \"%s\"}",
                  grain.equals(grains[0]), grain, grain));
    }
    return variable;
  }
}
