package hk.innopark.console.figures;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Figures, wherever they are kept. Each call answers within a bounded time or throws {@link
 * FigureStoreException}; figures that are not there yet are an empty list.
 */
public interface FigureStore {
  /** The longest bucket of {@link #sums}. */
  Duration LONGEST_BUCKET = Duration.ofHours(1);

  /** The rows, in the order of their start. */
  List<FigureRow> rows(FigureQuery query);

  /** One row for each place: the sum of each field over all periods, started at the query's. */
  List<FigureRow> totals(FigureQuery query);

  /**
   * One row for each place and bucket: the sum of each field; in the order of their start.
   *
   * @param bucket whole minutes that divide {@link #LONGEST_BUCKET}; buckets start on the full hour
   * @throws IllegalArgumentException where the bucket is of another length
   */
  List<FigureRow> sums(FigureQuery query, Duration bucket);

  /**
   * Every origin of which throughput or energy is known, by minute and tenant. Its newest minute is
   * that of any measurement: outside of all shifts nothing but the quality of data may be written.
   */
  List<Origin> origins();

  /**
   * Alerts: those that are active first, then those that were cleared since, each newest first. A
   * store that keeps none has none.
   */
  default List<AlertRow> alerts(String origin, Place place, Instant clearedSince) {
    return List.of();
  }

  /**
   * The bucket's minutes.
   *
   * @throws IllegalArgumentException where it does not divide {@link #LONGEST_BUCKET}
   */
  static long bucketMinutes(Duration bucket) {
    long minutes = bucket.toMinutes();
    if (minutes < 1
        || !bucket.equals(Duration.ofMinutes(minutes))
        || LONGEST_BUCKET.toMinutes() % minutes != 0) {
      throw new IllegalArgumentException("a bucket is whole minutes that divide an hour");
    }
    return minutes;
  }
}
