package hk.innopark.console;

import hk.innopark.console.shopfloor.OrderSum;
import hk.innopark.registry.lookup.WorkPlan;
import hk.innopark.registry.model.ShiftCalendar;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How far an order is. Its end is expected at its own pace so far, in items a planned minute, over
 * the planned minutes that the line's calendar has ahead: no break, night or holiday counts as
 * working time, and where the pace says nothing yet there is no expectation.
 *
 * @param running whether it is worked on as of the newest figures
 * @param share of the planned quantity that is made; null where none is planned
 * @param expectedEnd epoch milliseconds; null where there is no honest one
 */
record OrderProgress(boolean running, Double share, Long expectedEnd) {
  private static final Duration SILENT = Duration.ofMinutes(10);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final long LEAST_MINUTES = 15;
  private static final long LONGEST_MINUTES = Duration.ofDays(60).toMinutes();

  static OrderProgress of(OrderSum order, Instant asOf, Optional<ShiftCalendar> calendar) {
    boolean isRunning =
        order.plan() != null
            ? order.plan().until() > asOf.toEpochMilli()
            : order.end() != null && order.end() >= asOf.minus(SILENT).toEpochMilli();
    Long planned = order.plan() == null ? null : order.plan().planned();
    if (planned == null) {
      return new OrderProgress(isRunning, null, null);
    }
    double good = order.amount("good");
    Long expected =
        isRunning && good > 0 && good < planned && calendar.isPresent()
            ? expectedEnd(order, planned - good, good, asOf, new WorkPlan(calendar.get()))
            : null;
    return new OrderProgress(isRunning, good / planned, expected);
  }

  private static Long expectedEnd(
      OrderSum order, double left, double good, Instant asOf, WorkPlan plan) {
    long now = floor(asOf.toEpochMilli());
    long worked = 0;
    for (long minute = floor(order.begin()); minute < now; minute += MINUTE.toMillis()) {
      worked += plan.isPlanned(minute) ? 1 : 0;
    }
    if (worked < LEAST_MINUTES) {
      return null;
    }
    double minutes = Math.ceil(left / (good / worked));
    long minute = now;
    for (long passed = 0; passed < LONGEST_MINUTES; passed++) {
      minutes -= plan.isPlanned(minute) ? 1 : 0;
      minute += MINUTE.toMillis();
      if (minutes <= 0) {
        return minute;
      }
    }
    return null;
  }

  private static long floor(long millis) {
    return Math.floorDiv(millis, MINUTE.toMillis()) * MINUTE.toMillis();
  }
}
