package hk.innopark.console;

import hk.innopark.console.figures.AlertRow;
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

  /** The points of an alert, a line each: raised, and cleared where it was. */
  static String alert(String origin, AlertRow alert) {
    StringBuilder line = new StringBuilder("alerts");
    tag(line, "estate", alert.place().estate());
    tag(line, "tenant", alert.place().tenant());
    tag(line, "line", alert.place().line());
    tag(line, "machine", alert.place().machine());
    tag(line, "signal", alert.signal());
    tag(line, "kind", alert.kind().wireName());
    tag(line, "origin", origin);
    String fields =
        ",since_ms=%d,raised_at_ms=%d,value=%s,threshold=%s "
            .formatted(
                alert.since().toEpochMilli(),
                alert.raisedAt().toEpochMilli(),
                alert.value(),
                alert.threshold());
    String lines = line + " state=1" + fields + alert.raisedAt().toEpochMilli() + '\n';
    return alert.isActive()
        ? lines
        : lines + line + " state=0" + fields + alert.clearedAt().toEpochMilli() + '\n';
  }

  private static void tag(StringBuilder line, String name, String value) {
    if (value != null) {
      line.append(',').append(name).append('=').append(value);
    }
  }
}
