package hk.innopark.console;

import hk.innopark.console.figures.FigureRow;
import hk.innopark.console.figures.Measure;
import hk.innopark.events.Grain;
import hk.innopark.events.Level;

/** Figure rows in line protocol, as the figure contract lays them out. */
final class SampleLines {
  private SampleLines() {}

  /** One line with its end; time in milliseconds. */
  static String line(Measure measure, Level level, Grain grain, String origin, FigureRow row) {
    StringBuilder line = new StringBuilder(measure.wireName());
    tag(line, "estate", row.place().estate());
    tag(line, "tenant", row.place().tenant());
    tag(line, "line", row.place().line());
    tag(line, "machine", row.place().machine());
    tag(line, "level", level.wireName());
    tag(line, "grain", grain.wireName());
    tag(line, "origin", origin);
    line.append(" revision=").append((double) row.revision());
    row.values()
        .forEach((field, value) -> line.append(',').append(field).append('=').append(value));
    return line.append(' ').append(row.start().toEpochMilli()).append('\n').toString();
  }

  private static void tag(StringBuilder line, String name, String value) {
    if (value != null) {
      line.append(',').append(name).append('=').append(value);
    }
  }
}
