package hk.innopark.notifier;

import hk.innopark.events.AlertKind.Severity;
import hk.innopark.registry.model.NotificationRule.Quiet;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZonedDateTime;

/** When something may be told that came in quiet hours. */
final class QuietTime {
  private QuietTime() {}

  /**
   * The moment itself, or the end of the quiet hours in which it lies.
   *
   * @param quiet null where there are none
   */
  static Instant notBefore(Quiet quiet, Severity severity, Instant moment) {
    if (quiet == null || (quiet.passes() != null && severity.compareTo(quiet.passes()) >= 0)) {
      return moment;
    }
    ZonedDateTime local = moment.atZone(quiet.zone());
    LocalTime time = local.toLocalTime();
    boolean overnight = !quiet.to().isAfter(quiet.from());
    boolean afterFrom = !time.isBefore(quiet.from());
    boolean beforeTo = time.isBefore(quiet.to());
    boolean isQuiet = overnight ? afterFrom || beforeTo : afterFrom && beforeTo;
    if (!isQuiet) {
      return moment;
    }
    boolean endsTomorrow = overnight && afterFrom;
    Instant end =
        local
            .toLocalDate()
            .plusDays(endsTomorrow ? 1 : 0)
            .atTime(quiet.to())
            .atZone(quiet.zone())
            .toInstant();
    // an hour that a clock skips or repeats never moves it into the past
    return end.isAfter(moment) ? end : moment;
  }
}
