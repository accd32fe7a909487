package hk.innopark.console;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Days, months and buckets as people in the estates see them. */
final class HongKongTime {
  static final ZoneId ZONE = ZoneId.of("Asia/Hong_Kong");

  /** Without daylight saving since 1979. */
  private static final long OFFSET_MILLIS =
      Duration.ofSeconds(ZoneOffset.ofHours(8).getTotalSeconds()).toMillis();

  private HongKongTime() {}

  /** The start of the bucket that holds the instant; buckets start at local midnight. */
  static Instant floor(Instant instant, Duration bucket) {
    long local = instant.toEpochMilli() + OFFSET_MILLIS;
    return Instant.ofEpochMilli(
        Math.floorDiv(local, bucket.toMillis()) * bucket.toMillis() - OFFSET_MILLIS);
  }

  static Instant startOfDay(Instant instant) {
    return instant.atZone(ZONE).toLocalDate().atStartOfDay(ZONE).toInstant();
  }

  static Instant startOfMonth(Instant instant) {
    return instant.atZone(ZONE).toLocalDate().withDayOfMonth(1).atStartOfDay(ZONE).toInstant();
  }
}
