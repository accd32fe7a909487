package hk.innopark.jobs.account;

import hk.innopark.jobs.reference.ReferenceData;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** Days of Asia/Hong_Kong. */
final class LocalDays {
  private static final ZoneId ZONE = ReferenceData.ZONE;

  private LocalDays() {}

  /** A day in epoch milliseconds; end exclusive. */
  record Day(long fromMillis, long toMillis) {
    boolean contains(long millis) {
      return millis >= fromMillis && millis < toMillis;
    }

    /** Its date. */
    LocalDate date() {
      return Instant.ofEpochMilli(fromMillis).atZone(ZONE).toLocalDate();
    }
  }

  static Day of(long millis) {
    LocalDate date = ReferenceData.localDay(millis);
    return new Day(start(date), start(date.plusDays(1)));
  }

  private static long start(LocalDate date) {
    return date.atStartOfDay(ZONE).toInstant().toEpochMilli();
  }
}
