package hk.innopark.console;

import hk.innopark.console.figures.AlertRow;
import hk.innopark.console.figures.FigureQuery;
import hk.innopark.console.figures.FigureRow;
import hk.innopark.console.figures.FigureStore;
import hk.innopark.console.figures.Measure;
import hk.innopark.console.figures.Origin;
import hk.innopark.console.figures.Place;
import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Machine;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.ShiftCalendar;
import hk.innopark.registry.model.Tenant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Figures of the sample plants, computed when they are asked for; time stands where its clock does.
 */
final class SampleFigures implements FigureStore {
  static final String ORIGIN = "sim:demo";

  private record Key(String machine, long hour) {}

  /** Sums of fields, and the minutes of the epoch in which a machine was scheduled. */
  private record Sums(Map<String, Double> values, Set<Long> busy) {
    Sums() {
      this(new HashMap<>(), new HashSet<>());
    }

    /** How many periods have a row: outside of all shifts there is none of throughput. */
    long periods(FigureQuery query, Duration span) {
      long minutes = query.grain() == Grain.HOUR ? 60 : 1;
      return query.measure() == Measure.THROUGHPUT
          ? busy.stream().map(minute -> minute / minutes).distinct().count()
          : span.toMinutes() / minutes;
    }
  }

  private final Registry registry;
  private final Clock clock;
  private final Instant beginning;
  private final Map<Key, Map<String, Double>> hours = new ConcurrentHashMap<>();

  /**
   * @param beginning before which there are no figures
   */
  SampleFigures(Registry registry, Clock clock, Instant beginning) {
    this.registry = registry;
    this.clock = clock;
    this.beginning = beginning;
  }

  @Override
  public List<FigureRow> rows(FigureQuery query) {
    if (query.grain() == Grain.SHIFT) {
      return shifts(query);
    }
    long seconds = query.grain() == Grain.HOUR ? 3600 : 60;
    List<FigureRow> rows = new ArrayList<>();
    long first = -Math.floorDiv(-query.from().getEpochSecond(), seconds) * seconds;
    for (long at = first; at < query.to().getEpochSecond(); at += seconds) {
      Instant start = Instant.ofEpochSecond(at);
      Duration span = Duration.ofSeconds(seconds);
      byPlace(query, start, start.plus(span))
          .forEach(
              (place, sums) -> {
                if (sums.periods(query, span) > 0) {
                  rows.add(row(query, place, start, 1, sums.values));
                }
              });
    }
    return rows;
  }

  /** Of lines; a shift that is not over is there as far as it has come. */
  private List<FigureRow> shifts(FigureQuery query) {
    List<FigureRow> rows = new ArrayList<>();
    for (Tenant tenant : registry.tenants()) {
      for (Line line : tenant.lines()) {
        Place place = new Place(tenant.estate(), tenant.id(), line.id(), null);
        if (query.level() == Level.LINE && passes(query.place(), place)) {
          shiftsOf(line).forEach(shift -> addShifts(query, place, shift, rows));
        }
      }
    }
    return rows;
  }

  private List<ShiftCalendar.Shift> shiftsOf(Line line) {
    return registry.calendars().stream()
        .filter(calendar -> calendar.id().equals(line.calendar()))
        .flatMap(calendar -> calendar.shifts().stream())
        .toList();
  }

  private void addShifts(
      FigureQuery query, Place place, ShiftCalendar.Shift shift, List<FigureRow> rows) {
    for (Instant day = HongKongTime.startOfDay(query.from());
        day.isBefore(query.to());
        day = day.plus(Duration.ofDays(1))) {
      Instant start = day.plus(Duration.ofMinutes(shift.startMinute()));
      if (!start.isBefore(query.from()) && start.isBefore(query.to())) {
        FigureQuery part =
            new FigureQuery(
                query.measure(),
                Level.LINE,
                Grain.MINUTE,
                query.origin(),
                place,
                start,
                day.plus(Duration.ofMinutes(shift.endMinute())),
                query.fields());
        rows.addAll(totals(part));
      }
    }
  }

  @Override
  public List<FigureRow> totals(FigureQuery query) {
    Instant from = query.from().isBefore(beginning) ? beginning : query.from();
    Instant to = query.to().isAfter(end()) ? end() : query.to();
    List<FigureRow> rows = new ArrayList<>();
    if (from.isBefore(to)) {
      byPlace(query, from, to)
          .forEach(
              (place, sums) -> {
                long periods = sums.periods(query, Duration.between(from, to));
                if (periods > 0) {
                  rows.add(row(query, place, query.from(), periods, sums.values));
                }
              });
    }
    return rows;
  }

