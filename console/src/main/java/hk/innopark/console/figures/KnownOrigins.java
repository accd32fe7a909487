package hk.innopark.console.figures;

import static java.util.Comparator.naturalOrder;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** The rule of {@link FigureStore#origins}, over what a store knows of each measurement. */
final class KnownOrigins {
  static final BinaryOperator<Instant> LATER = BinaryOperator.maxBy(naturalOrder());

  private KnownOrigins() {}

  /**
   * The origins, in the order of their names.
   *
   * @param latestByOrigin a measurement's newest minute of each origin, of tenants
   */
  static List<Origin> of(Function<Measure, Map<String, Instant>> latestByOrigin) {
    Map<String, Instant> latest = new TreeMap<>();
    for (Measure measure : List.of(Measure.THROUGHPUT, Measure.ENERGY)) {
      latestByOrigin.apply(measure).forEach((name, minute) -> latest.merge(name, minute, LATER));
    }
    // dead letters of nobody in particular count as real, and alone make no origin
    latestByOrigin
        .apply(Measure.QUALITY_OF_DATA)
        .forEach((name, minute) -> latest.computeIfPresent(name, (n, l) -> LATER.apply(l, minute)));
    return latest.entrySet().stream()
        .map(entry -> new Origin(entry.getKey(), entry.getValue()))
        .toList();
  }
}
