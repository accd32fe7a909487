package hk.innopark.console;

import hk.innopark.console.figures.FigureRow;
import hk.innopark.console.figures.Measure;
import hk.innopark.events.Grain;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Sums of additive fields of one place over some time. A field that no row had a value for has no
 * sum, which is not zero.
 */
final class Elements {
  private final Map<String, Double> sums = new HashMap<>();
  private final Map<Measure, Duration> covered = new EnumMap<>(Measure.class);

  /** Adds a row's values, and its periods to the time that the measurement covers. */
  void add(Measure measure, Grain grain, FigureRow row) {
    row.values().forEach((field, value) -> sums.merge(field, value, Double::sum));
    covered.merge(measure, length(grain).multipliedBy(row.periods()), Duration::plus);
  }

  /** Adds a row's values alone: of periods that have no one length. */
  void addSums(FigureRow row) {
    row.values().forEach((field, value) -> sums.merge(field, value, Double::sum));
  }

  /** Adds what another place has; the time covered is the longer one of both. */
  void addParallel(Elements other) {
    other.sums.forEach((field, value) -> sums.merge(field, value, Double::sum));
    other.covered.forEach(
        (measure, time) -> covered.merge(measure, time, (a, b) -> a.compareTo(b) >= 0 ? a : b));
  }

  boolean isEmpty() {
    return sums.isEmpty();
  }

  /** The sum, or null where no row had a value. */
  Double sum(String field) {
    return sums.get(field);
  }

  /** The sum, or zero where no row had a value. */
  double orZero(String field) {
    return sums.getOrDefault(field, 0.0);
  }

  /**
   * How long the periods with rows are together, of the measurement that has the most: a row is
   * only written where its measurement has something to say, so one alone tells too little.
   */
  Duration covered() {
    return covered.values().stream().max(Duration::compareTo).orElse(Duration.ZERO);
  }

  Map<String, Double> sums() {
    return Map.copyOf(sums);
  }

  private static Duration length(Grain grain) {
    return switch (grain) {
      case MINUTE -> Duration.ofMinutes(1);
      case HALF_HOUR -> Duration.ofMinutes(30);
      case HOUR -> Duration.ofHours(1);
      case DAY -> Duration.ofDays(1);
      case SHIFT, MONTH ->
          throw new IllegalArgumentException(grain.wireName() + " has no one length");
    };
  }
}
