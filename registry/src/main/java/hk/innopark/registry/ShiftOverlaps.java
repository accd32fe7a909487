package hk.innopark.registry;

import hk.innopark.registry.lookup.ShiftDays;
import hk.innopark.registry.model.ShiftCalendar;
import hk.innopark.registry.model.ShiftCalendar.ExceptionDay;
import hk.innopark.registry.model.ShiftCalendar.Shift;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds shifts of one calendar that claim the same time, over midnight too; each pair once. */
final class ShiftOverlaps {
  private static final int DAYS_PER_WEEK = 7;

  private ShiftOverlaps() {}

  private record Placed(int start, int end, Shift shift) {
    static Placed on(int day, Shift shift) {
      int midnight = day * Times.MINUTES_PER_DAY;
      return new Placed(midnight + shift.startMinute(), midnight + shift.endMinute(), shift);
    }

    boolean overlaps(Placed other, int shiftedByMinutes) {
      return start < other.end + shiftedByMinutes && other.start + shiftedByMinutes < end;
    }
  }

  static void refuse(ShiftCalendar calendar, Entry shifts) {
    Map<String, String> found = new LinkedHashMap<>();
    inWeek(calendar, found);
    for (ExceptionDay exception : calendar.exceptions()) {
      aroundDay(calendar, exception.date(), found);
    }
    found.forEach((pair, day) -> shifts.refuse(pair + " on " + day));
  }

  private static void inWeek(ShiftCalendar calendar, Map<String, String> found) {
    List<Placed> week = new ArrayList<>();
    for (Shift shift : calendar.shifts()) {
      shift.days().forEach(day -> week.add(Placed.on(day.ordinal(), shift)));
    }
    int weekMinutes = DAYS_PER_WEEK * Times.MINUTES_PER_DAY;
    for (int i = 0; i < week.size(); i++) {
      Placed one = week.get(i);
      for (Placed other : week.subList(i + 1, week.size())) {
        // Sunday's night shift ends in the next week
        if (one.overlaps(other, 0)
            || one.overlaps(other, weekMinutes)
            || one.overlaps(other, -weekMinutes)) {
          found.putIfAbsent(
              describe(one, other),
              Choices.word(DayOfWeek.of(one.start / Times.MINUTES_PER_DAY + 1)));
        }
      }
    }
  }

  private static void aroundDay(ShiftCalendar calendar, LocalDate day, Map<String, String> found) {
    List<Placed> before = on(calendar, day, -1);
    List<Placed> within = on(calendar, day, 0);
    List<Placed> around = new ArrayList<>(before);
    around.addAll(on(calendar, day, 1));
    for (int i = 0; i < within.size(); i++) {
      Placed one = within.get(i);
      List<Placed> others = new ArrayList<>(around);
      others.addAll(within.subList(i + 1, within.size()));
      for (Placed other : others) {
        if (one.overlaps(other, 0)) {
          found.putIfAbsent(describe(one, other), day.toString());
        }
      }
    }
  }

  private static List<Placed> on(ShiftCalendar calendar, LocalDate day, int offset) {
    return ShiftDays.startingOn(calendar, day.plusDays(offset)).stream()
        .map(shift -> Placed.on(offset, shift))
        .toList();
  }

  private static String describe(Placed one, Placed other) {
    return "shift \"" + one.shift.id() + "\" overlaps shift \"" + other.shift.id() + '"';
  }
}
