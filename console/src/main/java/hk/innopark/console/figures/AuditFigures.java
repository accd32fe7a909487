package hk.innopark.console.figures;

import hk.innopark.events.Level;
import hk.innopark.events.OutputFields;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What HKSTP sees of every tenant: energy, carbon, water and the quality of data, of tenants and
 * estates, without any field that depends on how many items were made, and no alerts, whose values
 * do. It holds whatever the store behind it would give.
 */
public final class AuditFigures implements FigureStore {
  private static final Set<Measure> SHOWN =
      Set.of(Measure.ENERGY, Measure.SUSTAINABILITY, Measure.QUALITY_OF_DATA);
  private static final Set<Level> LEVELS = Set.of(Level.TENANT, Level.ESTATE);

  private final FigureStore store;

  public AuditFigures(FigureStore store) {
    this.store = store;
  }

  @Override
  public List<FigureRow> rows(FigureQuery query) {
    return ask(query, store::rows);
  }

  @Override
  public List<FigureRow> totals(FigureQuery query) {
    return ask(query, store::totals);
  }

  @Override
  public List<FigureRow> sums(FigureQuery query, Duration bucket) {
    return ask(query, narrowed -> store.sums(narrowed, bucket));
  }

  @Override
  public List<Origin> origins() {
    return store.origins();
  }

  @Override
  public List<AlertRow> alerts(String origin, Place place, Instant clearedSince) {
    return List.of();
  }

  private static List<FigureRow> ask(
      FigureQuery query, Function<FigureQuery, List<FigureRow>> store) {
    List<String> fields =
        query.fields().stream().filter(field -> !OutputFields.contains(field)).toList();
    if (fields.isEmpty() || !SHOWN.contains(query.measure()) || !LEVELS.contains(query.level())) {
      return List.of();
    }
    return store.apply(
        new FigureQuery(
            query.measure(),
            query.level(),
            query.grain(),
            query.origin(),
            query.place(),
            query.from(),
            query.to(),
            fields));
  }
}
