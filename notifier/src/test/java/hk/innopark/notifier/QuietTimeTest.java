package hk.innopark.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import hk.innopark.events.AlertKind.Severity;
import hk.innopark.registry.model.NotificationRule.Quiet;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietTimeTest {
  @ParameterizedTest
  @CsvSource({
    "22:00, 06:00, 2026-11-27T21:59:59+08:00, 2026-11-27T21:59:59+08:00",
    "22:00, 06:00, 2026-11-27T22:00:00+08:00, 2026-11-28T06:00:00+08:00",
    "22:00, 06:00, 2026-11-28T05:59:59+08:00, 2026-11-28T06:00:00+08:00",
    "22:00, 06:00, 2026-11-28T06:00:00+08:00, 2026-11-28T06:00:00+08:00",
    "12:00, 13:30, 2026-11-27T12:10:00+08:00, 2026-11-27T13:30:00+08:00",
    "18:00, 00:00, 2026-11-27T23:00:00+08:00, 2026-11-28T00:00:00+08:00",
    "00:00, 06:00, 2026-11-28T00:00:00+08:00, 2026-11-28T06:00:00+08:00",
  })
  void whatComesInQuietHoursWaitsForTheirEnd(String from, String to, String at, String told) {
    Quiet quiet =
        new Quiet(LocalTime.parse(from), LocalTime.parse(to), ZoneId.of("Asia/Hong_Kong"), null);

    assertThat(QuietTime.notBefore(quiet, Severity.CRITICAL, instant(at))).isEqualTo(instant(told));
  }

  private static Instant instant(String text) {
    return java.time.OffsetDateTime.parse(text).toInstant();
  }

  /** In a zone whose clocks are changed, too. */
  @Property
  void nothingIsToldBeforeItCameNorMoreThanADayLater(
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second,
      @ForAll @IntRange(max = 1439) int from,
      @ForAll @IntRange(max = 1439) int to) {
    if (from == to) {
      return;
    }
    ZoneId zone = ZoneId.of("Europe/Berlin");
    Quiet quiet =
        new Quiet(
            LocalTime.ofSecondOfDay(from * 60L), LocalTime.ofSecondOfDay(to * 60L), zone, null);
    Instant at = Instant.ofEpochSecond(second);

    Instant told = QuietTime.notBefore(quiet, Severity.NOTICE, at);

    assertThat(told).isAfterOrEqualTo(at).isBeforeOrEqualTo(at.plus(Duration.ofHours(25)));
    if (!told.equals(at)) {
      assertThat(QuietTime.notBefore(quiet, Severity.NOTICE, told)).isEqualTo(told);
    }
  }
}
