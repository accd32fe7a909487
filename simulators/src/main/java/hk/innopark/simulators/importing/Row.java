package hk.innopark.simulators.importing;

import java.util.Map;

/**
 * A row of a source: texts by column.
 *
 * @param number of its line, from 1, for complaints
 */
record Row(long number, Map<String, String> columns) {
  /**
   * @return null where the row has no such column, or an empty one
   */
  String get(String column) {
    String text = columns.get(column);
    return text == null || text.isBlank() ? null : text.strip();
  }
}
