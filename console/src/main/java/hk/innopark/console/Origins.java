package hk.innopark.console;

import static java.util.Comparator.naturalOrder;

import hk.innopark.console.figures.FigureStore;
import hk.innopark.console.figures.Origin;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Finds the moment that a request is about. */
final class Origins {
  private static final Duration CURRENT = Duration.ofDays(1);

  private final FigureStore store;

  Origins(FigureStore store) {
    this.store = store;
  }

  /**
   * The moment of the named origin, or of the one that a page shows by itself: of those with
   * figures of the last day, real before simulated, then the one with the newest.
   *
   * @param requested null where the request names none
   * @throws RequestException where the name is malformed or has no figures
   */
  Moment moment(String requested) {
    if (requested != null && !Origin.isValid(requested)) {
      throw RequestException.badRequest("error.parameter_not_origin");
    }
    List<Origin> origins =
        store.origins().stream().sorted(Comparator.comparing(Origin::name)).toList();
    if (requested != null) {
      return origins.stream()
          .filter(origin -> origin.name().equals(requested))
          .findFirst()
          .map(origin -> Moment.of(origin, origins))
          .orElseThrow(() -> RequestException.notFound("error.no_figures_of_origin", requested));
    }
    Instant newest = origins.stream().map(Origin::latest).max(naturalOrder()).orElse(null);
    return origins.stream()
        .filter(origin -> Duration.between(origin.latest(), newest).compareTo(CURRENT) <= 0)
        .min(
            Comparator.comparing(Origin::isSimulated)
                .thenComparing(Comparator.comparing(Origin::latest).reversed()))
        .map(origin -> Moment.of(origin, origins))
        .orElseGet(Moment::nothingYet);
  }
}
