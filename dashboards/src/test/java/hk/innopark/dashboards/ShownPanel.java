package hk.innopark.dashboards;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A panel of a finished dashboard, as rules look at it.
 *
 * @param isRegistered whether the dashboard was made with a registry's names and limits
 */
record ShownPanel(GrafanaDashboard dashboard, JsonNode node, boolean isRegistered) {

  /** All but the headings of rows, of dashboards made with a registry. */
  static List<ShownPanel> of(List<GrafanaDashboard> dashboards) {
    return of(dashboards, true);
  }

  /** The same of dashboards made without one. */
  static List<ShownPanel> ofUnregistered(List<GrafanaDashboard> dashboards) {
    return of(dashboards, false);
  }

  private static List<ShownPanel> of(List<GrafanaDashboard> dashboards, boolean isRegistered) {
    List<ShownPanel> panels = new ArrayList<>();
    for (GrafanaDashboard dashboard : dashboards) {
      for (JsonNode panel : dashboard.model().get("panels")) {
        if (!panel.get("type").asText().equals("row")) {
          panels.add(new ShownPanel(dashboard, panel, isRegistered));
        }
      }
    }
    return panels;
  }

  String title() {
    return node.get("title").asText();
  }

  boolean is(String type) {
    return node.get("type").asText().equals(type);
  }

  String text(String pointer) {
    return node.at(pointer).asText();
  }

  int width() {
    return node.at("/gridPos/w").asInt();
  }

  Stream<JsonNode> targets() {
    return StreamSupport.stream(node.path("targets").spliterator(), false);
  }

  Stream<JsonNode> transformations() {
    return StreamSupport.stream(node.path("transformations").spliterator(), false);
  }

  Optional<JsonNode> transformation(String id) {
    return transformations().filter(one -> one.get("id").asText().equals(id)).findFirst();
  }

  /** The value of a property that is set for one field. */
  Optional<JsonNode> override(String field, String property) {
    for (JsonNode override : node.at("/fieldConfig/overrides")) {
      if (override.at("/matcher/options").asText().equals(field)) {
        for (JsonNode one : override.get("properties")) {
          if (one.get("id").asText().equals(property)) {
            return Optional.of(one.get("value"));
          }
        }
      }
    }
    return Optional.empty();
  }

  /** The units of all fields. */
  Stream<String> units() {
    Stream<String> overridden =
        StreamSupport.stream(node.at("/fieldConfig/overrides").spliterator(), false)
            .flatMap(
                override -> StreamSupport.stream(override.get("properties").spliterator(), false))
            .filter(property -> property.get("id").asText().equals("unit"))
            .map(property -> property.get("value").asText());
    return Stream.concat(
        Stream.of(text("/fieldConfig/defaults/unit")).filter(unit -> !unit.isEmpty()), overridden);
  }

  boolean isDrawnAs(String style) {
    return is("timeseries") && text("/fieldConfig/defaults/custom/drawStyle").equals(style);
  }

  @Override
  public String toString() {
    return dashboard.uid() + " / " + title();
  }
}
