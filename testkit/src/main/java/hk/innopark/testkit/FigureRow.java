package hk.innopark.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The last revision of one measurement's figures, of one place in one period.
 *
 * @param order and {@code product}: null but for measurement order
 * @param status provisional, final or revised
 * @param values by field, in the contract's order; null where there is no value
 */
public record FigureRow(
    String measurement,
    Place place,
    Period period,
    String origin,
    String order,
    String product,
    int revision,
    String status,
    Map<String, Double> values) {
  private static final Set<String> IDENTITY =
      Set.of(
          "measurement",
          "level",
          "grain",
          "estate",
          "tenant",
          "line",
          "machine",
          "shift",
          "origin",
          "order",
          "product",
          "start",
          "end",
          "revision",
          "status");

  static FigureRow of(JsonNode row) {
    Map<String, Double> values = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> member : row.properties()) {
      if (!IDENTITY.contains(member.getKey())) {
        JsonNode value = member.getValue();
        values.put(member.getKey(), value.isNumber() ? Double.valueOf(value.doubleValue()) : null);
      }
    }
    return new FigureRow(
        row.get("measurement").asText(),
        Place.of(row),
        Period.of(row),
        row.get("origin").asText(),
        Place.text(row, "order"),
        Place.text(row, "product"),
        row.get("revision").asInt(),
        row.get("status").asText(),
        values);
  }

  /** What tells the row from every other one, for people. */
  public String name() {
    return period
        + " "
        + place.path()
        + " "
        + measurement
        + (order == null ? "" : " order " + order)
        + (product == null ? "" : " product " + product);
  }
}
