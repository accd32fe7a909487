package hk.innopark.registry;

import hk.innopark.registry.model.ShiftCalendar;
import hk.innopark.registry.model.ShiftCalendar.Break;
import hk.innopark.registry.model.ShiftCalendar.ExceptionDay;
import hk.innopark.registry.model.ShiftCalendar.Shift;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Random shift calendars. */
final class RandomCalendars {
  private final Random random;
  private final RandomValues values;

  RandomCalendars(Random random) {
    this.random = random;
    this.values = new RandomValues(random);
  }

  /** Shifts fill disjoint slots of a day; the last one may reach into the next morning. */
  ShiftCalendar calendar() {
    Set<DayOfWeek> days = EnumSet.of(values.pick(List.of(DayOfWeek.values())));
    days.add(values.pick(List.of(DayOfWeek.values())));
    LocalDate exception = values.date();
    Set<LocalDate> holidays = new TreeSet<>(List.of(values.date(), values.date()));
    holidays.remove(exception);
    return new ShiftCalendar(
        values.id(),
        ZoneId.of(values.pick(List.of("Asia/Hong_Kong", "UTC", "+08:00"))),
        shifts(days),
        random.nextBoolean() ? Set.of() : holidays,
        random.nextBoolean()
            ? List.of()
            : List.of(new ExceptionDay(exception, shifts(Set.of(exception.getDayOfWeek())))));
  }

  private List<Shift> shifts(Set<DayOfWeek> days) {
    if (random.nextInt(4) == 0) {
      return List.of(new Shift("all", days, 360, 1440, List.of()));
    }
    int early = 360 + random.nextInt(60);
    Break lunch = new Break(LocalTime.of(10, 0), LocalTime.of(10, random.nextInt(59) + 1));
    Break midnight = new Break(LocalTime.of(23, random.nextInt(60)), LocalTime.MIDNIGHT);
    Break night = new Break(LocalTime.of(1, random.nextInt(60)), LocalTime.of(2, 30));
    return List.of(
        new Shift("b", days, early, 720 + random.nextInt(60), List.of(lunch)),
        new Shift("a", days, 1200 + random.nextInt(60), 1440 + 200, List.of(midnight, night)));
  }
}
