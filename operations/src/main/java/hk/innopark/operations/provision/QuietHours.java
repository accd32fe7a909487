package hk.innopark.operations.provision;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.ShiftCalendar;
import hk.innopark.registry.model.ShiftCalendar.Shift;
import hk.innopark.registry.model.Tenant;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * When none of a tenant's lines has a shift, as Grafana's mute timing: the times of each weekday
 * that no calendar covers, and the days that are holidays of all of them. Days with shifts of their
 * own are taken for their weekday.
 */
final class QuietHours {
  /** Of the mute timing. */
  static final String NAME = "outside-shifts";

  private static final int DAY_MINUTES = 1440;
  private static final int WEEK_MINUTES = 7 * DAY_MINUTES;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<ShiftCalendar> calendars;

  QuietHours(List<ShiftCalendar> calendars) {
    this.calendars = List.copyOf(calendars);
  }

  static QuietHours of(Registry registry, Tenant tenant) {
    return new QuietHours(
        tenant.lines().stream()
            .map(Line::calendar)
            .distinct()
            .map(id -> registry.calendar(id).orElseThrow())
            .toList());
  }

  /** Grafana's mute timing; without intervals where some line always has a shift. */
  ObjectNode muteTiming() {
    ObjectNode timing = JSON.createObjectNode().put("name", NAME);
    ArrayNode intervals = timing.putArray("time_intervals");
    if (calendars.isEmpty()) {
      return timing;
    }
    BitSet worked = workedMinutes();
    for (DayOfWeek day : DayOfWeek.values()) {
      ArrayNode times = JSON.createArrayNode();
      int start = (day.getValue() - 1) * DAY_MINUTES;
      int end = start + DAY_MINUTES;
      for (int from = worked.nextClearBit(start); from < end; ) {
        int to = worked.nextSetBit(from);
        to = to < 0 ? end : Math.min(to, end);
        times.addObject().put("start_time", clock(from - start)).put("end_time", clock(to - start));
        from = worked.nextClearBit(to);
      }
      if (!times.isEmpty()) {
        ObjectNode interval = interval(intervals);
        interval.set("times", times);
        interval.putArray("weekdays").add(day.name().toLowerCase(Locale.ROOT));
      }
    }
    holidays().forEach(day -> day(interval(intervals), day));
    return timing;
  }

  private ObjectNode interval(ArrayNode intervals) {
    ZoneId zone = calendars.get(0).zone();
    return intervals.addObject().put("location", zone.getId());
  }

  private static void day(ObjectNode interval, LocalDate day) {
    interval.putArray("days_of_month").add(Integer.toString(day.getDayOfMonth()));
    interval.putArray("months").add(Integer.toString(day.getMonthValue()));
    interval.putArray("years").add(Integer.toString(day.getYear()));
  }

  /** Of a week that begins on Monday; a night shift of Sunday goes on at its beginning. */
  private BitSet workedMinutes() {
    BitSet worked = new BitSet(WEEK_MINUTES);
    for (ShiftCalendar calendar : calendars) {
      for (Shift shift : calendar.shifts()) {
        for (DayOfWeek day : shift.days()) {
          int start = (day.getValue() - 1) * DAY_MINUTES;
          for (int minute = shift.startMinute(); minute < shift.endMinute(); minute++) {
            worked.set((start + minute) % WEEK_MINUTES);
          }
        }
      }
    }
    return worked;
  }

  private Set<LocalDate> holidays() {
    Set<LocalDate> common = new TreeSet<>(calendars.get(0).holidays());
    calendars.forEach(calendar -> common.retainAll(calendar.holidays()));
    return common;
  }

  private static String clock(int minute) {
    return "%02d:%02d".formatted(minute / 60, minute % 60);
  }
}
