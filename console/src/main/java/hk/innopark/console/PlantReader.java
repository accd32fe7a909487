package hk.innopark.console;

import hk.innopark.console.Plant.Before;
import hk.innopark.console.Plant.Downtime;
import hk.innopark.console.Plant.Hours;
import hk.innopark.console.Plant.Peak;
import hk.innopark.console.Plant.Series;
import hk.innopark.console.Plant.Span;
import hk.innopark.console.Plant.Subject;
import hk.innopark.console.figures.FigureQuery;
import hk.innopark.console.figures.FigureRow;
import hk.innopark.console.figures.FigureStore;
import hk.innopark.console.figures.Measure;
import hk.innopark.console.figures.Place;
import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.events.text.Texts;
import hk.innopark.registry.model.Commitment;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Computes the figures of a tenant's page, or of a line's. */
final class PlantReader {
  private static final Set<Measure> EVERYTHING = EnumSet.allOf(Measure.class);

  /** Ten minutes after its end. */
  private static final Duration HOUR_CLOSES_AFTER = Duration.ofMinutes(70);

  /** What the charts draw. */
  private static final List<String> CHARTED =
      List.of(
          "oee",
          "availability",
          "effectiveness",
          "quality",
          "good_per_h",
          "scrap_per_h",
          "mean_kw",
          "running_kw",
          "setup_kw",
          "idle_kw",
          "down_kw",
          "off_kw",
          "unknown_kw",
          "scope1_kg_per_h",
          "scope2_location_kg_per_h",
          "kwh_per_good",
          "carbon_kg_per_good",
          "coverage");

  private final FigureStore store;
  private final ElementReader reader;
  private final LiveReader live;
  private final MachineReader machines;
  private final ShiftReader shifts;
  private final Commitments commitments;
  private final Alerts alerts;
  private final Clock clock;
  private final Audience audience;

  PlantReader(
      FigureStore store,
      ElementReader reader,
      Commitments commitments,
      Alerts alerts,
      Supplier<Registry> registry,
      Clock clock,
      Audience audience) {
    this.audience = audience;
    this.alerts = alerts;
    this.store = store;
    this.reader = reader;
    this.live = new LiveReader(reader);
    this.shifts = new ShiftReader(store, registry);
    this.machines = new MachineReader(reader);
    this.commitments = commitments;
    this.clock = clock;
  }

  /** The page of a tenant. */
  Plant ofTenant(
      Tenant tenant, List<Commitment> promised, Moment moment, Range range, Texts texts) {
    Subject subject = new Subject(tenant.estate(), tenant.id(), tenant.name(), null, null);
    Place place = new Place(tenant.estate(), tenant.id(), null, null);
    // HKSTP sees nothing below the tenant
    List<Line> lines = audience.isHkstp() ? List.of() : tenant.lines();
    return read(tenant, subject, Level.TENANT, place, lines, promised, moment, range, texts);
  }

  /** The page of a line; commitments are its tenant's and not shown. */
  Plant ofLine(Tenant tenant, Line line, Moment moment, Range range, Texts texts) {
    Subject subject =
        new Subject(tenant.estate(), tenant.id(), tenant.name(), line.id(), line.name());
    Place place = new Place(tenant.estate(), tenant.id(), line.id(), null);
    return read(tenant, subject, Level.LINE, place, List.of(line), List.of(), moment, range, texts);
  }

