package hk.innopark.testkit;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Where a figure stands in the hierarchy.
 *
 * @param level machine, line, tenant or estate
 * @param tenant null at level estate
 * @param line null above level line
 * @param machine null above level machine
 */
public record Place(String level, String estate, String tenant, String line, String machine) {
  static Place of(JsonNode row) {
    return new Place(
        row.get("level").asText(),
        row.path("estate").asText(),
        text(row, "tenant"),
        text(row, "line"),
        text(row, "machine"));
  }

  static String text(JsonNode row, String name) {
    JsonNode value = row.path(name);
    return value.isMissingNode() || value.isNull() ? null : value.asText();
  }

  /** {@code estate[/tenant[/line[/machine]]]}. */
  public String path() {
    StringBuilder path = new StringBuilder(estate);
    for (String part : new String[] {tenant, line, machine}) {
      if (part != null) {
        path.append('/').append(part);
      }
    }
    return path.toString();
  }

  @Override
  public String toString() {
    return path();
  }
}
