package hk.innopark.registry;

import static hk.innopark.registry.WrongPlace.spoil;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is refused of shift calendars. */
class CalendarRefusalTest {
  private static final String SHIFTS = "calendars[0].shifts";

  static Stream<WrongPlace> spoilt() {
    return Stream.of(
        spoil("Asia/Hong_Kong", "Asia/Nowhere", "calendars[0].zone: unknown time zone"),
        spoil("start: \"06:00\"", "start: \"6:00\"", SHIFTS + "[0].start: is not a quoted time"),
        spoil("start: \"06:00\"", "start: \"06:60\"", SHIFTS + "[0].start: is not a quoted time"),
        spoil("start: \"06:00\"", "start: \"24:00\"", SHIFTS + "[0]: starts at \"24:00\""),
        spoil("end: \"14:00\"", "end: \"24:01\"", SHIFTS + "[0].end: is not a quoted time"),
        spoil("end: \"14:00\"", "end: \"06:00\"", SHIFTS + "[0]: start and end are equal"),
        spoil(
            "end: \"14:00\"",
            "end: \"22:30\"",
            SHIFTS + ": shift \"early\" overlaps shift \"night\" on MON"),
        spoil(
            "end: \"06:00\", b",
            "end: \"06:10\", b",
            SHIFTS + ": shift \"early\" overlaps shift \"night\" on TUE"),
        spoil(
            "id: night, days: [MON, TUE]",
            "id: night, days: [MON, MON]",
            SHIFTS + "[1].days[1]: MON stands twice"),
        spoil(
            "id: night, days: [MON, TUE]",
            "id: night, days: [MON, XYZ]",
            SHIFTS + "[1].days[1]: \"XYZ\" is none of MON"),
        spoil("id: night, days: [MON, TUE]", "id: night, days: []", SHIFTS + "[1].days: is empty"),
        spoil(
            "id: night, days",
            "id: early, days",
            SHIFTS + "[1].id: shift \"early\" is already at " + SHIFTS + "[0].id"),
        spoil(
            "start: \"10:00\"",
            "start: \"05:50\"",
            SHIFTS + "[0].breaks[0]: is not inside its shift"),
        spoil(
            "end: \"10:20\"", "end: \"14:20\"", SHIFTS + "[0].breaks[0]: is not inside its shift"),
        spoil("end: \"10:20\"", "end: \"10:00\"", SHIFTS + "[0].breaks[0]: has no length"),
        spoil(
            "end: \"10:20\"}]",
            "end: \"10:20\"}, {start: \"10:10\", end: \"10:30\"}]",
            SHIFTS + "[0].breaks[1]: overlaps another"),
        spoil(
            "[2026-01-01]",
            "[2026-01-01, 2026-01-01]",
            "calendars[0].holidays[1]: 2026-01-01 stands twice"),
        spoil(
            "[2026-01-01]",
            "[2026-02-16]",
            "calendars[0].exceptions[0].date: 2026-02-16 is a holiday too"),
        spoil(
            "id: short, start",
            "id: short, days: [MON], start",
            "calendars[0].exceptions[0].shifts[0]: unknown key \"days\""),
        spoil(
            "start: \"07:00\", end: \"12:00\"",
            "start: \"20:00\", end: \"08:00\"",
            SHIFTS + ": shift \"short\" overlaps shift \"early\" on 2026-02-16"));
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("spoilt")
  void oneWrongPlaceGivesOneLineThatNamesIt(WrongPlace place) {
    place.assertRefused();
  }
}
