package hk.innopark.dashboards;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One panel while it is put together: what it shows, and how. */
final class Panel {
  private final ObjectNode node = Json.object();
  private final Source source;
  private final int width;
  private final int height;

  /**
   * @param width in columns, of which a row has 24
   * @param height in Grafana's rows of 30 pixels
   */
  Panel(String type, Source source, String title, String description, int width, int height) {
    this.source = source;
    this.width = width;
    this.height = height;
    node.put("type", type).put("title", title).put("description", description);
    node.set("datasource", source.reference());
    node.set("gridPos", Json.object());
    node.set("options", Json.object());
    node.set("fieldConfig", Json.object("{\"defaults\": {}, \"overrides\": []}"));
    node.putArray("targets");
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  Panel options(String format, Object... arguments) {
    node.set("options", Json.object(format, arguments));
    return this;
  }

  /** Members of {@code fieldConfig.defaults}. */
  Panel defaults(String format, Object... arguments) {
    ((ObjectNode) node.at("/fieldConfig/defaults")).setAll(Json.object(format, arguments));
    return this;
  }

  Panel unit(Unit unit) {
    return defaults("{\"unit\": \"%s\", \"decimals\": %d}", unit.id, unit.decimals);
  }

  /** An InfluxQL query whose columns become series. */
  Panel query(String influxql) {
    return influx(influxql, "time_series");
  }

  /** The same, each series named after tags: {@code $tag_line}, or {@code $col}. */
  Panel query(String alias, String influxql) {
    query(influxql);
    lastTarget().put("alias", alias);
    return this;
  }

  /** An InfluxQL query whose answer is a table. */
  Panel tableQuery(String influxql) {
    return influx(influxql, "table");
  }

  /** A PromQL query over the range. */
  Panel prometheus(String legend, String expression) {
    ObjectNode target = target();
    target.put("expr", expression).put("legendFormat", legend).put("range", true);
    return this;
  }

  /** A PromQL query of the end of the range. */
  Panel prometheusNow(String legend, String expression) {
    ObjectNode target = target();
    target.put("expr", expression).put("legendFormat", legend).put("instant", true);
    return this;
  }

  /** One more way to show the field of this name. */
  Panel override(String field, String property, String valueJson) {
    return matching("byName", field, property, valueJson);
  }

  Panel overridePattern(String pattern, String property, String valueJson) {
    return matching("byRegexp", pattern, property, valueJson);
  }

  Panel color(String field, String color) {
    return override(field, "color", fixed(color));
  }

  /** The colour of each state for the field of its name. */
  Panel stateColors() {
    for (State state : State.values()) {
      color(state.label, state.color);
    }
    return this;
  }

  Panel unit(String field, Unit unit) {
    override(field, "unit", "\"" + unit.id + "\"");
    return override(field, "decimals", Integer.toString(unit.decimals));
  }

  /** The first colour from below, then a colour from each value on. */
  Panel thresholds(String base, Object... valuesAndColors) {
    ObjectNode thresholds = Json.object("{\"mode\": \"absolute\", \"steps\": []}");
    ArrayNode steps = (ArrayNode) thresholds.get("steps");
    steps.add(Json.object("{\"color\": \"%s\", \"value\": null}", base));
    for (int i = 0; i < valuesAndColors.length; i += 2) {
      steps.add(
          Json.object(
              "{\"color\": \"%s\", \"value\": %s}", valuesAndColors[i + 1], valuesAndColors[i]));
    }
    ((ObjectNode) node.at("/fieldConfig/defaults")).set("thresholds", thresholds);
    return defaults("{\"color\": {\"mode\": \"thresholds\"}}");
  }

  Panel transform(String format, Object... arguments) {
    node.withArray("transformations").add(Json.object(format, arguments));
    return this;
  }

  ObjectNode place(int id, int x, int y) {
    node.put("id", id);
    node.set(
        "gridPos",
        Json.object("{\"h\": %d, \"w\": %d, \"x\": %d, \"y\": %d}", height, width, x, y));
    return node;
  }

  static String fixed(String color) {
    return "{\"mode\": \"fixed\", \"fixedColor\": \"" + color + "\"}";
  }

  private Panel influx(String influxql, String format) {
    ObjectNode target = target();
    target.put("query", influxql).put("rawQuery", true).put("resultFormat", format);
    return this;
  }

  private ObjectNode target() {
    ArrayNode targets = (ArrayNode) node.get("targets");
    ObjectNode target = targets.addObject();
    target.put("refId", String.valueOf((char) ('A' + targets.size() - 1)));
    target.set("datasource", source.reference());
    return target;
  }

  private ObjectNode lastTarget() {
    ArrayNode targets = (ArrayNode) node.get("targets");
    return (ObjectNode) targets.get(targets.size() - 1);
  }

  private Panel matching(String matcher, String options, String property, String valueJson) {
    ArrayNode overrides = (ArrayNode) node.at("/fieldConfig/overrides");
    for (var override : overrides) {
      if (override.at("/matcher/options").asText().equals(options)) {
        ((ArrayNode) override.get("properties"))
            .add(Json.object("{\"id\": \"%s\", \"value\": %s}", property, valueJson));
        return this;
      }
    }
    ObjectNode override =
        Json.object(
            "{\"matcher\": {\"id\": \"%s\"}, \"properties\": [{\"id\": \"%s\", \"value\": %s}]}",
            matcher, property, valueJson);
    ((ObjectNode) override.get("matcher")).put("options", options);
    overrides.add(override);
    return this;
  }
}
