package hk.innopark.console;

import hk.innopark.console.figures.FigureQuery;
import hk.innopark.console.figures.FigureRow;
import hk.innopark.console.figures.FigureStore;
import hk.innopark.console.figures.Measure;
import hk.innopark.console.figures.Place;
import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.ShiftCalendar;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Sums lines by shift: of the rows of each shift that begins within a time. Stored rows do not name
 * their shift; the line's calendar does, by the time of day at which it begins.
 */
final class ShiftReader {
  private static final List<Measure> SUMMED =
      List.of(Measure.THROUGHPUT, Measure.ENERGY, Measure.QUALITY_OF_DATA);

  private final FigureStore store;
  private final Supplier<Registry> registry;

  ShiftReader(FigureStore store, Supplier<Registry> registry) {
    this.store = store;
    this.registry = registry;
  }

  /**
   * A line's shift over a time.
   *
   * @param shift its id, or the time at which it begins where no calendar of now has it
   * @param times how many times it was worked
   */
  record Row(String line, String lineName, String shift, int times, Map<String, Double> figures) {}

  /** In the order of lines, and of shifts over the day. */
  List<Row> read(List<Line> lines, Place place, Moment moment, Period period) {
    Map<String, Map<LocalTime, Elements>> sums = new TreeMap<>();
    Map<String, Map<LocalTime, Set<Long>>> starts = new TreeMap<>();
    for (Measure measure : SUMMED) {
      for (FigureRow row :
          store.rows(
              new FigureQuery(
                  measure,
                  Level.LINE,
                  Grain.SHIFT,
                  moment.origin().name(),
                  place,
                  period.from(),
                  period.to(),
                  measure.additiveFields()))) {
        String line = row.place().line();
        LocalTime begins = row.start().atZone(HongKongTime.ZONE).toLocalTime();
        sums.computeIfAbsent(line, id -> new TreeMap<>())
            .computeIfAbsent(begins, time -> new Elements())
            .addSums(row);
        starts
            .computeIfAbsent(line, id -> new TreeMap<>())
            .computeIfAbsent(begins, time -> new TreeSet<>())
            .add(row.start().toEpochMilli());
      }
    }
    List<Row> rows = new ArrayList<>();
    for (Line line : lines) {
      sums.getOrDefault(line.id(), Map.of())
          .forEach(
              (begins, elements) ->
                  rows.add(
                      new Row(
                          line.id(),
                          line.name(),
                          shift(line, begins),
                          starts.get(line.id()).get(begins).size(),
                          Ratios.figures(elements))));
    }
    return rows;
  }

  private String shift(Line line, LocalTime begins) {
    int minute = begins.getHour() * 60 + begins.getMinute();
    return registry.get().calendars().stream()
        .filter(calendar -> calendar.id().equals(line.calendar()))
        .flatMap(calendar -> calendar.shifts().stream())
        .filter(shift -> shift.startMinute() == minute)
        .map(ShiftCalendar.Shift::id)
        .findFirst()
        .orElse(begins.toString());
  }
}
