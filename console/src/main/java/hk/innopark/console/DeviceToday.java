package hk.innopark.console;

import hk.innopark.console.figures.Measure;
import hk.innopark.console.figures.Place;
import hk.innopark.events.Level;
import hk.innopark.events.MachineId;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** How complete a machine's data of the running day are. */
final class DeviceToday {
  private DeviceToday() {}

  /** Counts of the day, and coverage where anything was expected. */
  static Map<String, Object> of(FigureView view, MachineId id, String origin, Clock clock) {
    Instant now = clock.instant();
    Instant day =
        now.atZone(HongKongTime.ZONE).toLocalDate().atStartOfDay(HongKongTime.ZONE).toInstant();
    Place place = new Place(id.estate(), id.tenant(), id.line(), id.machine());
    Elements sums =
        view.total(
            new Selection(Level.MACHINE, place, origin, Set.of(Measure.QUALITY_OF_DATA)),
            new Period(day, now));
    Map<String, Object> shown = new LinkedHashMap<>();
    for (String field :
        new String[] {"messages", "duplicates", "late", "dead_letters", "sequence_gaps"}) {
      shown.put(field, sums.sum(field));
    }
    double expected = sums.orZero("expected");
    shown.put("coverage", expected > 0 ? sums.orZero("valid") / expected : null);
    return shown;
  }
}
