package hk.innopark.notifier;

import hk.innopark.registry.lookup.ShiftDays;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.ShiftCalendar;
import hk.innopark.registry.model.ShiftCalendar.Shift;
import hk.innopark.registry.model.Tenant;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which shifts are on. */
final class ShiftsAt {
  private static final int DAY_MINUTES = 1440;

  private ShiftsAt() {}

  /**
   * Ids of the shifts that are on at the moment.
   *
   * @param line null for the shifts of all of the tenant's lines
   */
  static Set<String> of(Registry registry, Tenant tenant, String line, Instant moment) {
    Set<String> on = new HashSet<>();
    List<Line> lines =
        tenant.lines().stream().filter(one -> line == null || one.id().equals(line)).toList();
    for (Line one : lines) {
      registry.calendar(one.calendar()).ifPresent(calendar -> on.addAll(of(calendar, moment)));
    }
    return on;
  }

  private static Set<String> of(ShiftCalendar calendar, Instant moment) {
    ZonedDateTime local = moment.atZone(calendar.zone());
    LocalDate today = local.toLocalDate();
    int minute = local.toLocalTime().toSecondOfDay() / 60;
    Set<String> on = new HashSet<>();
    for (Shift shift : ShiftDays.startingOn(calendar, today)) {
      if (shift.startMinute() <= minute && minute < shift.endMinute()) {
        on.add(shift.id());
      }
    }
    for (Shift shift : ShiftDays.startingOn(calendar, today.minusDays(1))) {
      if (minute + DAY_MINUTES < shift.endMinute()) {
        on.add(shift.id());
      }
    }
    return on;
  }
}
