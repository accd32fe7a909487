package hk.innopark.console;

import hk.innopark.console.figures.FigureQuery;
import hk.innopark.console.figures.FigureRow;
import hk.innopark.console.figures.FigureStore;
import hk.innopark.console.figures.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The sample's figures twice: as they are, and as if they were real. */
record TwoOrigins(FigureStore sample) implements FigureStore {
  @Override
  public List<FigureRow> rows(FigureQuery query) {
    return sample.rows(ofSample(query));
  }

  @Override
  public List<FigureRow> totals(FigureQuery query) {
    return sample.totals(ofSample(query));
  }

  @Override
  public List<FigureRow> sums(FigureQuery query, Duration bucket) {
    return sample.sums(ofSample(query), bucket);
  }

  @Override
  public List<Origin> origins() {
    List<Origin> origins = new ArrayList<>(sample.origins());
    origins.add(new Origin(Origin.REAL, origins.get(0).latest()));
    return origins;
  }

  private static FigureQuery ofSample(FigureQuery query) {
    return new FigureQuery(
        query.measure(),
        query.level(),
        query.grain(),
        SampleFigures.ORIGIN,
        query.place(),
        query.from(),
        query.to(),
        query.fields());
  }
}
