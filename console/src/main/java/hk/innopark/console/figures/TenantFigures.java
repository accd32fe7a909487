package hk.innopark.console.figures;

import hk.innopark.events.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The figures of one tenant: every question is narrowed to it, and one about another tenant or an
 * estate has no answer. It holds whatever the store behind it would give.
 */
public final class TenantFigures implements FigureStore {
  private final FigureStore store;
  private final String tenant;

  public TenantFigures(FigureStore store, String tenant) {
    this.store = store;
    this.tenant = tenant;
  }

  @Override
  public List<FigureRow> rows(FigureQuery query) {
    return isOthers(query.level(), query.place()) ? List.of() : store.rows(narrowed(query));
  }

  @Override
  public List<FigureRow> totals(FigureQuery query) {
    return isOthers(query.level(), query.place()) ? List.of() : store.totals(narrowed(query));
  }

  @Override
  public List<FigureRow> sums(FigureQuery query, Duration bucket) {
    return isOthers(query.level(), query.place()) ? List.of() : store.sums(narrowed(query), bucket);
  }

  @Override
  public List<Origin> origins() {
    return store.origins();
  }

  @Override
  public List<AlertRow> alerts(String origin, Place place, Instant clearedSince) {
    return isOthers(Level.TENANT, place)
        ? List.of()
        : store.alerts(origin, narrowed(place), clearedSince);
  }

  private boolean isOthers(Level level, Place place) {
    return level == Level.ESTATE || (place.tenant() != null && !place.tenant().equals(tenant));
  }

  private FigureQuery narrowed(FigureQuery query) {
    return new FigureQuery(
        query.measure(),
        query.level(),
        query.grain(),
        query.origin(),
        narrowed(query.place()),
        query.from(),
        query.to(),
        query.fields());
  }

  private Place narrowed(Place place) {
    return new Place(place.estate(), tenant, place.line(), place.machine());
  }
}
