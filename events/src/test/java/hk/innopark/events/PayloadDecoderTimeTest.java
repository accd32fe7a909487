package hk.innopark.events;

import static hk.innopark.events.Payloads.NOW;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hk.innopark.events.DecodeResult.Accepted;
import hk.innopark.events.DecodeResult.Rejected;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadDecoderTimeTest {
  private static final long FIVE_MINUTES = 300_000;
  private static final long THIRTY_DAYS = Duration.ofDays(30).toMillis();
  private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

  @Test
  void aStampUpToTheToleranceAheadIsReadAndOneMillisecondMoreIsTheFuture() {
    assertThat(decode(NOW + FIVE_MINUTES, NOW)).isInstanceOf(Accepted.class);
    assertThat(decode(NOW + FIVE_MINUTES + 1, NOW))
        .isEqualTo(new Rejected(RejectReason.FUTURE, "ts is 300001 ms ahead"));
  }

  @Test
  void aStampAsOldAsTheRetentionIsReadAndOneMillisecondMoreIsTooOld() {
    assertThat(decode(NOW - THIRTY_DAYS, NOW)).isInstanceOf(Accepted.class);
    assertThat(decode(NOW - THIRTY_DAYS - 1, NOW))
        .isEqualTo(new Rejected(RejectReason.TOO_OLD, "ts is 2592000001 ms old"));
  }

  @ParameterizedTest
  @CsvSource({
    "1763791200", // seconds
    "1763791200000000", // microseconds
    "1763791200000000000", // nanoseconds
    "99999999999",
    "100000000000001",
    "0",
    "-0",
    "1",
    "-1",
    "-1763791200000",
    "9223372036854775807",
    "-9223372036854775808",
  })
  void aStampThatIsNotInMillisecondsIsATimeUnit(String stamp) {
    for (long receivedAt : new long[] {NOW, 0, Long.MAX_VALUE, Long.MIN_VALUE}) {
      assertThat(reason(decode(stamp, receivedAt))).isEqualTo(RejectReason.TIME_UNIT);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {100_000_000_000L, 100_000_000_000_000L})
  void theBoundsOfMillisecondsAreMilliseconds(long stamp) {
    assertThat(decode(stamp, stamp)).isInstanceOf(Accepted.class);
  }

  @Test
  void aTimeOfReceiptAtTheEndsOfTimeDoesNotWrapAround() {
    assertThat(reason(decode(NOW, Long.MAX_VALUE))).isEqualTo(RejectReason.TOO_OLD);
    assertThat(reason(decode(NOW, Long.MAX_VALUE - 1))).isEqualTo(RejectReason.TOO_OLD);
    assertThat(reason(decode(NOW, Long.MIN_VALUE))).isEqualTo(RejectReason.FUTURE);
    assertThat(reason(decode(NOW, Long.MIN_VALUE + 1))).isEqualTo(RejectReason.FUTURE);
    assertThat(decode(NOW, Long.MIN_VALUE))
        .isEqualTo(new Rejected(RejectReason.FUTURE, "ts is " + Long.MAX_VALUE + " ms ahead"));
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MIN_VALUE, -1, 0, NOW, Long.MAX_VALUE})
  void withoutLimitsInTimeEveryMillisecondIsRead(long receivedAt) {
    PayloadDecoder unlimited = new PayloadDecoder(FOREVER, FOREVER);
    assertThat(unlimited.decode(message(Long.toString(NOW), receivedAt)))
        .isInstanceOf(Accepted.class);
  }

  @Test
  void aWindowOfNoWidthReadsOnlyTheMomentOfReceipt() {
    PayloadDecoder exact = new PayloadDecoder(Duration.ZERO, Duration.ZERO);
    assertThat(exact.decode(message(Long.toString(NOW), NOW))).isInstanceOf(Accepted.class);
    assertThat(reason(exact.decode(message(Long.toString(NOW), NOW - 1))))
        .isEqualTo(RejectReason.FUTURE);
    assertThat(reason(exact.decode(message(Long.toString(NOW), NOW + 1))))
        .isEqualTo(RejectReason.TOO_OLD);
  }

  @Test
  void aNegativeLimitIsRefusedByName() {
    assertThatThrownBy(() -> new PayloadDecoder(Duration.ofMillis(-1), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("retention");
    assertThatThrownBy(() -> new PayloadDecoder(Duration.ZERO, Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("futureTolerance");
  }

  private static DecodeResult decode(long stamp, long receivedAt) {
    return decode(Long.toString(stamp), receivedAt);
  }

  private static DecodeResult decode(String stamp, long receivedAt) {
    return Payloads.decoder().decode(message(stamp, receivedAt));
  }

  private static RawMessage message(String stamp, long receivedAt) {
    String payload = Payloads.EXAMPLE.replace("1763791200000", stamp);
    return new RawMessage(receivedAt, Payloads.TOPIC, payload.getBytes(UTF_8));
  }

  private static RejectReason reason(DecodeResult result) {
    return ((Rejected) result).reason();
  }
}
