package hk.innopark.console;

import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/** How far back a page's charts go. */
enum Range {
  HOURS_8("8h", Duration.ofHours(8), Duration.ofMinutes(10)),
  HOURS_24("24h", Duration.ofHours(24), Duration.ofMinutes(30)),
  DAYS_7("7d", Duration.ofDays(7), Duration.ofHours(3));

  private final String wireName;
  private final Duration length;
  private final Duration bucket;

  Range(String wireName, Duration length, Duration bucket) {
    this.wireName = wireName;
    this.length = length;
    this.bucket = bucket;
  }

  /**
   * The range that a request names, or 24 hours.
   *
   * @throws RequestException where there is none of that name
   */
  static Range of(String requested) {
    if (requested == null) {
      return HOURS_24;
    }
    return Arrays.stream(values())
        .filter(range -> range.wireName.equals(requested))
        .findFirst()
        .orElseThrow(
            () ->
                RequestException.badRequest(
                    "error.parameter_not_one_of",
                    "range",
                    Arrays.stream(values())
                        .map(Range::wireName)
                        .collect(Collectors.joining(", "))));
  }

  String wireName() {
    return wireName;
  }

  Duration bucket() {
    return bucket;
  }

  /** From the start of a bucket to the newest figures. */
  Period upTo(Moment moment) {
    return new Period(HongKongTime.floor(moment.settled().minus(length), bucket), moment.settled());
  }
}
