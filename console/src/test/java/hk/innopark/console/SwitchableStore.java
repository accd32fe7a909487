package hk.innopark.console;

import hk.innopark.console.figures.AlertRow;
import hk.innopark.console.figures.FigureQuery;
import hk.innopark.console.figures.FigureRow;
import hk.innopark.console.figures.FigureStore;
import hk.innopark.console.figures.FigureStoreException;
import hk.innopark.console.figures.Origin;
import hk.innopark.console.figures.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A store that can be away for a while. */
final class SwitchableStore implements FigureStore {
  private final FigureStore store;
  private volatile boolean away;

  SwitchableStore(FigureStore store) {
    this.store = store;
  }

  void goAway() {
    away = true;
  }

  void comeBack() {
    away = false;
  }

  private FigureStore reached() {
    if (away) {
      throw new FigureStoreException("the store is away");
    }
    return store;
  }

  @Override
  public List<FigureRow> rows(FigureQuery query) {
    return reached().rows(query);
  }

  @Override
  public List<FigureRow> totals(FigureQuery query) {
    return reached().totals(query);
  }

  @Override
  public List<FigureRow> sums(FigureQuery query, Duration bucket) {
    return reached().sums(query, bucket);
  }

  @Override
  public List<AlertRow> alerts(String origin, Place place, Instant clearedSince) {
    return reached().alerts(origin, place, clearedSince);
  }

  @Override
  public List<Origin> origins() {
    return reached().origins();
  }
}
