package hk.innopark.console.figures;

import java.time.Instant;
import java.util.Map;

/**
 * What the store knows of one place in one period.
 *
 * @param place null parts above its level
 * @param start of the period, or of the bucket
 * @param revision the greatest in the period
 * @param periods how many periods of the query's grain it sums; 1 where it sums none
 * @param values by field; a field without a value is absent
 */
public record FigureRow(
    Place place, Instant start, int revision, long periods, Map<String, Double> values) {
  public FigureRow {
    values = Map.copyOf(values);
  }
}
