package hk.innopark.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class HongKongTimeTest {
  @Test
  void a_day_starts_at_local_midnight() {
    assertThat(HongKongTime.startOfDay(Instant.parse("2026-11-20T16:30:00Z")))
        .isEqualTo(Instant.parse("2026-11-20T16:00:00Z"));
  }

  @Test
  void a_month_starts_on_its_local_first() {
    assertThat(HongKongTime.startOfMonth(Instant.parse("2026-10-31T16:30:00Z")))
        .isEqualTo(Instant.parse("2026-10-31T16:00:00Z"));
  }

  @Test
  void buckets_of_three_hours_start_at_local_midnight() {
    assertThat(HongKongTime.floor(Instant.parse("2026-11-20T18:59:59Z"), Duration.ofHours(3)))
        .isEqualTo(Instant.parse("2026-11-20T16:00:00Z"));
  }

  @Property(tries = 200)
  void an_instant_lies_in_its_bucket(
      @ForAll @LongRange(min = 946_684_800, max = 4_102_444_800L) long second) {
    Instant instant = Instant.ofEpochSecond(second);
    Duration bucket = Duration.ofMinutes(30);
    Instant start = HongKongTime.floor(instant, bucket);
    assertThat(instant).isAfterOrEqualTo(start).isBefore(start.plus(bucket));
  }
}
