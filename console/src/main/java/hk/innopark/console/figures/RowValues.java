package hk.innopark.console.figures;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The figures in a row of an answer; a cell without a number is a field without a value. */
final class RowValues {
  private RowValues() {}

  /**
   * The values by field.
   *
   * @param first the cell of the first field; the others follow it
   */
  static Map<String, Double> of(JsonNode row, int first, List<String> fields) {
    Map<String, Double> values = new HashMap<>();
    for (int i = 0; i < fields.size(); i++) {
      JsonNode value = row.get(first + i);
      if (value.isNumber()) {
        values.put(fields.get(i), value.doubleValue());
      }
    }
    return values;
  }
}
