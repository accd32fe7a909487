package hk.innopark.dashboards;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A dashboard while it is put together: panels flow into rows of 24 columns. */
final class Page {
  private static final int COLUMNS = 24;

  private final ObjectNode node = Json.resource("look/page.json");
  private final ArrayNode panels = (ArrayNode) node.get("panels");
  private final String key;
  private final Audience audience;
  private final Texts texts;
  private int nextId = 1;
  private int x;
  private int y;
  private int rowHeight;

  /**
   * @param from when its range begins at first, such as {@code now-24h}
   */
  Page(String key, Audience audience, Texts texts, String from) {
    this.key = key;
    this.audience = audience;
    this.texts = texts;
    Language language = texts.language();
    String tag = "innopark-" + language.tag;
    node.put("uid", uid(key, language)).put("title", texts.get("page." + key));
    node.put("description", texts.get("page." + key + ".about"));
    node.set("tags", Json.node(List.of(tag, audience.folder())));
    Json.set(node, "time.from", from);
    ((ArrayNode) node.get("links"))
        .add(Links.toPages("INNOPARK", tag))
        .add(
            Links.toAddress(
                language.other().ownName,
                "/d/" + uid(key, language.other()) + "?" + Links.RANGE_AND_CHOICES));
  }

  static String uid(String key, Language language) {
    return "innopark-" + key + language.suffix;
  }

  /** One value of a tag. */
  Page one(String tag, String query) {
    return choice(tag, query, Json.of("includeAll", false, "multi", false));
  }

  /** Any values of a tag; at first all. */
  Page several(String tag, String query) {
    ObjectNode members = Json.of("includeAll", true, "multi", true, "allValue", ".*");
    members.set("current", Json.of("text", List.of("All"), "value", List.of("$__all")));
    return choice(tag, query, members);
  }

  private Page choice(String tag, String query, ObjectNode members) {
    ObjectNode variable = Json.resource("look/variable.json").put("name", tag);
    variable.put("label", texts.get("variable." + tag)).put("query", query).setAll(members);
    variable.set("datasource", Source.FIGURES.reference());
    return variable(variable);
  }

  /** How long the periods are that are shown; its text is InfluxQL's duration. */
  Page grain() {
    ObjectNode variable = Json.resource("look/grain.json");
    return variable(variable.put("label", texts.get("variable.grain")));
  }

  private Page variable(ObjectNode variable) {
    ((ArrayNode) node.at("/templating/list")).add(variable);
    return this;
  }

  /** A heading over what follows. */
  Page row(String row) {
    breakLine();
    panels.add(
        Json.of(
            "type",
            "row",
            "title",
            texts.get("row." + key + "." + row),
            "collapsed",
            false,
            "id",
            nextId++,
            "panels",
            List.of(),
            "gridPos",
            Json.of("h", 1, "w", 24, "x", 0, "y", y)));
    y++;
    return this;
  }

  Page panels(Panel... all) {
    for (Panel panel : all) {
      if (x + panel.width() > COLUMNS) {
        breakLine();
      }
      panels.add(panel.place(nextId++, x, y));
      x += panel.width();
      rowHeight = Math.max(rowHeight, panel.height());
    }
    return this;
  }

  GrafanaDashboard build() {
    return new GrafanaDashboard(uid(key, texts.language()), audience, texts.language(), node);
  }

  private void breakLine() {
    y += rowHeight;
    x = 0;
    rowHeight = 0;
  }
}
