package hk.innopark.console;

import hk.innopark.console.figures.FigureQuery;
import hk.innopark.console.figures.FigureRow;
import hk.innopark.console.figures.Measure;
import hk.innopark.console.figures.Place;
import hk.innopark.events.FigureFields;
import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Figure rows for programs: any measurement, level, grain and time, read in pieces. */
final class FigureApiRoutes {
  private static final Duration USUAL = Duration.ofDays(1);
  private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2100-01-01T00:00:00Z");

  /** In the order of a list: by time, then by place. */
  private static final Comparator<FigureRow> ORDER =
      Comparator.comparing(FigureRow::start).thenComparing(row -> placeKey(row.place()));

  private final Views views;

  FigureApiRoutes(Views views) {
    this.views = views;
  }

  void addTo(Javalin app) {
    app.get("/api/figures", this::figures, Rule.FIGURES);
  }

  private void figures(Context ctx) {
    Measure measure = choice(ctx, "measurement", Measure.values());
    Level level = choice(ctx, "level", Level.values());
    Grain grain = choice(ctx, "grain", Grain.values());
    Instant to = time(ctx, "to").orElseGet(Instant::now);
    Instant from = time(ctx, "from").orElseGet(() -> to.minus(USUAL));
    if (!from.isBefore(to)) {
      throw RequestException.badRequest("error.from_not_before_to");
    }
    if (from.plus(longest(grain)).isBefore(to)) {
      throw RequestException.badRequest("error.time_too_long", longest(grain).toDays());
    }
    boolean isClosed = grain == Grain.HOUR || grain == Grain.DAY || grain == Grain.MONTH;
    if (KnownAt.of(ctx) != null && (!isClosed || level == Level.MACHINE)) {
      throw RequestException.badRequest("error.known_is_of_closed");
    }
    FigureView view = views.of(ctx);
    Place place =
        new Place(
            null,
            Parameters.id(ctx, "tenant"),
            Parameters.id(ctx, "line"),
            Parameters.id(ctx, "machine"));
    List<String> fields = FigureFields.of(measure.wireName());
    List<String> columns =
        new ArrayList<>(List.of("start", "estate", "tenant", "line", "machine", "revision"));
    columns.addAll(fields);
    ApiListing listing = ApiListing.of(ctx, columns);
    Optional<Position> after = listing.cursor().map(Position::parse);
    String origin = view.originOr(Parameters.single(ctx, "origin"));
    Instant piece = after.map(Position::start).filter(from::isBefore).orElse(from);
    while (origin != null && piece.isBefore(to) && !listing.isFull()) {
      Instant end = piece.plus(pieceOf(grain));
      FigureQuery query =
          new FigureQuery(
              measure, level, grain, origin, place, piece, end.isBefore(to) ? end : to, fields);
      for (FigureRow row : view.rows(query).stream().sorted(ORDER).toList()) {
        if (after.map(position -> position.isBefore(row)).orElse(true)) {
          listing.add(Position.of(row).text(), shown(row, fields));
        }
      }
      piece = end;
    }
    listing.end();
  }

  /** Where a list goes on. */
  private record Position(Instant start, String place) {
    static Position of(FigureRow row) {
      return new Position(row.start(), placeKey(row.place()));
    }

    static Position parse(String text) {
      String[] parts = text.split(" ", 2);
      if (parts.length == 2 && parts[0].matches("[0-9]{1,13}")) {
        return new Position(Instant.ofEpochMilli(Long.parseLong(parts[0])), parts[1]);
      }
      throw ApiListing.noSuchCursor();
    }

    String text() {
      return start.toEpochMilli() + " " + place;
    }

    boolean isBefore(FigureRow row) {
      int byTime = start.compareTo(row.start());
      return byTime < 0 || (byTime == 0 && place.compareTo(placeKey(row.place())) < 0);
    }
  }

  private static String placeKey(Place place) {
    return Arrays.asList(place.estate(), place.tenant(), place.line(), place.machine()).stream()
        .map(part -> part == null ? "" : part)
        .collect(Collectors.joining("/"));
  }

  private static Map<String, Object> shown(FigureRow row, List<String> fields) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("start", row.start().toEpochMilli());
    members.put("estate", row.place().estate());
    members.put("tenant", row.place().tenant());
    members.put("line", row.place().line());
    members.put("machine", row.place().machine());
    members.put("revision", row.revision());
    fields.forEach(field -> members.put(field, row.values().get(field)));
    return members;
  }

  /** How much is read at a time. */
  private static Duration pieceOf(Grain grain) {
    return switch (grain) {
      case MINUTE -> Duration.ofHours(3);
      case HALF_HOUR, HOUR -> Duration.ofDays(4);
      case SHIFT, DAY -> Duration.ofDays(60);
      case MONTH -> Duration.ofDays(800);
    };
  }

  private static Duration longest(Grain grain) {
    return switch (grain) {
      case MINUTE -> Duration.ofDays(7);
      case HALF_HOUR, HOUR -> Duration.ofDays(100);
      case SHIFT, DAY -> Duration.ofDays(1_100);
      case MONTH -> Duration.ofDays(3_700);
    };
  }

  private static <E extends Enum<E>> E choice(Context ctx, String name, E[] constants) {
    String text = Parameters.single(ctx, name);
    for (E one : constants) {
      if (one.name().toLowerCase(Locale.ROOT).equals(text)) {
        return one;
      }
    }
    throw RequestException.badRequest(
        "error.parameter_not_one_of",
        name,
        Arrays.stream(constants)
            .map(one -> one.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", ")));
  }

  private static Optional<Instant> time(Context ctx, String name) {
    String text = Parameters.single(ctx, name);
    if (text == null) {
      return Optional.empty();
    }
    try {
      Instant time = OffsetDateTime.parse(text.toUpperCase(Locale.ROOT)).toInstant();
      if (!time.isBefore(EARLIEST) && time.isBefore(LATEST)) {
        return Optional.of(time);
      }
    } catch (DateTimeException malformed) {
      // refused below
    }
    throw RequestException.badRequest("error.parameter_not_moment", name);
  }
}
