package hk.innopark.jobs.sink.influx;

import hk.innopark.jobs.figures.FigureRow;
import java.util.Map;
import java.util.TreeMap;

/** A point as a store holds it: tags and fields that have a value, by name. */
record StoredPoint(
    String measurement, long timeMillis, Map<String, String> tags, Map<String, Double> fields) {

  /** The point that a row is to become, as one may see it in the store. */
  static StoredPoint of(FigureRow row, FieldView view) {
    Map<String, String> tags = new TreeMap<>();
    tags.put("estate", row.estate());
    tags.put("tenant", row.tenant());
    tags.put("line", row.line());
    tags.put("machine", row.machine());
    tags.put("level", row.level().wireName());
    tags.put("grain", row.grain().wireName());
    tags.put("origin", row.origin());
    tags.values().removeIf(value -> value == null);
    Map<String, Double> fields = new TreeMap<>();
    fields.put("revision", (double) row.revision());
    for (int i = 0; i < row.values().length; i++) {
      String name = row.measurement().fields().get(i);
      if (Double.isFinite(row.values()[i]) && view.shows(name)) {
        fields.put(name, row.values()[i]);
      }
    }
    return new StoredPoint(row.measurement().wireName(), row.startMillis(), tags, fields);
  }
}
