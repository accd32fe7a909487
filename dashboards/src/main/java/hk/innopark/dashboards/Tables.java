package hk.innopark.dashboards;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A page's tables: columns in a fixed order that all fit, and names instead of ids. */
final class Tables {
  private final Panels panels;
  private final Texts texts;
  private final Plant plant;

  Tables(Panels panels) {
    this.panels = panels;
    this.texts = panels.texts();
    this.plant = panels.plant();
  }

  /** A line for each value of the tags, the worst first; each figure is a column. */
  Panel table(String key, Rows rows, int height, String[] tags, Order order, Figure... figures) {
    Panel panel = panels.panel(Look.TABLE, key, rows, 24, height);
    Map<String, String> names = new LinkedHashMap<>();
    for (String tag : tags) {
      names.put(tag, texts.get("column." + tag));
      tagColumn(panel, tag);
    }
    Arrays.stream(figures)
        .filter(figure -> !figure.isRatio())
        .map(figure -> figure.measurement)
        .distinct()
        .forEach(measurement -> panel.table(rows.totals(tags, amounts(measurement, figures))));
    for (Figure figure : figures) {
      names.put(figure.name(), texts.get(figure.key()));
      if (figure.isRatio()) {
        panel.table(rows.total(figure, tags));
      }
      figureColumn(panel, figure);
    }
    panel.transform("merge", Json.of());
    return organized(panel, names)
        .set("options.sortBy", sortedBy(texts.get(order.by().key()), order.greatestFirst()));
  }

  /** By what a table is sorted. */
  record Order(Figure by, boolean greatestFirst) {
    static Order leastFirst(Figure by) {
      return new Order(by, false);
    }

    static Order greatestFirst(Figure by) {
      return new Order(by, true);
    }
  }

  private static Figure[] amounts(String measurement, Figure... figures) {
    return Arrays.stream(figures)
        .filter(figure -> !figure.isRatio() && figure.measurement.equals(measurement))
        .toArray(Figure[]::new);
  }

  /** A column of a tag: names instead of ids, at a width of its own. */
  Panel tagColumn(Panel panel, String tag) {
    panel.override(tag, "custom.minWidth", Columns.widthOf(tag));
    Map<String, ObjectNode> names = new LinkedHashMap<>();
    if (tag.equals("estate")) {
      Estates.IDS.forEach(id -> names.put(id, Json.of("text", texts.get("estate." + id))));
    } else {
      plant.names().keySet().stream()
          .filter(id -> !id.contains(" / "))
          .sorted()
          .forEach(id -> names.put(id, Json.of("text", plant.name(id))));
    }
    return names.isEmpty() ? panel : panel.override(tag, "mappings", List.of(Json.mapping(names)));
  }

  /** The columns in this order under these names, and no other. */
  Panel organized(Panel panel, Map<String, String> names, String... hidden) {
    Map<String, Integer> order = new LinkedHashMap<>();
    names.keySet().forEach(name -> order.put(name, order.size()));
    ObjectNode excluded = Json.of("Time", !names.containsKey("Time"));
    for (String column : hidden) {
      excluded.put(column, true);
    }
    return panel.transform(
        "organize",
        Json.of("excludeByName", excluded, "indexByName", order, "renameByName", names));
  }

  /** Rows as they were written, the newest first. */
  Panel written(
      String key,
      Rows rows,
      String measurement,
      String columns,
      List<String> tags,
      List<Figure> figures) {
    Panel panel = panels.panel(Look.TABLE, key, rows, 24, 9);
    Map<String, String> names = new LinkedHashMap<>();
    names.put("Time", texts.get("column.Time"));
    panel.override("Time", "unit", rows.timeUnit()).override("Time", "custom.width", 140);
    for (String tag : tags) {
      names.put(tag, texts.get("column." + tag));
      tagColumn(panel, tag);
    }
    panel.table(rows.written(measurement, columns, tags.toArray(String[]::new)));
    for (Figure figure : figures) {
      names.put(figure.name(), texts.get(figure.key()));
      figureColumn(panel, figure);
    }
    return organized(panel, names).set("options.sortBy", sortedBy(names.get("Time"), true));
  }

  private void figureColumn(Panel panel, Figure figure) {
    int width = Columns.width(texts.get(figure.key()), figure.unit);
    panel
        .unit(figure.name(), figure.unit, texts)
        .override(figure.name(), "noValue", "–")
        .override(figure.name(), "custom.width", width);
  }

  private static List<ObjectNode> sortedBy(String column, boolean descending) {
    return List.of(Json.of("displayName", column, "desc", descending));
  }

  /** A cell of the tag leads to the console's page of the tenant, where there is a console. */
  Panel linkedToConsole(Panel panel, String tag) {
    return plant.console() == null
        ? panel
        : panel.override(
            tag,
            "links",
            List.of(
                Json.of(
                    "title",
                    texts.get("link.console"),
                    "url",
                    plant.console()
                        + "/tenants/${__value.raw}?from=${__from}&to=${__to}&origin=${origin}")));
  }

  /** The columns in this order under these names, and no other, whatever else a query gives. */
  Panel only(Panel panel, Map<String, String> names) {
    return organized(
        panel.transform(
            "filterFieldsByName",
            Json.of("include", Json.of("names", List.copyOf(names.keySet())))),
        names);
  }
}
