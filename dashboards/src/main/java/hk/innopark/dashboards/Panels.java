package hk.innopark.dashboards;

/** The kinds of panels, each with the house's look. */
final class Panels {
  /** Three missing minutes are a gap, not a line. */
  private static final int GAP_MILLIS = 180_000;

  private final Source source;

  Panels(Source source) {
    this.source = source;
  }

  /** One figure of the whole range, in large type. */
  Panel tile(String title, Unit unit, String description) {
    return tile(title, unit, description, 3);
  }

  Panel tile(String title, Unit unit, String description, int width) {
    return new Panel("stat", source, title, description, width, 4)
        .unit(unit)
        .defaults(
            "{\"noValue\": \"–\", \"color\": {\"mode\": \"fixed\", \"fixedColor\": \"text\"}}")
        .options(
            """
            {"reduceOptions": {"values": false, "calcs": ["lastNotNull"], "fields": ""},
             "orientation": "auto", "textMode": "auto", "wideLayout": true, "colorMode": "value",
             "graphMode": "none", "justifyMode": "auto", "showPercentChange": false,
             "percentChangeColorMode": "standard"}
            """);
  }

  /** A ratio or a level over time: a line with a point for each period. */
  Panel lines(String title, Unit unit, String description, int width) {
    return series(title, unit, description, width)
        .defaults(
            """
            {"color": {"mode": "palette-classic"}, "noValue": "–",
             "custom": {"drawStyle": "line", "lineInterpolation": "stepAfter", "lineWidth": 2,
               "fillOpacity": 6, "gradientMode": "none", "showPoints": "always", "pointSize": 5,
               "spanNulls": false, "axisPlacement": "auto", "axisBorderShow": false,
               "stacking": {"mode": "none", "group": "A"}}}
            """);
  }

  /** A measured value of each minute; a gap in the data is a gap in the line. */
  Panel trace(String title, Unit unit, String description, int width) {
    return series(title, unit, description, width)
        .defaults(
            """
            {"color": {"mode": "palette-classic"}, "noValue": "–",
             "custom": {"drawStyle": "line", "lineInterpolation": "linear", "lineWidth": 1,
               "fillOpacity": 10, "gradientMode": "opacity", "showPoints": "never",
               "spanNulls": false, "insertNulls": %d, "axisPlacement": "auto",
               "axisBorderShow": false, "stacking": {"mode": "none", "group": "A"}}}
            """,
            GAP_MILLIS);
  }

  /** Amounts of each period, on top of one another. */
  Panel stack(String title, Unit unit, String description, int width) {
    return bars(title, unit, description, width, "normal");
  }

  /** Amounts of each period, side by side. */
  Panel bars(String title, Unit unit, String description, int width) {
    return bars(title, unit, description, width, "none");
  }

  private Panel bars(String title, Unit unit, String description, int width, String stacking) {
    return series(title, unit, description, width)
        .defaults(
            """
            {"color": {"mode": "palette-classic"}, "noValue": "–",
             "custom": {"drawStyle": "bars", "lineWidth": 0, "fillOpacity": 85,
               "gradientMode": "none", "showPoints": "never", "barAlignment": 1,
               "barWidthFactor": 0.85, "spanNulls": false, "axisPlacement": "auto",
               "axisBorderShow": false, "stacking": {"mode": "%s", "group": "A"}}}
            """,
            stacking);
  }

  private Panel series(String title, Unit unit, String description, int width) {
    return new Panel("timeseries", source, title, description, width, 8)
        .unit(unit)
        .options(
            """
            {"legend": {"showLegend": true, "displayMode": "list", "placement": "bottom",
               "calcs": []},
             "tooltip": {"mode": "multi", "sort": "desc", "hideZeros": false},
             "timezone": ["Asia/Hong_Kong"]}
            """);
  }

  /** One row a machine, coloured by what it did. */
  Panel stateTimeline(String title, String description, int height) {
    Panel panel = new Panel("state-timeline", source, title, description, 24, height);
    StringBuilder mappings = new StringBuilder();
    for (State state : State.values()) {
      mappings
          .append(mappings.isEmpty() ? "" : ", ")
          .append(
              "\"%d\": {\"text\": \"%s\", \"color\": \"%s\", \"index\": %d}"
                  .formatted(state.code, state.label, state.color, state.ordinal()));
    }
    return panel
        .defaults(
            """
            {"noValue": "–", "color": {"mode": "thresholds"},
             "thresholds": {"mode": "absolute", "steps": [{"color": "transparent", "value": null}]},
             "custom": {"fillOpacity": 90, "lineWidth": 0},
             "mappings": [{"type": "value", "options": {%s}}]}
            """,
            mappings)
        .options(
            """
            {"mergeValues": true, "showValue": "never", "alignValue": "center", "rowHeight": 0.85,
             "legend": {"showLegend": true, "displayMode": "list", "placement": "bottom",
               "calcs": []},
             "tooltip": {"mode": "single", "sort": "none", "hideZeros": false},
             "timezone": ["Asia/Hong_Kong"]}
            """);
  }

  /** Names down the side, the longest bar on top. */
  Panel ranking(String title, Unit unit, String description, int width, String color) {
    return new Panel("barchart", source, title, description, width, 9)
        .unit(unit)
        .defaults(
            """
            {"noValue": "–", "color": {"mode": "fixed", "fixedColor": "%s"},
             "custom": {"fillOpacity": 85, "lineWidth": 0, "axisPlacement": "auto",
               "axisBorderShow": false}}
            """,
            color)
        .options(
            """
            {"xField": "Field", "orientation": "horizontal", "showValue": "auto", "barWidth": 0.8,
             "groupWidth": 0.7, "barRadius": 0.1, "fullHighlight": false, "xTickLabelRotation": 0,
             "xTickLabelMaxLength": 0, "stacking": "none",
             "legend": {"showLegend": false, "displayMode": "list", "placement": "bottom",
               "calcs": []},
             "tooltip": {"mode": "single", "sort": "none", "hideZeros": false}}
            """)
        .transform(
            """
            {"id": "reduce", "options": {"mode": "seriesToRows", "reducers": ["sum"]}}
            """)
        .transform(
            """
            {"id": "sortBy", "options": {"fields": {}, "sort": [{"field": "Total", "desc": true}]}}
            """);
  }

  /** A line for each name, sorted by one column. */
  Panel table(String title, String description, int width, int height, String sortedBy) {
    return new Panel("table", source, title, description, width, height)
        .defaults(
            "{\"noValue\": \"–\", \"custom\": {\"align\": \"auto\", \"inspect\": false,"
                + " \"filterable\": true}}")
        .options(
            """
            {"showHeader": true, "cellHeight": "sm", "frameIndex": 0, "showTypeIcons": false,
             "sortBy": [{"displayName": "%s", "desc": false}]}
            """,
            sortedBy)
        .override("Time", "custom.hidden", "true");
  }
}
