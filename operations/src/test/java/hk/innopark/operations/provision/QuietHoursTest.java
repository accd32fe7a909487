package hk.innopark.operations.provision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hk.innopark.registry.model.ShiftCalendar;
import hk.innopark.registry.model.ShiftCalendar.Shift;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QuietHoursTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Hong_Kong");
  private static final Set<DayOfWeek> WORKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
  private static final LocalDate NEW_YEAR = LocalDate.of(2027, 1, 1);

  @Test
  void aDayShiftLeavesMorningAndEveningAndTheWeekend() {
    assertThat(quiet(calendar(new Shift("day", WORKDAYS, 480, 1080, List.of()))))
        .contains("monday 00:00-08:00 18:00-24:00", "friday 00:00-08:00 18:00-24:00")
        .contains("saturday 00:00-24:00", "sunday 00:00-24:00")
        .hasSize(7);
  }

  @Test
  void aNightShiftCountsForTheNextDaysMorning() {
    assertThat(quiet(calendar(new Shift("night", WORKDAYS, 1320, 1800, List.of()))))
        .contains("monday 00:00-22:00", "tuesday 06:00-22:00", "saturday 06:00-24:00");
  }

  @Test
  void aNightShiftOfSundayGoesOnOnMonday() {
    Shift night = new Shift("night", EnumSet.of(DayOfWeek.SUNDAY), 1320, 1800, List.of());
    assertThat(quiet(calendar(night))).contains("monday 06:00-24:00", "sunday 00:00-22:00");
  }

  @Test
  void whatOneLineWorksIsNotQuiet() {
    ShiftCalendar day = calendar(new Shift("day", WORKDAYS, 480, 1080, List.of()));
    ShiftCalendar always =
        calendar(new Shift("all", EnumSet.allOf(DayOfWeek.class), 0, 1440, List.of()));
    assertThat(quiet(day, always)).isEmpty();
  }

  @Test
  void aHolidayOfAllLinesIsQuietAllDay() {
    Shift shift = new Shift("all", EnumSet.allOf(DayOfWeek.class), 0, 1440, List.of());
    ShiftCalendar closed =
        new ShiftCalendar("closed", ZONE, List.of(shift), Set.of(NEW_YEAR), List.of());
    JsonNode timing = new QuietHours(List.of(closed)).muteTiming();
    assertThat(timing.at("/time_intervals/0/days_of_month/0").asText()).isEqualTo("1");
    assertThat(timing.at("/time_intervals/0/months/0").asText()).isEqualTo("1");
    assertThat(timing.at("/time_intervals/0/years/0").asText()).isEqualTo("2027");
    assertThat(timing.at("/time_intervals/0/location").asText()).isEqualTo("Asia/Hong_Kong");
    assertThat(quiet(closed, calendar(shift))).isEmpty();
  }

  private static ShiftCalendar calendar(Shift shift) {
    return new ShiftCalendar("c", ZONE, List.of(shift), Set.of(), List.of());
  }

  private static List<String> quiet(ShiftCalendar... calendars) {
    List<String> intervals = new ArrayList<>();
    for (JsonNode interval :
        new QuietHours(List.of(calendars)).muteTiming().get("time_intervals")) {
      StringBuilder text = new StringBuilder(interval.at("/weekdays/0").asText());
      interval
          .path("times")
          .forEach(
              times ->
                  text.append(' ')
                      .append(times.get("start_time").asText())
                      .append('-')
                      .append(times.get("end_time").asText()));
      intervals.add(text.toString());
    }
    return intervals;
  }
}
