package hk.innopark.console;

import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/**
 * What time a page's charts are about: the newest hours, or days by their dates.
 *
 * @param name {@code 8h}, {@code 24h} or {@code 7d}; {@code days} where dates are given
 * @param newest how far back it goes from the newest figures; null where dates are given
 * @param from the first local day; null where it goes back from the newest figures
 * @param to the last local day, inclusive; null with {@code from}
 */
record Range(String name, Duration newest, LocalDate from, LocalDate to) {
  static final int MOST_DAYS = 400;

  private static final Map<String, Duration> NEWEST =
      new TreeMap<>(
          Map.of("8h", Duration.ofHours(8), "24h", Duration.ofHours(24), "7d", Duration.ofDays(7)));
  private static final String USUAL = "24h";

  /**
   * The range that a request names by {@code range}, or by {@code from} and {@code to}; 24 hours
   * where it names none.
   *
   * @throws RequestException where there is no such range
   */
  static Range of(Context ctx) {
    String name = Parameters.single(ctx, "range");
    LocalDate from = date(ctx, "from");
    LocalDate to = date(ctx, "to");
    if (from == null && to == null) {
      return named(name == null ? USUAL : name);
    }
    if (from == null || to == null || from.isAfter(to)) {
      throw RequestException.badRequest("error.parameter_from_to");
    }
    if (ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
      throw RequestException.badRequest("error.parameter_days", MOST_DAYS);
    }
    return new Range("days", null, from, to);
  }

  /** One of the newest hours or days. */
  static Range named(String name) {
    Duration length = NEWEST.get(name);
    if (length == null) {
      throw RequestException.badRequest(
          "error.parameter_not_one_of", "range", String.join(", ", NEWEST.keySet()));
    }
    return new Range(name, length, null, null);
  }

  private static LocalDate date(Context ctx, String parameter) {
    String text = Parameters.single(ctx, parameter);
    if (text == null) {
      return null;
    }
    try {
      LocalDate date = LocalDate.parse(text);
      if (date.getYear() >= 2000 && date.getYear() <= 2100) {
        return date;
      }
    } catch (DateTimeParseException notDate) {
      // refused below
    }
    throw RequestException.badRequest("error.parameter_not_date", parameter);
  }

  /** Tells it from every other. */
  String key() {
    return newest == null ? from + "/" + to : name;
  }

  /** From the start of a bucket to the newest figures, or to the end of the last day. */
  Period upTo(Moment moment) {
    Instant settled = moment.settled();
    if (newest != null) {
      return new Period(HongKongTime.floor(settled.minus(newest), bucket()), settled);
    }
    Instant start = from.atStartOfDay(HongKongTime.ZONE).toInstant();
    Instant end = to.plusDays(1).atStartOfDay(HongKongTime.ZONE).toInstant();
    Instant known = end.isBefore(settled) ? end : settled;
    return new Period(start, known.isBefore(start) ? start : known);
  }

  /** As long a time, and just before it. */
  Period before(Period period) {
    if (newest != null) {
      return Period.upTo(period.from(), period.length());
    }
    // days against days, also where the last day is not over
    Duration days = Duration.ofDays(ChronoUnit.DAYS.between(from, to) + 1);
    return new Period(period.from().minus(days), period.to().minus(days));
  }

  /** How long a chart's bucket is. */
  Duration bucket() {
    Duration length =
        newest == null ? Duration.ofDays(ChronoUnit.DAYS.between(from, to) + 1) : newest;
    if (length.compareTo(Duration.ofHours(12)) <= 0) {
      return Duration.ofMinutes(10);
    }
    if (length.compareTo(Duration.ofDays(2)) <= 0) {
      return Duration.ofMinutes(30);
    }
    return length.compareTo(Duration.ofDays(10)) <= 0 ? Duration.ofHours(3) : Duration.ofDays(1);
  }
}
