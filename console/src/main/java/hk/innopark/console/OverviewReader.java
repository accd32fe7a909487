package hk.innopark.console;

import hk.innopark.console.Overview.EstateRow;
import hk.innopark.console.Overview.LineRow;
import hk.innopark.console.Overview.Spark;
import hk.innopark.console.Overview.TenantRow;
import hk.innopark.console.figures.Measure;
import hk.innopark.console.figures.Place;
import hk.innopark.events.Level;
import hk.innopark.registry.model.Line;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Computes the first page's figures. */
final class OverviewReader {
  private static final Duration SPARK_LENGTH = Duration.ofHours(8);
  private static final Duration SPARK_STEP = Duration.ofMinutes(10);

  private final ElementReader reader;
  private final LiveReader live;
  private final Alerts alerts;
  private final Supplier<Registry> registry;
  private final Clock clock;
  private final Audience audience;

  OverviewReader(
      ElementReader reader,
      Alerts alerts,
      Supplier<Registry> registry,
      Clock clock,
      Audience audience) {
    this.audience = audience;
    this.alerts = alerts;
    this.reader = reader;
    this.live = new LiveReader(reader);
    this.registry = registry;
    this.clock = clock;
  }

  Overview read(Moment moment) {
    boolean empty = moment.isEmpty();
    Map<Place, Live> now = empty ? Map.of() : live.read(Level.TENANT, Place.ANY, moment);
    Map<Place, Elements> lineTimes = empty ? Map.of() : lineTimes(moment);
    Map<Place, SortedMap<Instant, Elements>> power = empty ? Map.of() : power(moment);

    Map<String, Alerts.Count> active = alerts.counts(moment);

    Live park = Live.none();
    List<EstateRow> estates = new ArrayList<>();
    tenantsByEstate()
        .forEach(
            (estate, tenants) -> {
              Live sum = Live.none();
              List<TenantRow> rows = new ArrayList<>();
              for (Tenant tenant : tenants) {
                Place place = new Place(estate, tenant.id(), null, null);
                Live figures = now.getOrDefault(place, Live.none());
                sum.addParallel(figures);
                rows.add(
                    new TenantRow(
                        tenant.id(),
                        tenant.name(),
                        figures.figures(),
                        empty ? null : spark(moment, power.get(place)),
                        audience.isHkstp() ? List.of() : lines(tenant, lineTimes),
                        active.getOrDefault(tenant.id(), Alerts.Count.NONE)));
              }
              park.addParallel(sum);
              estates.add(new EstateRow(estate, sum.figures(), rows));
            });
    return new Overview(
        audience.kind().wireName(), AsOf.of(moment, clock.instant()), park.figures(), estates);
  }

  private Map<Place, Elements> lineTimes(Moment moment) {
    return reader.totals(select(Level.LINE, moment, Measure.THROUGHPUT), moment.lastHour());
  }

  private Map<Place, SortedMap<Instant, Elements>> power(Moment moment) {
    return reader.series(
        select(Level.TENANT, moment, Measure.ENERGY), sparkPeriod(moment), SPARK_STEP);
  }

  private static Selection select(Level level, Moment moment, Measure measure) {
    return new Selection(
        level, Place.ANY, moment.origin().name(), Set.of(measure, Measure.QUALITY_OF_DATA));
  }

  private static Period sparkPeriod(Moment moment) {
    Instant end = moment.settled();
    return new Period(HongKongTime.floor(end.minus(SPARK_LENGTH), SPARK_STEP), end);
  }

  private static Spark spark(Moment moment, SortedMap<Instant, Elements> power) {
    Period period = sparkPeriod(moment);
    List<Double> values = new ArrayList<>();
    for (Instant start : period.starts(SPARK_STEP)) {
      Elements elements = power == null ? null : power.get(start);
      values.add(elements == null ? null : Ratios.figures(elements).get("mean_kw"));
    }
    return new Spark(period.from().toEpochMilli(), SPARK_STEP.toSeconds(), values);
  }

  private static List<LineRow> lines(Tenant tenant, Map<Place, Elements> times) {
    List<LineRow> rows = new ArrayList<>();
    for (Line line : tenant.lines()) {
      Elements elements =
          times.getOrDefault(
              new Place(tenant.estate(), tenant.id(), line.id(), null), new Elements());
      int machines = line.machines().size();
      rows.add(new LineRow(line.id(), line.name(), machines, TimeUse.of(elements, machines)));
    }
    return rows;
  }

  private Map<String, List<Tenant>> tenantsByEstate() {
    Map<String, List<Tenant>> byEstate = new TreeMap<>();
    for (Tenant tenant : registry.get().tenants()) {
      byEstate.computeIfAbsent(tenant.estate(), id -> new ArrayList<>()).add(tenant);
    }
    return Collections.unmodifiableMap(new LinkedHashMap<>(byEstate));
  }
}
