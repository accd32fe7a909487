package hk.innopark.benchmarks;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/** The median of some figures, and how far they lie apart. */
public record Spread(double median, double least, double greatest) {

  /**
   * Of an even number the median is the mean of the two in the middle.
   *
   * @throws IllegalArgumentException where there is no figure
   */
  public static Spread of(DoubleStream figures) {
    double[] sorted = figures.sorted().toArray();
    if (sorted.length == 0) {
      throw new IllegalArgumentException("there is no figure");
    }
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], Arrays.stream(sorted).max().getAsDouble());
  }
}
