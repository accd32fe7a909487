package hk.innopark.console;

import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The moment as of which an answer is wanted: parameter {@code known}. */
final class KnownAt {
  static final String PARAMETER = "known";

  private static final Pattern OFFSET = Pattern.compile("(.+)([+-])(\\d{2}:\\d{2})");

  private KnownAt() {}

  /** The moment, a local one of Hong Kong where it has no offset; null for now. */
  static Instant of(Context ctx) {
    String known = Parameters.single(ctx, PARAMETER);
    if (known == null) {
      return null;
    }
    try {
      return known.matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}")
          ? LocalDateTime.parse(known).atZone(HongKongTime.ZONE).toInstant()
          : withOffset(known);
    } catch (DateTimeException notTime) {
      throw RequestException.badRequest("error.parameter_not_time", PARAMETER);
    }
  }

  /** RFC 3339 has offsets up to 23:59, Java's own up to 18:00. */
  private static Instant withOffset(String known) {
    Matcher parts = OFFSET.matcher(known);
    if (!parts.matches()) {
      return Instant.parse(known);
    }
    Instant local = LocalDateTime.parse(parts.group(1)).toInstant(ZoneOffset.UTC);
    int seconds = LocalTime.parse(parts.group(3)).toSecondOfDay();
    return parts.group(2).equals("+") ? local.minusSeconds(seconds) : local.plusSeconds(seconds);
  }
}
