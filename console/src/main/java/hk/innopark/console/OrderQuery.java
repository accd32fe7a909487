package hk.innopark.console;

import hk.innopark.console.shopfloor.OrderFilter;
import hk.innopark.registry.model.Tenant;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Which orders a request is about. */
final class OrderQuery {
  /** The longest id of an order or product. */
  static final int MOST_TEXT = 128;

  private static final int USUAL_DAYS = 7;
  private static final int MOST_DAYS = 400;

  private OrderQuery() {}

  /** Days up to and with today where none are named. */
  static OrderFilter filter(Context ctx, Tenant tenant, Moment moment, FigureView view) {
    Instant now = moment.isEmpty() ? view.now() : moment.asOf();
    LocalDate today = now.atZone(HongKongTime.ZONE).toLocalDate();
    LocalDate to = Optional.ofNullable(day(ctx, "to")).orElse(today);
    LocalDate from = Optional.ofNullable(day(ctx, "from")).orElse(to.minusDays(USUAL_DAYS - 1L));
    if (from.isAfter(to)) {
      throw RequestException.badRequest("error.parameter_from_to");
    }
    if (ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
      throw RequestException.badRequest("error.parameter_days", MOST_DAYS);
    }
    return new OrderFilter(
        tenant.id(),
        moment.isEmpty() ? "" : moment.origin().name(),
        Parameters.id(ctx, "line"),
        text(ctx, "product"),
        from,
        to);
  }

  /** A parameter that is an id of an order or product; null where there is none. */
  static String text(Context ctx, String name) {
    String text = Parameters.single(ctx, name);
    if (text != null && (text.length() > MOST_TEXT || text.chars().anyMatch(c -> c < 0x20))) {
      throw RequestException.badRequest("error.parameter_text", name, MOST_TEXT);
    }
    return text;
  }

  private static LocalDate day(Context ctx, String name) {
    String day = Parameters.single(ctx, name);
    if (day == null) {
      return null;
    }
    try {
      LocalDate date = LocalDate.parse(day, DateTimeFormatter.ofPattern("uuuu-MM-dd"));
      if (date.getYear() >= 2000 && date.getYear() <= 2100) {
        return date;
      }
    } catch (DateTimeException notADay) {
      // refused below
    }
    throw RequestException.badRequest("error.parameter_not_date", name);
  }
}