  @Override
  public List<FigureRow> sums(FigureQuery query, Duration bucket) {
    long seconds = FigureStore.bucketMinutes(bucket) * 60;
    Map<Instant, Instant> spans = new TreeMap<>();
    for (long at = Math.floorDiv(query.from().getEpochSecond(), seconds) * seconds;
        at < query.to().getEpochSecond();
        at += seconds) {
      spans.put(Instant.ofEpochSecond(at), Instant.ofEpochSecond(at + seconds));
    }
    List<FigureRow> rows = new ArrayList<>();
    spans.forEach(
        (start, stop) -> {
          Instant from = start.isBefore(query.from()) ? query.from() : start;
          Instant to = stop.isAfter(query.to()) ? query.to() : stop;
          FigureQuery part =
              new FigureQuery(
                  query.measure(),
                  query.level(),
                  query.grain(),
                  query.origin(),
                  query.place(),
                  from,
                  to,
                  query.fields());
          for (FigureRow row : totals(part)) {
            rows.add(new FigureRow(row.place(), start, 1, row.periods(), row.values()));
          }
        });
    return rows;
  }

  @Override
  public List<Origin> origins() {
    return end().isAfter(beginning)
        ? List.of(new Origin(ORIGIN, end().minusSeconds(60)))
        : List.of();
  }

  /** Some of every kind, at fixed distances from the newest minute. */
  @Override
  public List<AlertRow> alerts(String origin, Place place, Instant clearedSince) {
    if (!origin.equals(ORIGIN) || !end().isAfter(beginning)) {
      return List.of();
    }
    return SampleAlerts.upTo(end()).stream()
        .filter(row -> place.tenant() == null || place.tenant().equals(row.place().tenant()))
        .filter(row -> place.line() == null || place.line().equals(row.place().line()))
        .filter(row -> row.isActive() || !row.clearedAt().isBefore(clearedSince))
        .toList();
  }

  /** The end of the newest whole minute. */
  private Instant end() {
    return Instant.ofEpochSecond(clock.instant().getEpochSecond() / 60 * 60);
  }

  private static FigureRow row(
      FigureQuery query, Place place, Instant start, long periods, Map<String, Double> sums) {
    Map<String, Double> values = new HashMap<>();
    for (String field : query.fields()) {
      if (sums.containsKey(field)) {
        values.put(field, sums.get(field));
      }
    }
    if (query.fields().contains("peak_demand_kva")) {
      values.put("peak_demand_kva", sums.get("active_kwh") * 1.18);
    }
    return new FigureRow(place, start, 1, periods, values);
  }

  private Map<Place, Sums> byPlace(FigureQuery query, Instant from, Instant to) {
    Map<Place, Sums> sums = new LinkedHashMap<>();
    if (!query.origin().equals(ORIGIN)) {
      return sums;
    }
    for (Tenant tenant : registry.tenants()) {
      for (Line line : tenant.lines()) {
        for (Machine machine : line.machines()) {
          Place place = new Place(tenant.estate(), tenant.id(), line.id(), machine.id().machine());
          if (passes(query.place(), place)) {
            Sums into = sums.computeIfAbsent(at(query.level(), place), key -> new Sums());
            add(machine, line.calendar(), from, to, into);
          }
        }
      }
    }
    sums.values().removeIf(sum -> sum.values.isEmpty());
    return sums;
  }

  private void add(Machine machine, String calendar, Instant from, Instant to, Sums into) {
    long minute = Math.max(from.getEpochSecond(), beginning.getEpochSecond()) / 60;
    long end = Math.min(to.getEpochSecond(), end().getEpochSecond()) / 60;
    for (long at = minute; at < end; at++) {
      if (SamplePlant.isScheduled(calendar, Instant.ofEpochSecond(at * 60))) {
        into.busy.add(at);
      }
    }
    while (minute < end) {
      if (minute % 60 == 0 && minute + 60 <= end) {
        long hour = minute / 60;
        hours
            .computeIfAbsent(
                new Key(machine.id().key(), hour), key -> hour(machine, calendar, hour * 60))
            .forEach((field, value) -> into.values.merge(field, value, Double::sum));
        minute += 60;
      } else {
        SamplePlant.minute(machine, calendar, Instant.ofEpochSecond(minute * 60))
            .forEach((field, value) -> into.values.merge(field, value, Double::sum));
        minute++;
      }
    }
  }

  private static Map<String, Double> hour(Machine machine, String calendar, long minute) {
    Map<String, Double> sums = new HashMap<>();
    for (long m = minute; m < minute + 60; m++) {
      SamplePlant.minute(machine, calendar, Instant.ofEpochSecond(m * 60))
          .forEach((field, value) -> sums.merge(field, value, Double::sum));
    }
    return sums;
  }

  private static boolean passes(Place filter, Place place) {
    return (filter.estate() == null || filter.estate().equals(place.estate()))
        && (filter.tenant() == null || filter.tenant().equals(place.tenant()))
        && (filter.line() == null || filter.line().equals(place.line()))
        && (filter.machine() == null || filter.machine().equals(place.machine()));
  }

  private static Place at(Level level, Place place) {
    return switch (level) {
      case MACHINE -> place;
      case LINE -> new Place(place.estate(), place.tenant(), place.line(), null);
      case TENANT -> new Place(place.estate(), place.tenant(), null, null);
      case ESTATE -> new Place(place.estate(), null, null, null);
    };
  }
}
