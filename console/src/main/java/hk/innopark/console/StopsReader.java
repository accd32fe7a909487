package hk.innopark.console;

import hk.innopark.console.figures.FigureQuery;
import hk.innopark.console.figures.FigureRow;
import hk.innopark.console.figures.FigureStore;
import hk.innopark.console.figures.Measure;
import hk.innopark.console.figures.Place;
import hk.innopark.console.shopfloor.StopReader;
import hk.innopark.events.DowntimeReason;
import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.StopReason;
import hk.innopark.registry.model.Tenant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Computes the page of a line's stops. */
final class StopsReader {
  /** How long after its beginning a stop may be named; the job takes no more either. */
  static final Duration NAMEABLE = Duration.ofDays(8);

  private final FigureStore store;
  private final ElementReader elements;
  private final Optional<StopReader> stops;
  private final Clock clock;

  StopsReader(FigureStore store, ElementReader elements, Optional<StopReader> stops, Clock clock) {
    this.store = store;
    this.elements = elements;
    this.stops = stops;
    this.clock = clock;
  }

  /** The earliest beginning of a stop that may still be named. */
  Instant nameableFrom() {
    return clock.instant().minus(NAMEABLE);
  }

  Instant now() {
    return clock.instant();
  }

  /**
   * A line's stops of some local days.
   *
   * @param days of which they are, as of the moment where its bounds are null
   */
  Stops read(
      Registry registry, Tenant tenant, Line line, Moment moment, Period days, boolean mayName) {
    Plant.Subject subject =
        new Plant.Subject(tenant.estate(), tenant.id(), tenant.name(), line.id(), line.name());
    AsOf at = AsOf.of(moment, clock.instant());
    Elements total = moment.isEmpty() ? new Elements() : total(tenant, line, moment, days);
    Map<String, Double> figures = Ratios.figures(total);
    if (total.orZero("failures") > 0) {
      double repair = repairSeconds(tenant, line, moment, days);
      if (repair > 0) {
        figures.put("mttr_s", repair / total.orZero("failures"));
      }
    }
    return new Stops(
        at,
        subject,
        days.from().toEpochMilli(),
        days.to().toEpochMilli(),
        nameableFrom().toEpochMilli(),
        mayName,
        reasons(registry, tenant),
        line.machines().stream()
            .map(machine -> new Stops.Machine(machine.id().machine(), machine.name()))
            .toList(),
        moment.isEmpty() || stops.isEmpty()
            ? List.of()
            : stops
                .get()
                .stops(tenant.id(), line.id(), moment.origin().name(), days.from(), days.to()),
        figures,
        PlantReader.downtime(total));
  }

  private Elements total(Tenant tenant, Line line, Moment moment, Period days) {
    Selection selection =
        new Selection(
            Level.LINE,
            place(tenant, line),
            moment.origin().name(),
            EnumSet.of(Measure.THROUGHPUT));
    return elements.total(selection, days);
  }

  /** Mean times to repair of hours, times their failures. */
  private double repairSeconds(Tenant tenant, Line line, Moment moment, Period days) {
    double seconds = 0;
    for (FigureRow row :
        store.rows(
            new FigureQuery(
                Measure.THROUGHPUT,
                Level.LINE,
                Grain.HOUR,
                moment.origin().name(),
                place(tenant, line),
                days.from(),
                days.to(),
                List.of("failures", "mttr_s")))) {
      seconds +=
          row.values().getOrDefault("failures", 0.0) * row.values().getOrDefault("mttr_s", 0.0);
    }
    return seconds;
  }

  private static Place place(Tenant tenant, Line line) {
    return new Place(tenant.estate(), tenant.id(), line.id(), null);
  }

  /** The tenant's own, or else the standard ones. */
  private static List<Stops.Reason> reasons(Registry registry, Tenant tenant) {
    List<StopReason> own = registry.reasons(tenant.id());
    if (!own.isEmpty()) {
      return own.stream()
          .map(
              reason ->
                  new Stops.Reason(
                      reason.id(), reason.name(), reason.under(), reason.standard().wireName()))
          .toList();
    }
    return Arrays.stream(DowntimeReason.values())
        .filter(reason -> reason != DowntimeReason.UNSPECIFIED)
        .map(reason -> new Stops.Reason(reason.wireName(), null, null, reason.wireName()))
        .toList();
  }
}
