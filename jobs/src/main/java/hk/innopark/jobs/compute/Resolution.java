package hk.innopark.jobs.compute;

import hk.innopark.events.Grain;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.ShiftCalendar;
import hk.innopark.registry.model.ShiftCalendar.ExceptionDay;
import hk.innopark.registry.model.ShiftCalendar.Shift;
import hk.innopark.registry.model.Tariff.DemandCharge;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** How finely a bounded run must sum, so that each minute still falls into the right periods. */
final class Resolution {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Not more, since a calendar's zone may lie a quarter off the hour. */
  private static final List<Integer> MINUTES = List.of(15, 5);

  private Resolution() {}

  /** A minute where minutes are reported or billed; else what divides every shift's boundaries. */
  static Duration of(Registry registry, Set<Grain> grains) {
    boolean slides =
        registry.tariffs().stream()
            .map(tariff -> tariff.demand())
            .anyMatch(
                demand ->
                    demand != null
                        && (demand.kind() == DemandCharge.Window.SLIDING
                            || !demand.window().equals(Duration.ofMinutes(30))));
    if (grains.contains(Grain.MINUTE) || slides) {
      return MINUTE;
    }
    for (int minutes : MINUTES) {
      if (!grains.contains(Grain.SHIFT)
          || registry.calendars().stream()
              .flatMap(Resolution::shifts)
              .allMatch(
                  shift ->
                      shift.startMinute() % minutes == 0 && shift.endMinute() % minutes == 0)) {
        return Duration.ofMinutes(minutes);
      }
    }
    return MINUTE;
  }

  private static Stream<Shift> shifts(ShiftCalendar calendar) {
    return Stream.concat(
        calendar.shifts().stream(),
        calendar.exceptions().stream().map(ExceptionDay::shifts).flatMap(List::stream));
  }
}
