package hk.innopark.simulators.plant;

import hk.innopark.simulators.yaml.YamlEntry;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads a calendar of a plants file. */
public final class CalendarReader {
  private static final int MINUTES_A_DAY = 1440;
  private static final Map<String, DayOfWeek> DAYS =
      Arrays.stream(DayOfWeek.values())
          .collect(
              Collectors.toMap(day -> day.name().substring(0, 3), Function.<DayOfWeek>identity()));

  private CalendarReader() {}

  /**
   * @throws IllegalArgumentException where an entry is missing or wrong, naming file and path
   */
  public static WorkCalendar read(YamlEntry entry) {
    String id = entry.id("id");
    ZoneId zone = zone(entry);
    Set<LocalDate> holidays = new HashSet<>();
    if (entry.has("holidays")) {
      for (String day : entry.texts("holidays")) {
        try {
          holidays.add(LocalDate.parse(day));
        } catch (DateTimeException malformed) {
          throw entry.refuse("holidays", "\"" + day + "\" is not a date");
        }
      }
    }
    List<WorkCalendar.Shift> shifts = new ArrayList<>();
    for (YamlEntry shift : entry.entries("shifts")) {
      shifts.add(shift(shift));
    }
    entry.end();
    return new WorkCalendar(
        id, zone.getRules().getStandardOffset(Instant.EPOCH), List.copyOf(shifts), holidays);
  }

  private static ZoneId zone(YamlEntry entry) {
    try {
      ZoneId zone = ZoneId.of(entry.text("zone"));
      if (zone.getRules().getTransitionRules().isEmpty()) {
        return zone;
      }
    } catch (DateTimeException unknown) {
      throw entry.refuse("zone", "not a time zone");
    }
    throw entry.refuse("zone", "a zone without daylight saving time is expected");
  }

  private static WorkCalendar.Shift shift(YamlEntry entry) {
    String id = entry.id("id");
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String day : entry.texts("days")) {
      DayOfWeek weekday = DAYS.get(day.toUpperCase(Locale.ROOT));
      if (weekday == null) {
        throw entry.refuse("days", "\"" + day + "\" is not a day of the week");
      }
      days.add(weekday);
    }
    int start = minute(entry, "start");
    int end = after(start, minute(entry, "end"));
    List<WorkCalendar.Break> breaks = new ArrayList<>();
    if (entry.has("breaks")) {
      for (YamlEntry pause : entry.entries("breaks")) {
        int from = minute(pause, "start");
        int breakStart = from < start ? from + MINUTES_A_DAY : from;
        int breakEnd = after(breakStart, minute(pause, "end"));
        if (breakEnd > end) {
          throw pause.refuse("not inside the shift");
        }
        pause.end();
        breaks.add(new WorkCalendar.Break(breakStart, breakEnd));
      }
    }
    entry.end();
    return new WorkCalendar.Shift(id, days, start, end, List.copyOf(breaks));
  }

  private static int after(int start, int end) {
    int later = end;
    while (later <= start) {
      later += MINUTES_A_DAY;
    }
    return later;
  }

  private static int minute(YamlEntry entry, String key) {
    String text = entry.text(key);
    if (!text.matches("([01]\\d|2[0-3]):[0-5]\\d|24:00")) {
      throw entry.refuse(key, "\"" + text + "\" is not a time of day");
    }
    return Integer.parseInt(text.substring(0, 2)) * 60 + Integer.parseInt(text.substring(3));
  }
}
