package hk.innopark.registry.model;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * When a line is planned to work.
 *
 * @param holidays local days without shifts
 * @param exceptions local days with other shifts than their weekday's
 */
public record ShiftCalendar(
    String id,
    ZoneId zone,
    List<Shift> shifts,
    Set<LocalDate> holidays,
    List<ExceptionDay> exceptions) {

  /**
   * A shift, named by the local day on which it starts.
   *
   * @param startMinute minutes after local midnight, 0 to 1439
   * @param endMinute minutes after the midnight of the starting day, at most 2880: greater than
   *     1440 where the shift ends on the next day
   * @param breaks planned breaks, local times, inside the shift
   */
  public record Shift(
      String id, Set<DayOfWeek> days, int startMinute, int endMinute, List<Break> breaks) {}

  /** A planned break; its end is on the next day where it is not after its start. */
  public record Break(LocalTime start, LocalTime end) {}

  /** A day whose shifts replace the weekday's; no shifts make it a day off. */
  public record ExceptionDay(LocalDate date, List<Shift> shifts) {}
}
