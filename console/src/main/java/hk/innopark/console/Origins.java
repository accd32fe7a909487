package hk.innopark.console;

import hk.innopark.console.figures.FigureStore;
import hk.innopark.console.figures.Origin;
import java.util.Comparator;
import java.util.List;

/** Finds the moment that a request is about. */
final class Origins {
  private final FigureStore store;

  Origins(FigureStore store) {
    this.store = store;
  }

  /**
   * The moment of the named origin, or of the one that a page shows by itself: real before
   * simulated, then the one with the newest figures.
   *
   * @param requested null where the request names none
   * @throws RequestException where the name is malformed or has no figures
   */
  Moment moment(String requested) {
    if (requested != null && !Origin.isValid(requested)) {
      throw RequestException.badRequest("The parameter origin is neither real nor sim:{run}.");
    }
    List<Origin> origins =
        store.origins().stream().sorted(Comparator.comparing(Origin::name)).toList();
    if (requested != null) {
      return origins.stream()
          .filter(origin -> origin.name().equals(requested))
          .findFirst()
          .map(origin -> Moment.of(origin, origins))
          .orElseThrow(
              () -> RequestException.notFound("There are no figures of origin " + requested + "."));
    }
    return origins.stream()
        .min(
            Comparator.comparing(Origin::isSimulated)
                .thenComparing(Comparator.comparing(Origin::latest).reversed()))
        .map(origin -> Moment.of(origin, origins))
        .orElseGet(Moment::nothingYet);
  }
}
