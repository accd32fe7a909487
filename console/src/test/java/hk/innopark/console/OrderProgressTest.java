package hk.innopark.console;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.console.shopfloor.OrderSum;
import hk.innopark.console.shopfloor.OrderSum.Plan;
import hk.innopark.registry.RegistryYaml;
import hk.innopark.registry.model.ShiftCalendar;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OrderProgressTest {
  /** Four hours, a break of one, four hours; on Wednesdays and Thursdays. */
  private static final Optional<ShiftCalendar> CALENDAR =
      RegistryYaml.parse(
              """
              tenants:
                - id: acme
                  name: Acme
                  estate: tai-po
                  lines:
                    - id: line-1
                      name: Line
                      calendar: day
                      machines: [{id: oven-1, sample_period: PT10S, stale_after: PT60S, rated_kw: 10}]
              calendars:
                - id: day
                  zone: Asia/Hong_Kong
                  shifts:
                    - id: day
                      days: [WED, THU]
                      start: "08:00"
                      end: "17:00"
                      breaks: [{start: "12:00", end: "13:00"}]
              """,
              "test")
          .calendar("day");

  private static final Instant EIGHT = Instant.parse("2026-03-04T00:00:00Z");
  private static final Instant ELEVEN = EIGHT.plus(Duration.ofHours(3));

  private static OrderSum order(long good, Long planned, Instant until) {
    return new OrderSum(
        "line-1",
        "A",
        null,
        EIGHT.toEpochMilli(),
        ELEVEN.toEpochMilli(),
        LocalDate.of(2026, 3, 4),
        Map.of("good", BigDecimal.valueOf(good)),
        new Plan(planned, EIGHT.toEpochMilli(), until.toEpochMilli(), "mei"));
  }

  private static OrderProgress of(long good, Long planned, Instant asOf) {
    return OrderProgress.of(order(good, planned, EIGHT.plus(Duration.ofDays(8))), asOf, CALENDAR);
  }

  private static Instant expectedEnd(long good, long planned) {
    return Instant.ofEpochMilli(of(good, planned, ELEVEN).expectedEnd());
  }

  @Test
  void theEndIsExpectedAtItsOwnPaceOverPlannedMinutesAlone() {
    // one a minute in three hours
    assertThat(of(180, 540L, ELEVEN).share()).isEqualTo(1 / 3.0);
    assertThat(expectedEnd(180, 200)).isEqualTo(ELEVEN.plus(Duration.ofMinutes(20)));
    // an hour until the break, then behind it
    assertThat(expectedEnd(180, 250)).isEqualTo(ELEVEN.plus(Duration.ofMinutes(60 + 60 + 10)));
    // five hours today, and one tomorrow
    assertThat(expectedEnd(180, 540)).isEqualTo(EIGHT.plus(Duration.ofHours(24 + 1)));
    // eight more tomorrow, and the rest in a week
    assertThat(expectedEnd(180, 180 + 300 + 480 + 1))
        .isEqualTo(EIGHT.plus(Duration.ofDays(7)).plus(Duration.ofMinutes(1)));
  }

  @Test
  void whereThePaceSaysNothingThereIsNoExpectation() {
    assertThat(of(180, null, ELEVEN).share()).isNull();
    assertThat(of(180, null, ELEVEN).expectedEnd()).isNull();
    assertThat(of(0, 100L, ELEVEN).expectedEnd()).isNull();
    assertThat(of(100, 100L, ELEVEN).expectedEnd()).isNull();
    assertThat(of(5, 100L, EIGHT.plus(Duration.ofMinutes(14))).expectedEnd()).isNull();
    assertThat(of(5, 100L, EIGHT.plus(Duration.ofMinutes(15))).expectedEnd()).isNotNull();
    // not within two months
    assertThat(of(1, 100_000L, ELEVEN).expectedEnd()).isNull();
  }

  @Test
  void itRunsUntilItsWordEndsOrTheMachineNamesItNoMore() {
    assertThat(of(1, null, ELEVEN).running()).isTrue();
    assertThat(OrderProgress.of(order(1, 10L, ELEVEN), ELEVEN, CALENDAR).running()).isFalse();
    OrderSum named = order(1, null, ELEVEN);
    OrderSum unsaid =
        new OrderSum(
            named.line(),
            named.order(),
            named.product(),
            named.begin(),
            named.end(),
            named.firstDay(),
            named.amounts(),
            null);
    assertThat(OrderProgress.of(unsaid, ELEVEN.plusSeconds(600), CALENDAR).running()).isTrue();
    assertThat(OrderProgress.of(unsaid, ELEVEN.plusSeconds(601), CALENDAR).running()).isFalse();
  }
}
