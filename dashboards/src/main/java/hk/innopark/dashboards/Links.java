package hk.innopark.dashboards;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** Ways from a page to others, with the range and the choices kept. */
final class Links {
  /** What a link to a page of Grafana carries on. */
  static final String RANGE_AND_CHOICES = "${__url_time_range}&${__all_variables}";

  private Links() {}

  static ObjectNode toAddress(String title, String url) {
    return link(title, "link", "external link").put("url", url);
  }

  /** To every page with the tag. */
  static ObjectNode toPages(String title, String tag) {
    ObjectNode link = link(title, "dashboards", "external link");
    link.set("tags", Json.node(List.of(tag)));
    return link;
  }

  private static ObjectNode link(String title, String type, String icon) {
    return Json.of(
        "type",
        type,
        "title",
        title,
        "icon",
        icon,
        "tooltip",
        "",
        "tags",
        List.of(),
        "asDropdown",
        false,
        "includeVars",
        type.equals("dashboards"),
        "keepTime",
        type.equals("dashboards"),
        "targetBlank",
        false);
  }
}
