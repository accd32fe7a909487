package hk.innopark.console.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hk.innopark.console.figures.FigureQuery;
import hk.innopark.console.figures.FigureRow;
import hk.innopark.console.figures.FigureStore;
import hk.innopark.console.figures.Origin;
import hk.innopark.console.figures.Place;
import hk.innopark.events.Grain;
import hk.innopark.events.Level;
import hk.innopark.registry.model.Registry;
import hk.innopark.registry.model.Tenant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Figures as they were known at a moment: the ledger's closed hours, days and months of lines and
 * tenants, each in the newest revision that was recorded by then. Estates are the sums of their
 * tenants. Machines, and time within an hour, are not in the ledger: of a machine there is nothing,
 * and an hour's sums are spread evenly over its parts.
 */
public final class KnownFigures implements FigureStore {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final int MINUTES = 60;

  private final ClosedPeriods ledger;
  private final Registry registry;

  /**
   * @param ledger as known at the moment
   * @param registry as known at the moment
   */
  public KnownFigures(LedgerReader ledger, Registry registry) {
    this.ledger = ledger.closed();
    this.registry = registry;
  }

  @Override
  public List<FigureRow> rows(FigureQuery query) {
    return read(query, stored(query.grain()));
  }

  @Override
  public List<FigureRow> totals(FigureQuery query) {
    Map<Place, FigureRow> totals = new LinkedHashMap<>();
    for (FigureRow row : read(query, stored(query.grain()))) {
      FigureRow part = inGrain(row, query.grain());
      totals.merge(row.place(), at(part, query.from()), KnownFigures::plus);
    }
    return List.copyOf(totals.values());
  }

  @Override
  public List<FigureRow> sums(FigureQuery query, Duration bucket) {
    long minutes = FigureStore.bucketMinutes(bucket);
    long parts = MINUTES / minutes;
    List<FigureRow> sums = new ArrayList<>();
    for (FigureRow row : read(query, stored(query.grain()))) {
      FigureRow whole = inGrain(row, query.grain());
      Map<String, Double> share = new HashMap<>();
      whole.values().forEach((field, value) -> share.put(field, value / parts));
      for (long part = 0; part < parts; part++) {
        sums.add(
            new FigureRow(
                row.place(),
                row.start().plus(bucket.multipliedBy(part)),
                row.revision(),
                Math.max(1, whole.periods() / parts),
                share));
      }
    }
    sums.sort(Comparator.comparing(FigureRow::start));
    return List.copyOf(sums);
  }

  @Override
  public List<Origin> origins() {
    return ledger.newestHours().entrySet().stream()
        .map(newest -> new Origin(newest.getKey(), newest.getValue().minus(MINUTE)))
        .toList();
  }

  /** Whatever is shorter than an hour is had from hours. */
  private static Grain stored(Grain grain) {
    return switch (grain) {
      case DAY, MONTH -> grain;
      case MINUTE, HALF_HOUR, HOUR, SHIFT -> Grain.HOUR;
    };
  }

  private List<FigureRow> read(FigureQuery query, Grain grain) {
    if (query.level() == Level.MACHINE
        || query.place().machine() != null
        || query.grain() == Grain.SHIFT) {
      return List.of();
    }
    boolean isOfLines = query.level() == Level.LINE;
    Map<String, FigureRow> sums = new TreeMap<>();
    for (ClosedPeriods.Known known : known(query, grain, isOfLines)) {
      Optional<Tenant> tenant = registry.tenant(known.tenant());
      String estate = query.place().estate();
      if (tenant.isPresent() && (estate == null || estate.equals(tenant.get().estate()))) {
        FigureRow row = row(known, place(query.level(), tenant.get(), known), query.fields());
        sums.merge(row.start() + " " + row.place(), row, KnownFigures::plusParallel);
      }
    }
    return sums.values().stream().sorted(Comparator.comparing(FigureRow::start)).toList();
  }

  private List<ClosedPeriods.Known> known(FigureQuery query, Grain grain, boolean isOfLines) {
    return ledger.known(
        query.origin(),
        grain.wireName(),
        query.measure().wireName(),
        query.place().tenant(),
        isOfLines ? query.place().line() : null,
        isOfLines,
        query.from(),
        query.to());
  }

  private static Place place(Level level, Tenant tenant, ClosedPeriods.Known known) {
    return switch (level) {
      case ESTATE -> new Place(tenant.estate(), null, null, null);
      case TENANT -> new Place(tenant.estate(), tenant.id(), null, null);
      case LINE, MACHINE -> new Place(tenant.estate(), tenant.id(), known.line(), null);
    };
  }

  private static FigureRow row(ClosedPeriods.Known known, Place place, List<String> fields) {
    JsonNode figures;
    try {
      figures = JSON.readTree(known.figures());
    } catch (JsonProcessingException noJson) {
      throw new IllegalStateException("the ledger takes JSON alone", noJson);
    }
    Map<String, Double> values = new HashMap<>();
    for (String field : fields) {
      if (figures.path(field).isNumber()) {
        values.put(field, figures.path(field).doubleValue());
      }
    }
    return new FigureRow(place, known.start(), known.revision(), 1, values);
  }

  /** An hour as so many minutes or half hours. */
  private static FigureRow inGrain(FigureRow hour, Grain grain) {
    long periods =
        switch (grain) {
          case MINUTE -> MINUTES;
          case HALF_HOUR -> 2;
          default -> 1;
        };
    return new FigureRow(
        hour.place(), hour.start(), hour.revision(), periods * hour.periods(), hour.values());
  }

  private static FigureRow at(FigureRow row, Instant start) {
    return new FigureRow(row.place(), start, row.revision(), row.periods(), row.values());
  }

  private static FigureRow plus(FigureRow one, FigureRow other) {
    return sum(one, other, one.periods() + other.periods());
  }

  /** Of two tenants in the same period. */
  private static FigureRow plusParallel(FigureRow one, FigureRow other) {
    return sum(one, other, Math.max(one.periods(), other.periods()));
  }

  private static FigureRow sum(FigureRow one, FigureRow other, long periods) {
    Map<String, Double> values = new HashMap<>(one.values());
    other.values().forEach((field, value) -> values.merge(field, value, Double::sum));
    return new FigureRow(
        one.place(), one.start(), Math.max(one.revision(), other.revision()), periods, values);
  }
}
