package hk.innopark.testkit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractAssert;

/**
 * Narrows figures down to a place and a period, from {@link #estate} to {@link #machine} and from
 * {@link #minute} to {@link #month}.
 *
 * <p>Times without an offset are Hong Kong's, such as {@code 2026-03-03T09:00}.
 */
public final class FiguresAssert extends AbstractAssert<FiguresAssert, Figures> {
  private final List<FigureRow> chosen;
  private final String path;
  private final String level;

  FiguresAssert(Figures figures) {
    this(figures, figures.rows(), "", null);
  }

  private FiguresAssert(Figures figures, List<FigureRow> chosen, String path, String level) {
    super(figures, FiguresAssert.class);
    this.chosen = chosen;
    this.path = path;
    this.level = level;
  }

  public FiguresAssert estate(String id) {
    return narrow("estate", id, row -> id.equals(row.place().estate()));
  }

  public FiguresAssert tenant(String id) {
    return narrow("tenant", id, row -> id.equals(row.place().tenant()));
  }

  public FiguresAssert line(String id) {
    return narrow("line", id, row -> id.equals(row.place().line()));
  }

  public FiguresAssert machine(String id) {
    return narrow("machine", id, row -> id.equals(row.place().machine()));
  }

  /** {@code real}, or {@code sim:} and the run's id. */
  public FiguresAssert origin(String origin) {
    List<FigureRow> rows = chosen.stream().filter(row -> row.origin().equals(origin)).toList();
    return new FiguresAssert(actual, rows, path + " origin " + origin, level);
  }

  /** The figures of one order, over its whole life at a line or machine. */
  public FiguresAssert order(String id) {
    List<FigureRow> rows = chosen.stream().filter(row -> id.equals(row.order())).toList();
    return new FiguresAssert(actual, rows, path + " order " + id, level);
  }

  private FiguresAssert narrow(String wanted, String id, Predicate<FigureRow> condition) {
    List<FigureRow> rows = chosen.stream().filter(condition).toList();
    if (rows.isEmpty()) {
      throw failure(
          "no figures of %s %s%s; there are%s", wanted, id, after(path), placesAt(wanted));
    }
    return new FiguresAssert(actual, rows, path + ' ' + wanted + ' ' + id, wanted);
  }

  private static String after(String path) {
    return path.isEmpty() ? "" : " within" + path;
  }

  private Set<String> placesAt(String wanted) {
    TreeSet<String> places = new TreeSet<>();
    for (FigureRow row : chosen) {
      if (row.place().level().equals(wanted)) {
        places.add(' ' + row.place().path());
      }
    }
    return places;
  }

  public PeriodAssert minute(String start) {
    return at("minute", null, instant(start));
  }

  public PeriodAssert halfHour(String start) {
    return at("half_hour", null, instant(start));
  }

  public PeriodAssert hour(String start) {
    return at("hour", null, instant(start));
  }

  /**
   * @param date on which the shift starts, such as {@code 2026-03-03}
   */
  public PeriodAssert shift(String date, String id) {
    LocalDate day = LocalDate.parse(date);
    List<FigureRow> rows =
        level("shift").stream()
            .filter(row -> id.equals(row.period().shift()))
            .filter(row -> LocalDate.ofInstant(row.period().start(), Period.HONG_KONG).equals(day))
            .toList();
    return period("shift " + date + ' ' + id, rows);
  }

  /**
   * @param date such as {@code 2026-03-03}
   */
  public PeriodAssert day(String date) {
    return at("day", null, LocalDate.parse(date).atStartOfDay(Period.HONG_KONG).toInstant());
  }

  /**
   * @param month such as {@code 2026-03}
   */
  public PeriodAssert month(String month) {
    return at(
        "month", null, YearMonth.parse(month).atDay(1).atStartOfDay(Period.HONG_KONG).toInstant());
  }

  private PeriodAssert at(String grain, String shift, Instant start) {
    List<FigureRow> rows =
        level(grain).stream().filter(row -> row.period().start().equals(start)).toList();
    return period(new Period(grain, shift, start, start).toString(), rows);
  }

  private List<FigureRow> level(String grain) {
    boolean ofOrders = chosen.stream().allMatch(row -> row.order() != null);
    return chosen.stream()
        .filter(row -> ofOrders || row.order() == null)
        .filter(row -> row.period().grain().equals(grain))
        .filter(row -> level == null || row.place().level().equals(level))
        .toList();
  }

  private PeriodAssert period(String name, List<FigureRow> rows) {
    TreeSet<String> places = new TreeSet<>();
    rows.forEach(row -> places.add(row.place().path() + " (origin " + row.origin() + ")"));
    if (places.isEmpty()) {
      TreeSet<String> periods = new TreeSet<>();
      chosen.stream()
          .filter(row -> level == null || row.place().level().equals(level))
          .forEach(row -> periods.add(row.period().toString()));
      throw failure("no figures of%s in %s; there are %s", path, name, periods);
    }
    if (places.size() > 1) {
      throw failure("%s of%s is not one place but %s; say which", name, path, places);
    }
    return new PeriodAssert(places.first() + ", " + name, rows);
  }

  private static Instant instant(String text) {
    return text.endsWith("Z") || text.matches(".*[+-]\\d\\d:\\d\\d")
        ? OffsetDateTime.parse(text).toInstant()
        : LocalDateTime.parse(text).atZone(Period.HONG_KONG).toInstant();
  }

  /** Whether there is no row at all. */
  public FiguresAssert isEmpty() {
    if (!chosen.isEmpty()) {
      throw failure("no figures%s expected, but there are %d", after(path), chosen.size());
    }
    return this;
  }

  /**
   * Whether the figures are those of {@code src/test/resources/golden/NAME.golden}; with {@code
   * -Dinnopark.golden=update} they are written there instead.
   */
  public FiguresAssert matchGolden(String name) {
    GoldenFile.named(name).check(Figures.of(chosen));
    return this;
  }
}
