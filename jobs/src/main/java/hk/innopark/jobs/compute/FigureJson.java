package hk.innopark.jobs.compute;

import hk.innopark.jobs.figures.FigureRow;
import java.util.Locale;

/**
 * A figure row as one line of JSON. The row's identity stands first, so lines that say the same row
 * begin alike and sort next to each other.
 */
final class FigureJson {
  /** Separates, in a part file, the row's identity from its line. */
  static final char IDENTITY_END = '\t';

  private FigureJson() {}

  /** Identity, {@link #IDENTITY_END}, JSON. */
  static String line(FigureRow row) {
    StringBuilder json = new StringBuilder(1024);
    json.append("{\"measurement\":\"").append(row.measurement().wireName()).append('"');
    text(json, "level", row.level().wireName());
    text(json, "grain", row.grain().wireName());
    text(json, "estate", row.estate());
    text(json, "tenant", row.tenant());
    text(json, "line", row.line());
    text(json, "machine", row.machine());
    text(json, "shift", row.shift());
    text(json, "origin", row.origin());
    json.append(",\"start\":").append(row.startMillis());
    String identity = json.toString();
    json.append(",\"end\":").append(row.endMillis());
    json.append(",\"revision\":").append(row.revision());
    text(json, "status", row.status().name().toLowerCase(Locale.ROOT));
    for (int index = 0; index < row.values().length; index++) {
      double value = row.values()[index];
      json.append(",\"").append(row.measurement().fields().get(index)).append("\":");
      if (Double.isNaN(value)) {
        json.append("null");
      } else {
        json.append(value);
      }
    }
    return identity + IDENTITY_END + json.append('}');
  }

  /** Ids need no escaping: they are of the allow-list. */
  private static void text(StringBuilder json, String name, String value) {
    json.append(",\"").append(name).append("\":");
    if (value == null) {
      json.append("null");
    } else {
      json.append('"').append(value).append('"');
    }
  }
}
