package hk.innopark.dashboards;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A dashboard while it is put together: panels flow into rows of 24 columns. */
final class Page {
  private static final int COLUMNS = 24;
  private static final int SCHEMA_VERSION = 42;

  private final ObjectNode node;
  private final ArrayNode panels;
  private final String uid;
  private final Audience audience;
  private int nextId = 1;
  private int x;
  private int y;
  private int rowHeight;

  Page(String uid, Audience audience, String title, String description, String from) {
    this.uid = uid;
    this.audience = audience;
    node =
        Json.object(
            """
            {"uid": "%s", "title": "%s", "description": "%s", "tags": ["innopark", "%s"],
             "timezone": "Asia/Hong_Kong", "schemaVersion": %d, "editable": false,
             "graphTooltip": 1, "refresh": "30s", "time": {"from": "%s", "to": "now"},
             "timepicker": {"refresh_intervals": ["10s", "30s", "1m", "5m", "15m", "1h"]},
             "fiscalYearStartMonth": 0, "weekStart": "monday", "liveNow": false,
             "annotations": {"list": []}, "templating": {"list": []},
             "links": [{"type": "dashboards", "title": "INNOPARK", "tags": ["innopark"],
               "asDropdown": false, "icon": "external link", "includeVars": true,
               "keepTime": true, "targetBlank": false, "tooltip": "The other pages, same range"}],
             "panels": []}
            """,
            uid, title, description, audience.folder(), SCHEMA_VERSION, from);
    panels = (ArrayNode) node.get("panels");
  }

  Page variable(ObjectNode variable) {
    ((ArrayNode) node.at("/templating/list")).add(variable);
    return this;
  }

  /** A heading over what follows. */
  Page row(String title) {
    breakLine();
    panels.add(
        Json.object(
            """
            {"type": "row", "title": "%s", "collapsed": false, "id": %d, "panels": [],
             "gridPos": {"h": 1, "w": 24, "x": 0, "y": %d}}
            """,
            title, nextId++, y));
    y++;
    return this;
  }

  Page panel(Panel panel) {
    if (x + panel.width() > COLUMNS) {
      breakLine();
    }
    panels.add(panel.place(nextId++, x, y));
    x += panel.width();
    rowHeight = Math.max(rowHeight, panel.height());
    return this;
  }

  GrafanaDashboard build() {
    return new GrafanaDashboard(uid, audience, node);
  }

  private void breakLine() {
    y += rowHeight;
    x = 0;
    rowHeight = 0;
  }
}
