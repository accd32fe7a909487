package hk.innopark.registry.lookup;

import hk.innopark.registry.model.ShiftCalendar;
import hk.innopark.registry.model.ShiftCalendar.Break;
import hk.innopark.registry.model.ShiftCalendar.Shift;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A shift calendar laid on the time line, minute by minute. */
public final class WorkPlan {
  /** A shift on a certain day; epoch milliseconds, end exclusive. */
  public record ShiftPeriod(String id, long startMillis, long endMillis) {}

  private record Interval(long startMillis, long endMillis) {
    boolean contains(long millis) {
      return millis >= startMillis && millis < endMillis;
    }
  }

  /** The shifts that start on one local day, and their breaks. */
  private record DayPlan(List<ShiftPeriod> shifts, List<Interval> breaks) {}

  private static final int CACHED_DAYS = 128;
  private static final int MINUTES_A_DAY = 24 * 60;

  private final ShiftCalendar calendar;
  private final Map<LocalDate, DayPlan> days =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<LocalDate, DayPlan> eldest) {
          return size() > CACHED_DAYS;
        }
      };

  private long cachedMinuteMillis = Long.MIN_VALUE;
  private boolean cachedPlanned;

  public WorkPlan(ShiftCalendar calendar) {
    this.calendar = calendar;
  }

  /** Whether the minute lies in a shift and in no break. */
  public boolean isPlanned(long minuteMillis) {
    if (minuteMillis != cachedMinuteMillis) {
      cachedPlanned = findPlanned(minuteMillis);
      cachedMinuteMillis = minuteMillis;
    }
    return cachedPlanned;
  }

  /** The shift in which the minute lies, breaks included. */
  public Optional<ShiftPeriod> shiftAt(long minuteMillis) {
    LocalDate day = localDay(minuteMillis);
    Optional<ShiftPeriod> today = shiftAt(day(day), minuteMillis);
    return today.isPresent() ? today : shiftAt(day(day.minusDays(1)), minuteMillis);
  }

  private boolean findPlanned(long minuteMillis) {
    if (shiftAt(minuteMillis).isEmpty()) {
      return false;
    }
    LocalDate day = localDay(minuteMillis);
    return !inBreak(day(day), minuteMillis) && !inBreak(day(day.minusDays(1)), minuteMillis);
  }

  private static Optional<ShiftPeriod> shiftAt(DayPlan day, long minuteMillis) {
    for (ShiftPeriod shift : day.shifts()) {
      if (minuteMillis >= shift.startMillis() && minuteMillis < shift.endMillis()) {
        return Optional.of(shift);
      }
    }
    return Optional.empty();
  }

  private static boolean inBreak(DayPlan day, long minuteMillis) {
    for (Interval pause : day.breaks()) {
      if (pause.contains(minuteMillis)) {
        return true;
      }
    }
    return false;
  }

  private LocalDate localDay(long millis) {
    return Instant.ofEpochMilli(millis).atZone(calendar.zone()).toLocalDate();
  }

  private DayPlan day(LocalDate day) {
    return days.computeIfAbsent(day, this::lay);
  }

  private DayPlan lay(LocalDate day) {
    List<ShiftPeriod> shifts = new ArrayList<>();
    List<Interval> breaks = new ArrayList<>();
    for (Shift shift : ShiftDays.startingOn(calendar, day)) {
      shifts.add(
          new ShiftPeriod(shift.id(), at(day, shift.startMinute()), at(day, shift.endMinute())));
      for (Break pause : shift.breaks()) {
        breaks.add(lay(day, shift, pause));
      }
    }
    return new DayPlan(shifts, breaks);
  }

  private Interval lay(LocalDate day, Shift shift, Break pause) {
    int start = minuteOfDay(pause.start());
    if (start < shift.startMinute()) {
      start += MINUTES_A_DAY;
    }
    int end = minuteOfDay(pause.end());
    while (end <= start) {
      end += MINUTES_A_DAY;
    }
    return new Interval(at(day, start), at(day, end));
  }

  private long at(LocalDate day, int minute) {
    ZonedDateTime local =
        day.plusDays(minute / MINUTES_A_DAY)
            .atTime(LocalTime.ofSecondOfDay(minute % MINUTES_A_DAY * 60L))
            .atZone(calendar.zone());
    return local.toInstant().toEpochMilli();
  }

  private static int minuteOfDay(LocalTime time) {
    return time.toSecondOfDay() / 60;
  }
}
