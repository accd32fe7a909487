package hk.innopark.dashboards;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A page's panels, in its reader's language and with the registry's names. */
final class Panels {
  private static final int TILE_HEIGHT = 4;
  private static final int HEIGHT = 8;

  private final String page;
  private final Texts texts;
  private final Plant plant;
  private final Source source;

  Panels(String page, Texts texts, Plant plant, Source source) {
    this.page = page;
    this.texts = texts;
    this.plant = plant;
    this.source = source;
  }

  /** The same with texts of another name, for panels that several pages have. */
  Panels shared(String name) {
    return new Panels(name, texts, plant, source);
  }

  Texts texts() {
    return texts;
  }

  Plant plant() {
    return plant;
  }

  /** A panel with the title and description that the page's key has. */
  Panel panel(Look look, String key, int width, int height) {
    String name = "panel." + page + "." + key;
    return new Panel(look, source, texts.get(name), texts.get(name + ".about"), width, height)
        .empty(texts.get("empty.range"));
  }

  /** A panel that asks no source. */
  Panel unasked(Look look, String key, int width, int height) {
    String name = "panel." + page + "." + key;
    return new Panel(look, null, texts.get(name), texts.get(name + ".about"), width, height);
  }

  /** The same of a figure, by the pattern of a title that names it. */
  private Panel panel(Look look, Figure figure, String pattern, Rows rows, int width, int height) {
    String title =
        pattern == null
            ? texts.get(figure.key())
            : texts.get("pattern." + pattern, texts.get(figure.key()));
    String about = texts.get(figure.key() + ".about");
    return noted(new Panel(look, source, title, about, width, height), about, rows)
        .unit(figure.unit, texts)
        .empty(texts.get("empty.range"));
  }

  private Panel noted(Panel panel, String about, Rows rows) {
    return rows.note == null ? panel : panel.set("description", about + " " + texts.get(rows.note));
  }

  /** The same, which says of which choices it takes no notice. */
  Panel panel(Look look, String key, Rows rows, int width, int height) {
    String about = texts.get("panel." + page + "." + key + ".about");
    return noted(panel(look, key, width, height), about, rows);
  }

  // --- tiles ---

  Panel tile(Figure figure, Rows rows) {
    return panel(Look.TILE, figure, null, rows, 4, TILE_HEIGHT).query("", rows.total(figure));
  }

  /** Of the month in which the range ends. */
  Panel monthTile(Figure figure, String field) {
    return panel(Look.TILE, figure, null, Rows.TENANT_MONTHS, 4, TILE_HEIGHT)
        .query("", Rows.TENANT_MONTHS.month(field, figure.measurement));
  }

  Panel tile(String key, Unit unit) {
    return panel(Look.TILE, key, 4, TILE_HEIGHT).unit(unit, texts);
  }

  // --- over time ---

  /** A line for each value of the tag. */
  Panel linesBy(Figure figure, Rows rows, int width, String... tags) {
    return alias(
        panel(Look.LINES, figure, "by_" + tags[tags.length - 1], rows, width, HEIGHT)
            .query(aliasOf(tags), rows.perPeriod(figure, tags)),
        tags);
  }

  /** A line for each figure. */
  Panel lines(String key, Rows rows, int width, Figure... figures) {
    Panel panel = panel(Look.LINES, key, rows, width, HEIGHT).unit(figures[0].unit, texts);
    for (Figure figure : figures) {
      panel.query("$col", rows.perPeriod(figure, new String[0]));
      panel.named(figure.name(), texts.get(figure.key()), figure.color);
    }
    return panel;
  }

  /** Amounts that add up. */
  Panel stack(String key, Rows rows, int width, Figure... figures) {
    return named(
        panel(Look.STACK, key, rows, width, HEIGHT)
            .unit(figures[0].unit, texts)
            .query("$col", rows.perPeriod(figures)),
        figures);
  }

  /** The parts of an amount, by the values of the tag. */
  Panel stackBy(Figure figure, Rows rows, int width, String tag) {
    return alias(
        panel(Look.STACK, figure, "by_" + tag, rows, width, HEIGHT)
            .query(aliasOf(tag), rows.perPeriod(figure, tag)),
        tag);
  }

  /** Amounts to be compared, of each of the last days. */
  Panel compare(String key, Rows rows, int width, Figure... figures) {
    return named(
        panel(Look.COMPARE, key, rows, width, HEIGHT)
            .unit(figures[0].unit, texts)
            .table(rows.perPeriod(figures)),
        figures);
  }

  /** The name and colour of each figure's column. */
  Panel named(Panel panel, Figure... figures) {
    for (Figure figure : figures) {
      panel.named(figure.name(), texts.get(figure.key()), figure.color);
    }
    return panel;
  }

  private static String aliasOf(String... tags) {
    return String.join(" / ", Arrays.stream(tags).map(tag -> "$tag_" + tag).toList());
  }

  /** The registry's names in the legend. */
  Panel alias(Panel panel, String... tags) {
    boolean ofMachines = tags.length > 1;
    plant.names().entrySet().stream()
        .filter(name -> name.getKey().contains(" / ") == ofMachines)
        .filter(name -> !name.getKey().equals(name.getValue()))
        .sorted(Map.Entry.comparingByKey())
        .forEach(name -> panel.override(name.getKey(), "displayName", name.getValue()));
    if (tags[0].equals("estate")) {
      for (String estate : Estates.IDS) {
        panel.override(estate, "displayName", texts.get("estate." + estate));
      }
    }
    return panel;
  }

  // --- states ---

  /** What each machine did. */
  Panel states(int width, int height) {
    String[] tags = {"line", "machine"};
    String query =
        "SELECT mode(\"state\") AS \"state\" FROM "
            + State.minutes("$timeFilter")
            + " WHERE $timeFilter GROUP BY time($__interval), \"line\", \"machine\" fill(null)";
    Panel panel =
        panel(Look.STATES, "states", width, height)
            .defaults("mappings", List.of(State.mapping(texts)))
            .query(aliasOf(tags), query);
    return alias(panel.without("noValue"), tags);
  }

  // --- links ---

  /** To a page of Grafana in the same language, the range and the choices kept. */
  Panel toPage(Panel panel, String key) {
    return panel.link(
        texts.get("page." + key),
        "/d/" + Page.uid(key, texts.language()) + "?" + Links.RANGE_AND_CHOICES);
  }

  /** To the console's page of the same thing, where there is a console. */
  Panel toConsole(Panel panel, String path) {
    return plant.console() == null
        ? panel
        : panel.link(
            texts.get("link.console"),
            plant.console() + path + "?from=${__from}&to=${__to}&origin=${origin}");
  }
}
