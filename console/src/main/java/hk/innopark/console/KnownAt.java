package hk.innopark.console;

import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;

/** The moment as of which an answer is wanted: parameter {@code known}. */
final class KnownAt {
  static final String PARAMETER = "known";

  private KnownAt() {}

  /** The moment, a local one of Hong Kong where it has no offset; null for now. */
  static Instant of(Context ctx) {
    String known = FigureRoutes.single(ctx, PARAMETER);
    if (known == null) {
      return null;
    }
    try {
      return known.matches("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}")
          ? LocalDateTime.parse(known).atZone(HongKongTime.ZONE).toInstant()
          : Instant.parse(known);
    } catch (DateTimeException notTime) {
      throw RequestException.badRequest("error.parameter_not_time", PARAMETER);
    }
  }
}
