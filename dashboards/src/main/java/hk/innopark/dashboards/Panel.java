package hk.innopark.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** One panel while it is put together: what it shows, and how. */
final class Panel {
  private final ObjectNode node;
  private final Source source;
  private final int width;
  private final int height;

  /**
   * @param width in columns, of which a row has 24
   * @param height in Grafana's rows of 30 pixels
   */
  Panel(Look look, Source source, String title, String about, int width, int height) {
    this.node = look.model();
    this.source = source;
    this.width = width;
    this.height = height;
    node.put("title", title).put("description", about);
    if (source != null) {
      node.set("datasource", source.reference());
      node.putArray("targets");
    }
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** A member, by its path with dots. */
  Panel set(String path, Object value) {
    Json.set(node, path, value);
    return this;
  }

  /** A member of what holds for every field. */
  Panel defaults(String path, Object value) {
    return set("fieldConfig.defaults." + path, value);
  }

  Panel without(String path) {
    ((ObjectNode) node.at("/fieldConfig/defaults")).remove(path);
    return this;
  }

  Panel unit(Unit unit, Texts texts) {
    return defaults("unit", unit.id(texts)).defaults("decimals", unit.decimals);
  }

  /** What is said where there is nothing to show. */
  Panel empty(String text) {
    return defaults("noValue", text);
  }

  /** An InfluxQL query whose columns become series, each named after tags or {@code $col}. */
  Panel query(String alias, String influxql) {
    return target(
        "query", influxql, "rawQuery", true, "resultFormat", "time_series", "alias", alias);
  }

  /** An InfluxQL query whose answer is a table. */
  Panel table(String influxql) {
    return target("query", influxql, "rawQuery", true, "resultFormat", "table");
  }

  /** A PromQL query over the range. */
  Panel prometheus(String legend, String expression) {
    return target("expr", expression, "legendFormat", legend, "range", true);
  }

  /** A PromQL query of the end of the range. */
  Panel prometheusNow(String legend, String expression) {
    return target("expr", expression, "legendFormat", legend, "instant", true);
  }

  /** A PromQL query of the end of the range, a row for each series. */
  Panel prometheusTable(String expression) {
    return target("expr", expression, "instant", true, "format", "table");
  }

  private Panel target(Object... members) {
    ArrayNode targets = (ArrayNode) node.get("targets");
    ObjectNode target = targets.addObject();
    target.put("refId", String.valueOf((char) ('A' + targets.size() - 1)));
    target.set("datasource", source.reference());
    target.setAll(Json.of(members));
    return this;
  }

  /** One more way to show the field of this name. */
  Panel override(String field, String property, Object value) {
    ArrayNode overrides = (ArrayNode) node.at("/fieldConfig/overrides");
    ObjectNode added = Json.of("id", property, "value", value);
    for (JsonNode override : overrides) {
      if (override.at("/matcher/options").asText().equals(field)) {
        ((ArrayNode) override.get("properties")).add(added);
        return this;
      }
    }
    overrides.add(
        Json.of(
            "matcher", Json.of("id", "byName", "options", field), "properties", List.of(added)));
    return this;
  }

  /** What a field is called, and its colour where that is not null. */
  Panel named(String field, String name, String color) {
    override(field, "displayName", name);
    return color == null ? this : color(field, color);
  }

  Panel color(String field, String color) {
    return override(field, "color", Json.of("mode", "fixed", "fixedColor", color));
  }

  Panel unit(String field, Unit unit, Texts texts) {
    return override(field, "unit", unit.id(texts)).override(field, "decimals", unit.decimals);
  }

  /** The first colour from below, then a colour from each value on. */
  Panel thresholds(String base, Object... valuesAndColors) {
    ArrayNode steps = node.withArray("/fieldConfig/defaults/thresholds/steps");
    steps.removeAll();
    steps.addObject().putNull("value").put("color", base);
    for (int i = 0; i < valuesAndColors.length; i += 2) {
      steps.add(Json.of("value", valuesAndColors[i], "color", valuesAndColors[i + 1]));
    }
    return defaults("thresholds.mode", "absolute").defaults("color", Json.of("mode", "thresholds"));
  }

  Panel transform(String id, ObjectNode options) {
    node.withArray("transformations").add(Json.of("id", id, "options", options));
    return this;
  }

  /** A link in the panel's corner; the address may use Grafana's variables. */
  Panel link(String title, String url) {
    node.withArray("links").add(Links.toAddress(title, url));
    return this;
  }

  ObjectNode place(int id, int x, int y) {
    node.put("id", id);
    node.set("gridPos", Json.of("h", height, "w", width, "x", x, "y", y));
    return node;
  }
}
