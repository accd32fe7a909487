package hk.innopark.console;

import hk.innopark.console.Plant.LineRow;
import hk.innopark.console.Plant.MachineRow;
import hk.innopark.console.figures.Measure;
import hk.innopark.console.figures.Place;
import hk.innopark.events.Level;
import hk.innopark.events.MachineId;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Machine;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Computes lines and machines over a period; a line is the sum of its machines. */
final class MachineReader {
  private final ElementReader reader;

  MachineReader(ElementReader reader) {
    this.reader = reader;
  }

  List<LineRow> read(List<Line> lines, Place place, Moment moment, Period period) {
    String origin = moment.origin().name();
    Map<Place, Elements> totals =
        reader.totals(
            new Selection(Level.MACHINE, place, origin, EnumSet.allOf(Measure.class)), period);
    Map<Place, Elements> now =
        reader.totals(
            new Selection(
                Level.MACHINE,
                place,
                origin,
                Set.of(Measure.THROUGHPUT, Measure.ENERGY, Measure.QUALITY_OF_DATA)),
            moment.powerWindow());
    return rows(lines, totals, now);
  }

  /** The same lines and machines, of which nothing is known yet. */
  List<LineRow> unknown(List<Line> lines) {
    return rows(lines, Map.of(), Map.of());
  }

  private static List<LineRow> rows(
      List<Line> lines, Map<Place, Elements> totals, Map<Place, Elements> now) {
    List<LineRow> rows = new ArrayList<>();
    for (Line line : lines) {
      Elements sum = new Elements();
      List<MachineRow> machines = new ArrayList<>();
      for (Machine machine : line.machines()) {
        Place place = place(machine.id());
        Elements elements = totals.getOrDefault(place, new Elements());
        Elements current = now.getOrDefault(place, new Elements());
        sum.addParallel(elements);
        machines.add(
            new MachineRow(
                machine.id().machine(),
                machine.name(),
                state(current),
                Ratios.figures(current).get("mean_kw"),
                Ratios.figures(elements),
                TimeUse.of(elements, 1)));
      }
      rows.add(
          new LineRow(
              line.id(),
              line.name(),
              Ratios.figures(sum),
              TimeUse.of(sum, line.machines().size()),
              machines));
    }
    return rows;
  }

  private static String state(Elements current) {
    return TimeUse.of(current, 1).entrySet().stream()
        .filter(use -> use.getValue() > 0)
        .max(Map.Entry.comparingByValue())
        .map(Map.Entry::getKey)
        .orElse(null);
  }

  private static Place place(MachineId id) {
    return new Place(id.estate(), id.tenant(), id.line(), id.machine());
  }
}