  private Plant read(
      Tenant tenant,
      Subject subject,
      Level level,
      Place place,
      List<Line> lines,
      List<Commitment> promised,
      Moment moment,
      Range range,
      Texts texts) {
    AsOf at = AsOf.of(moment, clock.instant());
    if (moment.isEmpty()) {
      return new Plant(
          audience.kind().wireName(),
          at,
          subject,
          Map.of(),
          null,
          new Series(List.of(), Map.of()),
          Map.of(),
          new Before(null, null, Map.of()),
          Map.of(),
          List.of(),
          machines.unknown(lines),
          List.of(),
          new Hours(0, 0, 0),
          new Peak(null, null),
          commitments.read(promised, moment),
          List.of());
    }
    Selection selection = new Selection(level, place, moment.origin().name(), EVERYTHING);
    Period period = range.upTo(moment);
    SortedMap<Instant, Elements> buckets =
        reader.series(selection, period, range.bucket()).getOrDefault(place, new TreeMap<>());
    Elements total = reader.total(selection, period);
    int machineCount = lines.stream().mapToInt(line -> line.machines().size()).sum();
    return new Plant(
        audience.kind().wireName(),
        at,
        subject,
        live.read(level, place, moment).getOrDefault(place, Live.none()).figures(),
        new Span(
            range.name(),
            period.from().toEpochMilli(),
            period.to().toEpochMilli(),
            range.bucket().toSeconds()),
        series(buckets, period, range),
        Ratios.figures(total),
        before(selection, range.before(period)),
        audience.isHkstp() ? Map.of() : TimeUse.of(total, machineCount),
        downtime(total),
        machines.read(lines, place, moment, period),
        lines.isEmpty() ? List.of() : shifts.read(lines, place, moment, period),
        hours(selection, period, moment),
        peak(selection, period),
        commitments.read(promised, moment),
        alerts.of(tenant, place, moment, texts));
  }

  private Before before(Selection selection, Period period) {
    return new Before(
        period.from().toEpochMilli(),
        period.to().toEpochMilli(),
        Ratios.figures(reader.total(selection, period)));
  }

  private static Series series(SortedMap<Instant, Elements> buckets, Period period, Range range) {
    List<Long> t = new ArrayList<>();
    Map<String, List<Double>> figures = new LinkedHashMap<>();
    CHARTED.forEach(field -> figures.put(field, new ArrayList<>()));
    for (Instant start : period.starts(range.bucket())) {
      t.add(start.getEpochSecond());
      Elements elements = buckets.get(start);
      Map<String, Double> values = elements == null ? Map.of() : Ratios.figures(elements);
      figures.forEach((field, list) -> list.add(values.get(field)));
    }
    return new Series(t, figures);
  }

  /** Time lost by reason, the greatest first. */
  static List<Downtime> downtime(Elements total) {
    List<Downtime> downtime = new ArrayList<>();
    for (String field : Measure.THROUGHPUT.additiveFields()) {
      // delay_{reason}_s; delay_s is their sum
      if (field.startsWith("delay_") && !field.equals("delay_s") && total.orZero(field) > 0) {
        String reason = field.substring("delay_".length(), field.length() - "_s".length());
        downtime.add(new Downtime(reason, total.orZero(field)));
      }
    }
    downtime.sort(Comparator.comparingDouble(Downtime::seconds).reversed());
    return downtime;
  }

  private Hours hours(Selection selection, Period period, Moment moment) {
    int closed = 0;
    int complete = 0;
    int revised = 0;
    for (FigureRow row :
        hourRows(selection, Measure.QUALITY_OF_DATA, period, List.of("expected", "valid"))) {
      if (row.start().plus(HOUR_CLOSES_AFTER).isAfter(moment.asOf())) {
        continue; // still open
      }
      closed++;
      Double expected = row.values().get("expected");
      if (expected != null && row.values().getOrDefault("valid", 0.0) >= expected) {
        complete++;
      }
      if (row.revision() > 1) {
        revised++;
      }
    }
    return new Hours(closed, complete, revised);
  }

  private Peak peak(Selection selection, Period period) {
    return hourRows(selection, Measure.ENERGY, period, List.of("peak_demand_kva")).stream()
        .filter(row -> row.values().containsKey("peak_demand_kva"))
        .max(Comparator.comparingDouble(row -> row.values().get("peak_demand_kva")))
        .map(row -> new Peak(row.values().get("peak_demand_kva"), row.start().toEpochMilli()))
        .orElse(new Peak(null, null));
  }

  private List<FigureRow> hourRows(
      Selection selection, Measure measure, Period period, List<String> fields) {
    return store.rows(
        new FigureQuery(
            measure,
            selection.level(),
            Grain.HOUR,
            selection.origin(),
            selection.place(),
            period.from(),
            period.to(),
            fields));
  }
}
