package hk.innopark.simulators.plant;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * When a line is planned to work.
 *
 * @param offset of local time; the zone has no daylight saving time
 * @param holidays local days on which no shift starts
 */
public record WorkCalendar(
    String id, ZoneOffset offset, List<Shift> shifts, Set<LocalDate> holidays) {
  static final long DAY_MILLIS = 86_400_000L;

  /**
   * A shift, named by the local day on which it starts.
   *
   * @param startMinute minutes after that day's midnight
   * @param endMinute minutes after that day's midnight; above 1440 on the next day
   */
  public record Shift(
      String id, Set<DayOfWeek> days, int startMinute, int endMinute, List<Break> breaks) {}

  /** A planned break, in minutes after the midnight of the shift's day. */
  public record Break(int startMinute, int endMinute) {}

  /** A shift on a certain day, in epoch milliseconds; breaks are pairs of start and end. */
  record Worked(
      Shift shift, long epochDay, long startMillis, long endMillis, List<long[]> breaks) {}

  long epochDayOf(long millis) {
    return Math.floorDiv(millis + offset.getTotalSeconds() * 1000L, DAY_MILLIS);
  }

  long startOfDay(long epochDay) {
    return epochDay * DAY_MILLIS - offset.getTotalSeconds() * 1000L;
  }

  /** Start and end of the shift in which a moment lies, breaks included. */
  Optional<long[]> shiftAt(long millis) {
    long today = epochDayOf(millis);
    for (long day = today - 1; day <= today; day++) {
      for (Worked worked : shiftsStarting(day)) {
        if (millis >= worked.startMillis() && millis < worked.endMillis()) {
          return Optional.of(new long[] {worked.startMillis(), worked.endMillis()});
        }
      }
    }
    return Optional.empty();
  }

  /** The shifts that start on the local day, in order. */
  List<Worked> shiftsStarting(long epochDay) {
    LocalDate date = LocalDate.ofEpochDay(epochDay);
    List<Worked> worked = new ArrayList<>();
    if (holidays.contains(date)) {
      return worked;
    }
    long midnight = startOfDay(epochDay);
    for (Shift shift : shifts) {
      if (shift.days().contains(date.getDayOfWeek())) {
        List<long[]> breaks = new ArrayList<>();
        for (Break pause : shift.breaks()) {
          breaks.add(
              new long[] {
                midnight + pause.startMinute() * 60_000L, midnight + pause.endMinute() * 60_000L
              });
        }
        worked.add(
            new Worked(
                shift,
                epochDay,
                midnight + shift.startMinute() * 60_000L,
                midnight + shift.endMinute() * 60_000L,
                breaks));
      }
    }
    return worked;
  }
}
