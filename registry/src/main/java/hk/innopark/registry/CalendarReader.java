package hk.innopark.registry;

import hk.innopark.registry.model.ShiftCalendar;
import hk.innopark.registry.model.ShiftCalendar.Break;
import hk.innopark.registry.model.ShiftCalendar.ExceptionDay;
import hk.innopark.registry.model.ShiftCalendar.Shift;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Reads shift calendars. */
final class CalendarReader {
  private CalendarReader() {}

  static ShiftCalendar read(Entry entry, Distinct calendarIds) {
    Mapping calendar = entry.mapping();
    Entry idEntry = calendar.required("id");
    String id = idEntry.id();
    calendarIds.add(id, "calendar \"" + id + '"', idEntry);
    ZoneId zone = calendar.required("zone").zone();
    Entry shiftsEntry = calendar.required("shifts");
    Distinct shiftIds = new Distinct();
    List<Shift> shifts = new ArrayList<>();
    for (Entry item : shiftsEntry.itemsAtLeastOne()) {
      Mapping shift = item.mapping();
      Set<DayOfWeek> days = days(shift.required("days"));
      add(shifts, shift(shift, days, shiftIds));
      shift.end();
    }
    Set<LocalDate> holidays = holidays(calendar.optional("holidays"));
    List<ExceptionDay> exceptions = exceptions(calendar.optional("exceptions"), holidays);
    calendar.end();
    ShiftCalendar read =
        new ShiftCalendar(
            id, zone, RegistryOrder.sorted(shifts, RegistryOrder.SHIFTS), holidays, exceptions);
    ShiftOverlaps.refuse(read, shiftsEntry);
    return read;
  }

  static Set<DayOfWeek> days(Entry entry) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (Entry item : entry.itemsAtLeastOne()) {
      DayOfWeek day = item.choice(Choices.DAYS);
      if (day != null && !days.add(day)) {
        item.refuse(Choices.word(day) + " stands twice");
      }
    }
    return Collections.unmodifiableSet(days);
  }

  /**
   * The zones by calendar as written; a calendar without a known zone, which is refused, has UTC.
   */
  static Map<String, ZoneId> zones(List<Entry> entries) {
    Map<String, ZoneId> zones = new HashMap<>();
    for (Entry entry : entries) {
      if (!entry.isAbsent()) {
        Entry zone =
            new Entry("", entry.node().path("zone"), new Problems("told where it is read"));
        ZoneId known = zone.node().isTextual() ? zone.zone() : null;
        zones.put(entry.node().path("id").asText(), known == null ? ZoneOffset.UTC : known);
      }
    }
    return zones;
  }

  private static void add(List<Shift> shifts, Shift shift) {
    if (shift != null) {
      shifts.add(shift);
    }
  }

  /** Null where it has no place in the day. */
  private static Shift shift(Mapping shift, Set<DayOfWeek> days, Distinct ids) {
    Entry idEntry = shift.required("id");
    String id = idEntry.id();
    ids.add(id, "shift \"" + id + "\"", idEntry);
    Integer start = shift.required("start").minuteOfDay();
    Integer end = shift.required("end").minuteOfDay();
    Entry breaksEntry = shift.optional("breaks");
    if (id == null || start == null || end == null) {
      return null;
    }
    if (start == Times.MINUTES_PER_DAY) {
      shift.refuse("starts at \"24:00\"; write \"00:00\"");
      return null;
    }
    if (start.equals(end)) {
      shift.refuse("start and end are equal; a whole day is \"00:00\" to \"24:00\"");
      return null;
    }
    int endMinute = end > start ? end : end + Times.MINUTES_PER_DAY;
    return new Shift(id, days, start, endMinute, breaks(breaksEntry, start, endMinute));
  }

  private static List<Break> breaks(Entry entry, int shiftStart, int shiftEnd) {
    record Placed(int start, int end, Break value) {}
    List<Placed> breaks = new ArrayList<>();
    for (Entry item : entry.items()) {
      Mapping mapping = item.mapping();
      Integer start = mapping.required("start").minuteOfDay();
      Integer end = mapping.required("end").minuteOfDay();
      mapping.end();
      if (start == null || end == null) {
        continue;
      }
      if (start.equals(end) || start == Times.MINUTES_PER_DAY) {
        item.refuse("has no length");
        continue;
      }
      int placedStart = start >= shiftStart ? start : start + Times.MINUTES_PER_DAY;
      int length = end > start ? end - start : end - start + Times.MINUTES_PER_DAY;
      int placedEnd = placedStart + length;
      if (placedEnd > shiftEnd) {
        item.refuse("is not inside its shift");
      } else if (breaks.stream().anyMatch(b -> b.start < placedEnd && placedStart < b.end)) {
        item.refuse("overlaps another break");
      } else {
        breaks.add(
            new Placed(
                placedStart, placedEnd, new Break(Times.localTime(start), Times.localTime(end))));
      }
    }
    return breaks.stream()
        .sorted(Comparator.comparingInt(Placed::start))
        .map(Placed::value)
        .toList();
  }

  static Set<LocalDate> holidays(Entry entry) {
    Set<LocalDate> holidays = new TreeSet<>();
    for (Entry item : entry.items()) {
      LocalDate day = item.date();
      if (day != null && !holidays.add(day)) {
        item.refuse(day + " stands twice");
      }
    }
    return Collections.unmodifiableSet(holidays);
  }

  private static List<ExceptionDay> exceptions(Entry entry, Set<LocalDate> holidays) {
    Distinct dates = new Distinct();
    List<ExceptionDay> exceptions = new ArrayList<>();
    for (Entry item : entry.items()) {
      Mapping exception = item.mapping();
      Entry dateEntry = exception.required("date");
      LocalDate date = dateEntry.date();
      dates.add(date, String.valueOf(date), dateEntry);
      if (date != null && holidays.contains(date)) {
        dateEntry.refuse(date + " is a holiday too");
      }
      Distinct ids = new Distinct();
      List<Shift> shifts = new ArrayList<>();
      for (Entry shiftItem : exception.required("shifts").items()) {
        Mapping shift = shiftItem.mapping();
        add(shifts, shift(shift, date == null ? Set.of() : Set.of(date.getDayOfWeek()), ids));
        shift.end();
      }
      exception.end();
      if (date != null) {
        exceptions.add(new ExceptionDay(date, RegistryOrder.sorted(shifts, RegistryOrder.SHIFTS)));
      }
    }
    return RegistryOrder.sorted(exceptions, RegistryOrder.EXCEPTIONS);
  }
}
