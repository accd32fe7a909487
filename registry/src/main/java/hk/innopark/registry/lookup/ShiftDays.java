package hk.innopark.registry.lookup;

import hk.innopark.registry.model.ShiftCalendar;
import hk.innopark.registry.model.ShiftCalendar.ExceptionDay;
import hk.innopark.registry.model.ShiftCalendar.Shift;
import java.time.LocalDate;
import java.util.List;

/** Which shifts start on a day. */
public final class ShiftDays {
  private ShiftDays() {}

  /** The shifts that start on the local day: its exception's, none on a holiday, its weekday's. */
  public static List<Shift> startingOn(ShiftCalendar calendar, LocalDate day) {
    for (ExceptionDay exception : calendar.exceptions()) {
      if (exception.date().equals(day)) {
        return exception.shifts();
      }
    }
    if (calendar.holidays().contains(day)) {
      return List.of();
    }
    return calendar.shifts().stream()
        .filter(shift -> shift.days().contains(day.getDayOfWeek()))
        .toList();
  }
}
