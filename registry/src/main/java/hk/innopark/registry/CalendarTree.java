package hk.innopark.registry;

import static hk.innopark.registry.RegistryOrder.sorted;

import hk.innopark.registry.model.ShiftCalendar;
import hk.innopark.registry.model.ShiftCalendar.Break;
import hk.innopark.registry.model.ShiftCalendar.ExceptionDay;
import hk.innopark.registry.model.ShiftCalendar.Shift;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A shift calendar as a registry file holds it. */
final class CalendarTree {
  private CalendarTree() {}

  static Tree calendar(ShiftCalendar calendar) {
    return new Tree()
        .put("id", calendar.id())
        .put("zone", calendar.zone().getId())
        .list("shifts", sorted(calendar.shifts(), RegistryOrder.SHIFTS), CalendarTree::shift)
        .texts("holidays", calendar.holidays().stream().sorted().map(LocalDate::toString).toList())
        .list(
            "exceptions",
            sorted(calendar.exceptions(), RegistryOrder.EXCEPTIONS),
            CalendarTree::exception);
  }

  private static Tree shift(Shift shift) {
    Tree tree = new Tree().put("id", shift.id()).texts("days", days(shift.days()));
    return timesAndBreaks(tree, shift);
  }

  private static Tree exception(ExceptionDay exception) {
    List<Map<String, Object>> shifts =
        sorted(exception.shifts(), RegistryOrder.SHIFTS).stream()
            .map(shift -> timesAndBreaks(new Tree().put("id", shift.id()), shift).members())
            .toList();
    return new Tree().put("date", exception.date().toString()).put("shifts", shifts);
  }

  private static Tree timesAndBreaks(Tree tree, Shift shift) {
    int end = shift.endMinute();
    return tree.put("start", Times.text(shift.startMinute()))
        .put("end", end == Times.MINUTES_PER_DAY ? "24:00" : Times.text(end))
        .list("breaks", shift.breaks(), CalendarTree::breakTime);
  }

  private static Tree breakTime(Break value) {
    return new Tree().put("start", value.start().toString()).put("end", Times.endText(value.end()));
  }

  static List<String> days(Set<DayOfWeek> days) {
    return days.isEmpty()
        ? List.of()
        : EnumSet.copyOf(days).stream().map(day -> Choices.word(day)).toList();
  }
}
